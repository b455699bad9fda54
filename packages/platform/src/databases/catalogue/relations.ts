import type { CatalogueQuery } from './read.ts';

const schema: CatalogueQuery = {
  kind: 'schema',
  sql: `
SELECT quote_ident(n.nspname) AS schema, '' AS name, NULL AS parent,
  quote_ident(n.nspname) AS "on", quote_ident(n.nspname) AS id,
  format('CREATE SCHEMA %I', n.nspname) AS create, NULL AS drop,
  jsonb_build_object(
    'owner', pg_get_userbyid(n.nspowner),
    'comment', obj_description(n.oid, 'pg_namespace')) AS facts
FROM pg_namespace n WHERE n.nspname = ANY ($1)`,
};

const table: CatalogueQuery = {
  kind: 'table',
  sql: `
SELECT quote_ident(n.nspname) AS schema, quote_ident(c.relname) AS name,
  format('schema %I', n.nspname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(c.relname) AS id,
  NULL AS create, NULL AS drop,
  jsonb_build_object(
    'form', CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' ELSE 'plain' END,
    'persistence', CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END,
    'owner', CASE WHEN c.relowner = n.nspowner THEN 'as its schema' ELSE pg_get_userbyid(c.relowner) END,
    'rowLevelSecurity', c.relrowsecurity,
    'rowLevelSecurityForced', c.relforcerowsecurity,
    'options', (SELECT jsonb_agg(o ORDER BY o) FROM unnest(c.reloptions) o),
    'partitionKey', pg_get_partkeydef(c.oid),
    'partitionBound', pg_get_expr(c.relpartbound, c.oid),
    'inherits', (SELECT jsonb_agg(i.inhparent::regclass::text ORDER BY i.inhseqno)
      FROM pg_inherits i WHERE i.inhrelid = c.oid),
    'replicaIdentity', CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing'
      WHEN 'f' THEN 'full' ELSE 'index' END,
    'comment', obj_description(c.oid, 'pg_class')) AS facts
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f') AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
};

// Without the position: a column dropped by hand would move all others, which nobody did.
const column: CatalogueQuery = {
  kind: 'column',
  sql: `
SELECT quote_ident(n.nspname) AS schema, format('%I.%I', c.relname, a.attname) AS name,
  format('table %I.%I', n.nspname, c.relname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(a.attname) AS id,
  CASE WHEN a.attgenerated = '' AND a.attidentity = '' AND (NOT a.attnotnull OR d.adbin IS NOT NULL)
    THEN format('ALTER TABLE %I.%I ADD COLUMN %I %s', n.nspname, c.relname, a.attname,
      format_type(a.atttypid, a.atttypmod))
      || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END END AS create,
  NULL AS drop,
  jsonb_build_object(
    'type', format_type(a.atttypid, a.atttypmod),
    'notNull', a.attnotnull,
    'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
    'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid)
      || CASE a.attgenerated WHEN 's' THEN ' (stored)' ELSE ' (virtual)' END END,
    'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
    'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
    'comment', col_description(c.oid, a.attnum)) AS facts
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
};

const sequence: CatalogueQuery = {
  kind: 'sequence',
  sql: `
SELECT quote_ident(n.nspname) AS schema, quote_ident(c.relname) AS name,
  CASE WHEN a.attname IS NULL THEN format('schema %I', n.nspname)
    ELSE format('column %I.%I.%I', tn.nspname, t.relname, a.attname) END AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(c.relname) AS id,
  NULL AS create, NULL AS drop,
  jsonb_build_object(
    'type', format_type(s.seqtypid, NULL), 'start', s.seqstart::text, 'increment', s.seqincrement::text,
    'least', s.seqmin::text, 'greatest', s.seqmax::text, 'cache', s.seqcache::text, 'cycles', s.seqcycle,
    'owner', CASE WHEN c.relowner = n.nspowner THEN 'as its schema' ELSE pg_get_userbyid(c.relowner) END,
    'column', quote_ident(t.relname) || '.' || quote_ident(a.attname),
    'comment', obj_description(c.oid, 'pg_class')) AS facts
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = d.refobjid
LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE n.nspname = ANY ($1) AND NOT EXISTS (
  SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')`,
};

const view: CatalogueQuery = {
  kind: 'view',
  sql: `
SELECT quote_ident(n.nspname) AS schema, quote_ident(c.relname) AS name,
  format('schema %I', n.nspname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(c.relname) AS id,
  CASE c.relkind WHEN 'v' THEN format('CREATE OR REPLACE VIEW %I.%I AS %s', n.nspname, c.relname,
    pg_get_viewdef(c.oid)) END AS create,
  CASE c.relkind WHEN 'v' THEN format('DROP VIEW %I.%I', n.nspname, c.relname) END AS drop,
  jsonb_build_object(
    'definition', pg_get_viewdef(c.oid),
    'form', CASE c.relkind WHEN 'm' THEN 'materialized' ELSE 'plain' END,
    'options', (SELECT jsonb_agg(o ORDER BY o) FROM unnest(c.reloptions) o),
    'owner', CASE WHEN c.relowner = n.nspowner THEN 'as its schema' ELSE pg_get_userbyid(c.relowner) END,
    'comment', obj_description(c.oid, 'pg_class')) AS facts
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind IN ('v', 'm') AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
};

/** What holds rows or shows them. */
export const relations: readonly CatalogueQuery[] = [schema, table, column, sequence, view];
