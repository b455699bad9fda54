import {
  asSystem,
  asTenant,
  type Database,
  platformTables,
  type Transaction,
} from '@insites/platform';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemas as domainSchemas } from '../../src/domains.ts';
import { addRow, newTenant, type TableOfHouse, type Tenant, tablesOf } from './rows.ts';

const schemas = [platformTables, ...domainSchemas];

/** Tables that hold nothing of any tenant. */
const open: Readonly<Record<string, string>> = {
  'audit.head': 'one number: how long the log is',
  'audit.tiles': 'hashes; a leaf tells nothing of its entry',
  'audit.checkpoints': 'signed for everybody to keep',
  'audit.streams': 'how far the log was handed over, by the operator',
  'governance.policy_sets': 'the rules are the same for everybody',
};
/** Of what an organisation has, requests see nothing here: only signing in does. */
const unseen = [
  'identity.tries',
  'identity.provider_flows',
  'identity.oauth_records',
  'identity.oauth_keys',
];
/** The server's own: behind the fence, and of no tenant. */
const ofNobody = ['identity.oauth_keys'];
const tenantColumns = ['organisation_id', 'tenant', 'person_id', 'actor_id'];

let test: TestDatabase;
let database: Database;
let tables: readonly TableOfHouse[];
const names = async () =>
  await tablesOf(
    test.database,
    schemas.map(({ name }) => name),
  );

beforeAll(async () => {
  test = await createDatabase(schemas);
  database = await test.fenced();
  tables = await names();
});
afterAll(() => test.drop());

class Undone extends Error {}

/** Two tenants with a row in every table each; nothing of it stays. */
async function withTwo(work: (transaction: Transaction, a: Tenant, b: Tenant) => Promise<void>) {
  const [a, b] = [newTenant(), newTenant()];
  const all = database.transaction(async (transaction) => {
    for (const tenant of [a, b])
      for (const { name } of tables.filter(({ enabled }) => enabled))
        await addRow(transaction, name, tenant);
    await asSystem('a test', () =>
      transaction.execute(sql`SET LOCAL session_replication_role = origin`),
    );
    await work(transaction, a, b);
    throw new Undone();
  });
  await all.catch((thrown: unknown) => {
    if (!(thrown instanceof Undone)) throw thrown;
  });
}

/** Rows a statement met; 0 when PostgreSQL refused it for want of rights. */
async function met(transaction: Transaction, statement: string): Promise<number> {
  try {
    return await transaction.transaction(async (inner) => {
      const { rowCount } = await inner.execute(sql.raw(statement));
      return rowCount ?? 0;
    });
  } catch (thrown) {
    const { code } = (thrown as { cause: { code: string } }).cause;
    if (code === '42501') return 0;
    throw thrown;
  }
}

/** Row by row what each table holds of a tenant, before any fence. */
async function placesOf(transaction: Transaction, { ids }: Tenant, table: TableOfHouse) {
  const own = { ...ids, id: Object.values(ids) };
  const conditions = (ofNobody.includes(table.name) ? [] : table.columns).flatMap((column) => {
    const id = own[column as keyof typeof own];
    if (id === undefined) return [];
    const all = Array.isArray(id) ? id : [id];
    return [`${column}::text IN (${all.map((one) => `'${one}'`).join(', ')})`];
  });
  const where = conditions.length > 0 ? conditions.join(' OR ') : 'true';
  const { rows } = await asSystem('a test', () =>
    transaction.execute<{ place: string }>(
      sql.raw(`SELECT ctid::text AS place FROM ${table.name} WHERE ${where}`),
    ),
  );
  return rows.map(({ place }) => `'${place}'::tid`).join(', ');
}

describe('every table', () => {
  it('that holds something of a tenant stands behind the fence, or says why not', () => {
    const byName = new Map(tables.map((table) => [table.name, table]));
    const holds = ({ columns, parents }: TableOfHouse): boolean =>
      columns.some((column) => tenantColumns.includes(column)) ||
      parents.some((parent) => {
        const table = byName.get(parent);
        return (
          table !== undefined &&
          holds({ ...table, parents: table.parents.filter((one) => one !== parent) })
        );
      });
    const bare = tables.filter(
      ({ enabled, forced, policies }) => !(enabled && forced && policies.includes('system')),
    );
    expect(bare.filter(holds).map(({ name }) => name)).toEqual([]);
    expect(bare.map(({ name }) => name).sort()).toEqual(Object.keys(open).sort());
  });

  it('shows, changes and takes nothing of another organisation', async () => {
    await withTwo(async (transaction, a, b) => {
      const leaks: string[] = [];
      for (const table of tables.filter(({ enabled }) => enabled)) {
        const { name } = table;
        const [mine, theirs] = [
          await placesOf(transaction, a, table),
          await placesOf(transaction, b, table),
        ];
        expect(theirs, name).not.toBe('');
        await asTenant(a, async () => {
          const say = async (what: string, statement: string) => {
            if ((await met(transaction, statement)) > 0) leaks.push(`${what} ${name}`);
          };
          const at = `${name} WHERE ctid IN (${theirs})`;
          const column = table.columns[0];
          await say('SELECT', `SELECT FROM ${at}`);
          await say('UPDATE', `UPDATE ${name} SET ${column} = ${column} WHERE ctid IN (${theirs})`);
          await say('DELETE', `DELETE FROM ${at}`);
          const seen = await met(transaction, `SELECT FROM ${name} WHERE ctid IN (${mine})`);
          expect(seen > 0, `own rows of ${name}`).toBe(!unseen.includes(name));
        });
      }
      expect(leaks).toEqual([]);
    });
  });

  it('takes no rows for another organisation', async () => {
    await withTwo(async (transaction, a) => {
      const taken: string[] = [];
      for (const { name } of tables.filter(({ enabled }) => enabled)) {
        await asSystem('a test', () =>
          transaction.execute(
            sql.raw(`CREATE TEMP TABLE draft ON COMMIT DROP AS SELECT * FROM ${name} WHERE false`),
          ),
        );
        await asSystem('a test', async () => {
          const { rows } = await transaction.execute(
            sql.raw(`SELECT ctid::text AS place FROM ${name} ORDER BY ctid`),
          );
          // The tenants were written one after the other: the last row is the second one's.
          const place = (rows.at(-1) as { place: string }).place;
          await transaction.execute(
            sql.raw(`INSERT INTO draft SELECT * FROM ${name} WHERE ctid = '${place}'::tid`),
          );
          await transaction.execute(sql`GRANT SELECT ON draft TO PUBLIC`);
        });
        const insert = `INSERT INTO ${name} SELECT * FROM draft`;
        if ((await asTenant(a, () => met(transaction, insert))) > 0) taken.push(name);
        await asSystem('a test', () => transaction.execute(sql`DROP TABLE draft`));
      }
      expect(taken).toEqual([]);
    });
  });

  it('is nothing that the role of the application owns, and it passes no policy', async () => {
    const { rows } = await test.database.execute(sql`
      SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
        EXISTS (SELECT FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o') AS owns
      FROM pg_roles r WHERE rolname = current_database() || '_app'`);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owns: false,
      },
    ]);
  });
});
