import type { CatalogueQuery } from './read.ts';

// An object without a list of its own has the built-in one, which acldefault() tells.
const grant: CatalogueQuery = {
  kind: 'grant',
  sql: `
WITH granted AS (
  SELECT n.nspname, format('schema %I', n.nspname) AS target, format('SCHEMA %I', n.nspname) AS sql_target,
    format('schema %I', n.nspname) AS parent, '' AS columns, n.nspowner AS owner,
    coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl
  FROM pg_namespace n WHERE n.nspname = ANY ($1)
  UNION ALL
  SELECT n.nspname, format('%s %I.%I', k.kind, n.nspname, c.relname),
    format('%s %I.%I', CASE k.kind WHEN 'sequence' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname),
    format('%s %I.%I', k.kind, n.nspname, c.relname), '', c.relowner,
    coalesce(c.relacl, acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relowner))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
    LATERAL (SELECT CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view'
      ELSE 'table' END AS kind) k
  WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  UNION ALL
  SELECT n.nspname, format('column %I.%I.%I', n.nspname, c.relname, a.attname),
    format('TABLE %I.%I', n.nspname, c.relname), format('column %I.%I.%I', n.nspname, c.relname, a.attname),
    format(' (%I)', a.attname), c.relowner, a.attacl
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY ($1) AND a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT n.nspname, format('function %I.%I(%s)', n.nspname, p.proname, arguments),
    format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
      n.nspname, p.proname, arguments),
    format('function %I.%I(%s)', n.nspname, p.proname, arguments), '', p.proowner,
    coalesce(p.proacl, acldefault('f', p.proowner))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
    LATERAL pg_get_function_identity_arguments(p.oid) arguments
  WHERE n.nspname = ANY ($1) AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
    AND (d.deptype = 'e' OR (d.deptype = 'i' AND d.refclassid = 'pg_type'::regclass)))
  UNION ALL
  SELECT n.nspname, format('type %I.%I', n.nspname, t.typname), format('TYPE %I.%I', n.nspname, t.typname),
    format('type %I.%I', n.nspname, t.typname), '', t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname = ANY ($1) AND t.typtype IN ('e', 'd')
),
each AS (
  SELECT g.*, a.privilege_type AS privilege, bool_or(a.is_grantable) AS grantable,
    CASE WHEN a.grantee = g.owner THEN 'its owner' WHEN a.grantee = 0 THEN 'everybody'
      ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS sql_grantee
  FROM granted g, LATERAL aclexplode(g.acl) a
  GROUP BY g.nspname, g.target, g.sql_target, g.parent, g.columns, g.owner, g.acl, a.privilege_type, a.grantee
)
SELECT quote_ident(nspname) AS schema, format('%s on %s to %s', privilege, target, grantee) AS name, parent,
  sql_target AS "on", privilege AS id,
  format('GRANT %s%s ON %s TO %s', privilege, columns, sql_target, sql_grantee)
    || CASE WHEN grantable AND grantee <> 'its owner' THEN ' WITH GRANT OPTION' ELSE '' END AS create,
  format('REVOKE %s%s ON %s FROM %s', privilege, columns, sql_target, sql_grantee) AS drop,
  jsonb_build_object('grantable', grantable) AS facts
FROM each`,
};

const defaultGrant: CatalogueQuery = {
  kind: 'default grant',
  sql: `
SELECT coalesce(quote_ident(n.nspname), '') AS schema,
  format('%s on %s of %I%s to %s', a.privilege_type, k.kind, pg_get_userbyid(d.defaclrole),
    lower(s.inside), g.grantee) AS name,
  'schema ' || quote_ident(n.nspname) AS parent, '' AS "on", a.privilege_type AS id,
  format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s GRANT %s ON %s TO %s', pg_get_userbyid(d.defaclrole),
    s.inside, a.privilege_type, upper(k.kind), g.grantee) AS create,
  format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s REVOKE %s ON %s FROM %s', pg_get_userbyid(d.defaclrole),
    s.inside, a.privilege_type, upper(k.kind), g.grantee) AS drop,
  jsonb_build_object('grantable', bool_or(a.is_grantable)) AS facts
FROM pg_default_acl d
LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace,
LATERAL aclexplode(d.defaclacl) a,
LATERAL (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences'
  WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END AS kind) k,
LATERAL (SELECT coalesce(' IN SCHEMA ' || quote_ident(n.nspname), '') AS inside) s,
LATERAL (SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee) g
WHERE d.defaclnamespace = 0 OR n.nspname = ANY ($1)
GROUP BY n.nspname, d.defaclrole, a.privilege_type, k.kind, s.inside, g.grantee`,
};

// Only settings that change what a statement means or whether a rule fires.
const setting: CatalogueQuery = {
  kind: 'setting',
  sql: `
SELECT '' AS schema, format('%s of %s', split_part(c.entry, '=', 1), w.who) AS name, NULL AS parent,
  w.target AS "on", split_part(c.entry, '=', 1) AS id,
  NULL AS create, format('ALTER %s RESET %s', w.target, split_part(c.entry, '=', 1)) AS drop,
  jsonb_build_object('value', substr(c.entry, strpos(c.entry, '=') + 1)) AS facts
FROM pg_db_role_setting s,
LATERAL unnest(s.setconfig) AS c (entry),
LATERAL (SELECT CASE
    WHEN s.setrole = 0 THEN 'this database'
    WHEN s.setdatabase = 0 THEN format('role %I', pg_get_userbyid(s.setrole))
    ELSE format('role %I in this database', pg_get_userbyid(s.setrole)) END AS who,
  CASE
    WHEN s.setrole = 0 THEN format('DATABASE %I', current_database())
    WHEN s.setdatabase = 0 THEN format('ROLE %I', pg_get_userbyid(s.setrole))
    ELSE format('ROLE %I IN DATABASE %I', pg_get_userbyid(s.setrole), current_database()) END AS target) w
WHERE $1::text[] IS NOT NULL
AND (s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
  OR (s.setdatabase = 0 AND s.setrole = (SELECT oid FROM pg_roles WHERE rolname = session_user)))
AND split_part(c.entry, '=', 1) IN ('search_path', 'session_replication_role', 'row_security')`,
};

/** Who may do what, and settings that would change it behind our back. */
export const privileges: readonly CatalogueQuery[] = [grant, defaultGrant, setting];
