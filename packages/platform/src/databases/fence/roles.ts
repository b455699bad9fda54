import { errors } from '@insites/kernel';
import pg, { type ClientBase } from 'pg';

/** The role whose rights requests have in a database: it owns nothing and logs in nowhere. */
export function applicationRole(databaseName: string): string {
  // A name in PostgreSQL has 63 bytes.
  return `${Buffer.from(databaseName).subarray(0, 59).toString()}_app`;
}

interface Found {
  readonly database: string;
  readonly login: string;
  readonly there: boolean;
  /** Why it cannot be a fence: it passes policies, owns something or has what another role has. */
  readonly strong: boolean | null;
  readonly ours: boolean | null;
}

async function find(client: ClientBase): Promise<Found & { readonly role: string }> {
  const { rows: names } = await client.query<{ database: string; login: string; kind: string }>(
    `SELECT current_database() AS database, session_user AS login,
       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END AS kind`,
  );
  const { database = '', login = '', kind = 'MEMBER' } = names[0] ?? {};
  const role = applicationRole(database);
  const { rows } = await client.query<Pick<Found, 'strong' | 'ours'>>(
    `SELECT rolsuper OR rolbypassrls OR rolcreaterole
         OR EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid)
         OR EXISTS (SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass
              AND refobjid = r.oid AND deptype = 'o') AS strong,
       pg_has_role(session_user, r.oid, $2) AS ours
     FROM pg_roles r WHERE rolname = $1`,
    [role, kind],
  );
  const [row] = rows;
  return { role, database, login, there: row !== undefined, strong: null, ours: null, ...row };
}

/**
 * Makes the role of the application where it is missing, and lets the login become it. Answers with
 * its name.
 * @throws platform.fenceMissing with the SQL for whoever may make roles
 */
export async function ensureApplicationRole(client: ClientBase): Promise<string> {
  const found = await find(client);
  const { role } = found;
  const quoted = pg.escapeIdentifier(role);
  try {
    if (!found.there) await client.query(`CREATE ROLE ${quoted} NOLOGIN NOINHERIT`);
    const made = found.there ? found : await find(client);
    if (!made.ours) await client.query(`GRANT ${quoted} TO ${pg.escapeIdentifier(found.login)}`);
  } catch (cause) {
    throw missing(found, `the login ${found.login} may not make it or become it`, cause);
  }
  const now = await find(client);
  if (now.strong)
    throw missing(now, `the role ${role} owns something, has other roles or passes policies`);
  return role;
}

/** Gives the role of the application what a request needs, and nothing that changes the fence. */
export async function grantToApplication(
  client: ClientBase,
  role: string,
  schemas: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)',
    [schemas],
  );
  const to = `TO ${pg.escapeIdentifier(role)}`;
  const grants = rows.flatMap(({ name }) => {
    const schema = pg.escapeIdentifier(name);
    return [
      `GRANT USAGE ON SCHEMA ${schema} ${to}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} ${to}`,
      `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} ${to}`,
    ];
  });
  if (grants.length > 0) await client.query(grants.join(';'));
}

/** Whether the role stands, is nothing more than it should be, and may enter the schemas. */
export async function isFenced(client: ClientBase, schemas: readonly string[]): Promise<boolean> {
  const { role, there, strong, ours } = await find(client);
  if (!there || strong || !ours) return false;
  const { rows } = await client.query<{ all: boolean }>(
    `SELECT coalesce(bool_and(has_schema_privilege($1, oid, 'USAGE')), true) AS all
       FROM pg_namespace WHERE nspname = ANY ($2)`,
    [role, schemas],
  );
  return rows[0]?.all ?? false;
}

function missing({ role, login }: { role: string; login: string }, why: string, cause?: unknown) {
  const [application, owner] = [pg.escapeIdentifier(role), pg.escapeIdentifier(login)];
  return errors.unavailable(
    'platform.fenceMissing',
    `The role ${role} does not keep organisations apart in the database: ${why}.`,
    {
      hint: `Let an administrator of PostgreSQL run: CREATE ROLE ${application} NOLOGIN NOINHERIT; GRANT ${application} TO ${owner}; (drop a role of that name first when it is something else). docs/guide/databases.md tells why.`,
      cause,
    },
  );
}
