import type { CatalogueQuery } from './read.ts';

const extension: CatalogueQuery = {
  kind: 'extension',
  sql: `
SELECT '' AS schema, quote_ident(e.extname) AS name, NULL AS parent,
  quote_ident(n.nspname) AS "on", quote_ident(e.extname) AS id,
  format('CREATE EXTENSION %I WITH SCHEMA %I', e.extname, n.nspname) AS create, NULL AS drop,
  jsonb_build_object('schema', n.nspname, 'version', e.extversion) AS facts
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE $1::text[] IS NOT NULL`,
};

const type: CatalogueQuery = {
  kind: 'type',
  sql: `
SELECT quote_ident(n.nspname) AS schema, quote_ident(t.typname) AS name,
  format('schema %I', n.nspname) AS parent,
  format('%I.%I', n.nspname, t.typname) AS "on", quote_ident(t.typname) AS id,
  NULL AS create, NULL AS drop,
  jsonb_build_object(
    'form', CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' ELSE 'composite' END,
    'values', (SELECT jsonb_agg(v.enumlabel ORDER BY v.enumsortorder) FROM pg_enum v WHERE v.enumtypid = t.oid),
    'base', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    'notNull', t.typnotnull,
    'default', t.typdefault,
    'checks', (SELECT jsonb_agg(k.conname || ' ' || pg_get_constraintdef(k.oid) ORDER BY k.conname)
      FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'),
    'subtype', (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid),
    'attributes', CASE WHEN t.typtype = 'c' THEN (
      SELECT jsonb_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END,
    'owner', CASE WHEN t.typowner = n.nspowner THEN 'as its schema' ELSE pg_get_userbyid(t.typowner) END,
    'comment', obj_description(t.oid, 'pg_type')) AS facts
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE n.nspname = ANY ($1) AND (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')`,
};

const routine: CatalogueQuery = {
  kind: 'function',
  sql: `
SELECT quote_ident(n.nspname) AS schema,
  format('%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) AS name,
  format('schema %I', n.nspname) AS parent,
  format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS "on",
  quote_ident(p.proname) AS id,
  CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS create, NULL AS drop,
  jsonb_build_object(
    'form', CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' WHEN 'p' THEN 'procedure'
      ELSE 'function' END,
    'arguments', pg_get_function_arguments(p.oid),
    'result', pg_get_function_result(p.oid),
    'language', l.lanname,
    'body', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
    'settings', (SELECT jsonb_agg(s ORDER BY s) FROM unnest(p.proconfig) s),
    'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
    'parallel', CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END,
    'strict', p.proisstrict, 'leakproof', p.proleakproof, 'asItsOwner', p.prosecdef,
    'owner', CASE WHEN p.proowner = n.nspowner THEN 'as its schema' ELSE pg_get_userbyid(p.proowner) END,
    'comment', obj_description(p.oid, 'pg_proc')) AS facts
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname = ANY ($1) AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
  AND (d.deptype = 'e' OR (d.deptype = 'i' AND d.refclassid = 'pg_type'::regclass)))`,
};

/** What SQL can name besides relations. */
export const routines: readonly CatalogueQuery[] = [extension, type, routine];
