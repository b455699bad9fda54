import { sql } from 'drizzle-orm';
import type { House } from './house.ts';

/** The newest entry of a verb. */
export async function entryOf(house: House, verb: string): Promise<Record<string, unknown> | null> {
  const { rows } = await house.test.database.execute(sql`
    SELECT verb, outcome, code, organisation_id AS "organisationId", actor_id AS "actorId",
      object_id AS "objectId", object_name AS "objectName", details
    FROM audit.entries WHERE verb = ${verb} ORDER BY position DESC LIMIT 1`);
  return rows[0] ?? null;
}
