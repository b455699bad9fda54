import { type ClientBase, escapeIdentifier } from 'pg';
import { placeOf } from './tables.ts';

interface Trigger {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly state: 'O' | 'A' | 'R' | 'D';
}

const enable = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA', D: 'DISABLE' } as const;

/**
 * Runs something while no foreign key is looked at, no trigger of ours fires and no policy binds the owner, all in the caller's
 * transaction: rows come back as they were, in any order, and those that migrations made give way.
 * Afterwards every foreign key is checked over all rows, and every trigger stands as it stood.
 */
export async function withoutConstraints(
  client: ClientBase,
  schemas: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: keys } = await client.query<{ place: string; name: string; text: string }>(
    `SELECT conrelid::regclass::text AS place, quote_ident(conname) AS name,
        pg_get_constraintdef(c.oid) AS text
      FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
      WHERE contype = 'f' AND conparentid = 0 AND nspname = ANY ($1) ORDER BY c.oid`,
    [schemas],
  );
  const { rows: triggers } = await client.query<Trigger>(
    `SELECT nspname AS schema, relname AS table, tgname AS name, tgenabled AS state
      FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
      WHERE NOT tgisinternal AND nspname = ANY ($1)`,
    [schemas],
  );
  const set = ({ schema, table, name }: Trigger, how: string) =>
    `ALTER TABLE ${placeOf({ schema, name: table })} ${how} TRIGGER ${escapeIdentifier(name)}`;
  // COPY reads no rows into a table whose policies hold for whoever copies.
  const { rows: forced } = await client.query<{ place: string }>(
    `SELECT c.oid::regclass::text AS place FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relforcerowsecurity AND nspname = ANY ($1)`,
    [schemas],
  );
  for (const { place } of forced)
    await client.query(`ALTER TABLE ${place} NO FORCE ROW LEVEL SECURITY`);
  for (const { place, name } of keys)
    await client.query(`ALTER TABLE ${place} DROP CONSTRAINT ${name}`);
  for (const trigger of triggers) await client.query(set(trigger, 'DISABLE'));
  await work();
  for (const trigger of triggers) await client.query(set(trigger, enable[trigger.state]));
  for (const { place, name, text } of keys)
    await client.query(`ALTER TABLE ${place} ADD CONSTRAINT ${name} ${text}`);
  for (const { place } of forced)
    await client.query(`ALTER TABLE ${place} FORCE ROW LEVEL SECURITY`);
}
