import { randomUUID } from 'node:crypto';
import { asSystem, type Connection } from '@insites/platform';
import { sql } from 'drizzle-orm';

/** An organisation with everything it may have: ids that stand in its rows. */
export interface Tenant {
  readonly organisationId: string;
  readonly personId: string;
  /** By the name of a column. */
  readonly ids: Readonly<Record<string, string>>;
}

export function newTenant(): Tenant {
  const [organisationId, personId] = [randomUUID(), randomUUID()];
  return {
    organisationId,
    personId,
    ids: {
      organisation_id: organisationId,
      tenant: organisationId,
      person_id: personId,
      actor_id: personId,
      dataset_id: randomUUID(),
      version_id: randomUUID(),
      file_id: randomUUID(),
    },
  };
}

/** What the rows of these tables are called in those that hang on them. */
const namedBy: Readonly<Record<string, string>> = {
  'identity.organisations': 'organisation_id',
  'identity.people': 'person_id',
  'datasets.datasets': 'dataset_id',
  'datasets.versions': 'version_id',
  'files.files': 'file_id',
};

export interface TableOfHouse {
  /** `schema.table`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly policies: readonly string[];
  readonly enabled: boolean;
  readonly forced: boolean;
  /** Tables it points at. */
  readonly parents: readonly string[];
}

/** Every table of the schemas, as PostgreSQL knows it. */
export async function tablesOf(
  connection: Connection,
  schemas: readonly string[],
): Promise<readonly TableOfHouse[]> {
  const { rows } = await connection.execute(sql`
    SELECT n.nspname || '.' || c.relname AS name, relrowsecurity AS enabled, relforcerowsecurity AS forced,
      ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
      ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS policies,
      ARRAY(SELECT p.relnamespace::regnamespace || '.' || p.relname FROM pg_constraint JOIN pg_class p ON p.oid = confrelid
        WHERE conrelid = c.oid AND contype = 'f') AS parents
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind = 'r' AND nspname IN ${schemas} ORDER BY 1`);
  return rows as unknown as TableOfHouse[];
}

/** Writes one row of a tenant into a table, whatever the table is. Nobody looks at foreign keys. */
export async function addRow(connection: Connection, table: string, tenant: Tenant): Promise<void> {
  const [schema = '', name = ''] = table.split('.');
  await asSystem('a test', async () => {
    await connection.execute(sql`SET LOCAL session_replication_role = replica`);
    const { rows } = await connection.execute<{ name: string; type: string; needed: boolean }>(sql`
      SELECT attname AS name, format_type(atttypid, NULL) AS type, attnotnull AND NOT atthasdef AS needed
      FROM pg_attribute WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped`);
    const own = namedBy[table];
    const values = rows.flatMap((column) => {
      const id = column.name === 'id' && own ? tenant.ids[own] : tenant.ids[column.name];
      if (id !== undefined) return [[column.name, sql`${id}`] as const];
      return column.needed ? [[column.name, sql.raw(someOf(column.type))] as const] : [];
    });
    await connection.execute(sql`
      INSERT INTO ${sql.identifier(schema)}.${sql.identifier(name)}
        (${sql.join(
          values.map(([column]) => sql.identifier(column)),
          sql`, `,
        )})
      VALUES (${sql.join(
        values.map(([, value]) => value),
        sql`, `,
      )})`);
  });
}

function someOf(type: string): string {
  if (type.endsWith('[]')) return `'{}'`;
  const known: Readonly<Record<string, string>> = {
    uuid: 'gen_random_uuid()',
    text: 'gen_random_uuid()::text',
    bytea: `decode(replace(gen_random_uuid()::text, '-', ''), 'hex')`,
    boolean: 'false',
    jsonb: `'{}'`,
    'timestamp with time zone': 'now()',
  };
  // Numbers: far from those that are there.
  return known[type] ?? `(1000 + random() * 30000)::${type}`;
}
