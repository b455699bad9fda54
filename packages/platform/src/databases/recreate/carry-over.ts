import type { ClientBase } from 'pg';
import type { AsideNames } from './recreate.ts';

/**
 * Takes the tenants' keys along, because servers have them in memory and a fixture makes the same
 * organisations again, and the row of the job that runs all this.
 */
export async function carryPlatform(
  client: ClientBase,
  aside: AsideNames,
  { keepJob }: { readonly keepJob?: string },
): Promise<void> {
  const before = aside('platform');
  if (before === null) return;
  const take = (table: string) =>
    `INSERT INTO "platform"."${table}" SELECT * FROM "${before}"."${table}"`;
  await client.query(take('tenant_keys'));
  if (keepJob) await client.query(`${take('jobs')} WHERE id = $1`, [keepJob]);
}
