import type { Connection } from '@insites/platform';
import { eq } from 'drizzle-orm';
import { plans } from './tables.ts';

export type PlanRow = typeof plans.$inferSelect;

/** The plan of an organisation; made as self-hosted and unlimited when there is none yet. */
export async function planOf(connection: Connection, organisationId: string): Promise<PlanRow> {
  const find = () =>
    connection.select().from(plans).where(eq(plans.organisationId, organisationId));
  const [found] = await find();
  if (found) return found;
  await connection.insert(plans).values({ organisationId }).onConflictDoNothing();
  const [made] = await find();
  if (!made) throw new Error('A plan was not written');
  return made;
}
