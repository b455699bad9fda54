import type { CatalogueQuery } from './read.ts';

// NOT NULL stands with the column; before PostgreSQL 18 it is no constraint of its own.
const constraint: CatalogueQuery = {
  kind: 'constraint',
  sql: `
SELECT quote_ident(n.nspname) AS schema, format('%I.%I', c.relname, k.conname) AS name,
  format('table %I.%I', n.nspname, c.relname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(k.conname) AS id,
  format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
    pg_get_constraintdef(k.oid)) AS create,
  format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname) AS drop,
  jsonb_build_object(
    'definition', regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
    'validated', k.convalidated,
    'switchedOn', (SELECT bool_and(t.tgenabled <> 'D') FROM pg_trigger t WHERE t.tgconstraint = k.oid),
    'comment', obj_description(k.oid, 'pg_constraint')) AS facts
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND k.contype <> 't' AND (k.contype <> 'n' OR NOT k.convalidated)
AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
};

// The index of a constraint says nothing twice: its definition is the constraint's.
const index: CatalogueQuery = {
  kind: 'index',
  sql: `
SELECT quote_ident(n.nspname) AS schema, quote_ident(x.relname) AS name,
  CASE WHEN k.oid IS NULL THEN format('table %I.%I', n.nspname, c.relname)
    ELSE format('constraint %I.%I.%I', n.nspname, c.relname, k.conname) END AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", format('%I.%I', n.nspname, x.relname) AS id,
  regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX ', '\\&CONCURRENTLY ') AS create,
  format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, x.relname) AS drop,
  jsonb_build_object(
    'definition', CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid) END,
    'state', CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN 'valid' ELSE 'invalid' END,
    'clusteredBy', i.indisclustered,
    'replicaIdentity', i.indisreplident,
    'comment', obj_description(x.oid, 'pg_class')) AS facts
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'm') AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
};

const trigger: CatalogueQuery = {
  kind: 'trigger',
  sql: `
SELECT quote_ident(n.nspname) AS schema, format('%I.%I', c.relname, t.tgname) AS name,
  format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END, n.nspname, c.relname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(t.tgname) AS id,
  pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE format('; ALTER TABLE %I.%I %s TRIGGER %I',
    n.nspname, c.relname, CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS'
    ELSE 'ENABLE REPLICA' END, t.tgname) END AS create,
  format('DROP TRIGGER %I ON %I.%I', t.tgname, n.nspname, c.relname) AS drop,
  jsonb_build_object(
    'definition', pg_get_triggerdef(t.oid),
    'fires', CASE t.tgenabled WHEN 'O' THEN 'normally' WHEN 'D' THEN 'never' WHEN 'A' THEN 'always'
      ELSE 'on replicas' END,
    'comment', obj_description(t.oid, 'pg_trigger')) AS facts
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND NOT t.tgisinternal`,
};

const rule: CatalogueQuery = {
  kind: 'rule',
  sql: `
SELECT quote_ident(n.nspname) AS schema, format('%I.%I', c.relname, r.rulename) AS name,
  format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END, n.nspname, c.relname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(r.rulename) AS id,
  pg_get_ruledef(r.oid) AS create,
  format('DROP RULE %I ON %I.%I', r.rulename, n.nspname, c.relname) AS drop,
  jsonb_build_object('definition', pg_get_ruledef(r.oid), 'fires', CASE r.ev_enabled
    WHEN 'O' THEN 'normally' WHEN 'D' THEN 'never' WHEN 'A' THEN 'always' ELSE 'on replicas' END) AS facts
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND r.rulename <> '_RETURN'`,
};

const policy: CatalogueQuery = {
  kind: 'policy',
  sql: `
SELECT schema, name, parent, "on", id,
  format('CREATE POLICY %s ON %s AS %s FOR %s TO %s', id, "on", upper(facts ->> 'form'),
    upper(facts ->> 'command'), roles)
    || coalesce(' USING (' || (facts ->> 'using') || ')', '')
    || coalesce(' WITH CHECK (' || (facts ->> 'check') || ')', '') AS create,
  format('DROP POLICY %s ON %s', id, "on") AS drop,
  facts || jsonb_build_object('roles', roles) AS facts
FROM (SELECT quote_ident(n.nspname) AS schema, format('%I.%I', c.relname, p.polname) AS name,
  format('table %I.%I', n.nspname, c.relname) AS parent,
  format('%I.%I', n.nspname, c.relname) AS "on", quote_ident(p.polname) AS id,
  (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', '
    ORDER BY r <> 0, pg_get_userbyid(r)) FROM unnest(p.polroles) r) AS roles,
  jsonb_build_object(
    'form', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
      WHEN 'd' THEN 'delete' ELSE 'all' END,
    'using', pg_get_expr(p.polqual, p.polrelid),
    'check', pg_get_expr(p.polwithcheck, p.polrelid),
    'comment', obj_description(p.oid, 'pg_policy')) AS facts
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY ($1)) AS policies`,
};

/** What stands on tables and judges or speeds up what is done to them. */
export const rules: readonly CatalogueQuery[] = [constraint, index, trigger, rule, policy];
