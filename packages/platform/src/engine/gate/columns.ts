import { lower } from './names.ts';
import type { Tree } from './tree.ts';

/** Which columns of the tables it reads a statement names anywhere: to show, to filter, to join, to sort. */
export interface NamedColumns {
  /** Lower-case. Names of results and of nothing are among them; who knows the tables sees which are columns. */
  readonly named: readonly string[];
  /** `*` and what means as much: all columns but these; null when there is none. */
  readonly allBut: readonly string[] | null;
}

/** Columns of a statement that passed the check, as `json_serialize_sql` wrote it. Too many rather than too few. */
export function columnsOf(statement: unknown): NamedColumns {
  const found: Found = { named: new Set(), relations: new Set(), alone: new Set(), allBut: null };
  walk(statement, found);
  // SELECT t FROM t is the whole row.
  for (const name of found.alone) if (found.relations.has(name)) star([], found);
  const { named, allBut } = found;
  return { named: [...named].sort(), allBut: allBut && [...allBut].sort() };
}

/** The columns of one table that a statement touches. */
export function touched(columns: readonly string[], { named, allBut }: NamedColumns): string[] {
  const names = new Set(named);
  const except = allBut && new Set(allBut);
  return columns.filter((column) => {
    const name = lower(column);
    return names.has(name) || (except !== null && !except.has(name));
  });
}

interface Found {
  readonly named: Set<string>;
  /** Tables and their aliases. */
  readonly relations: Set<string>;
  /** Names that stand without a prefix. */
  readonly alone: Set<string>;
  allBut: Set<string> | null;
}

function walk(value: unknown, found: Found): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, found);
    return;
  }
  note(value as Tree, found);
  for (const field of Object.values(value)) walk(field, found);
}

function note(node: Tree, found: Found): void {
  if (node.class === 'COLUMN_REF') {
    const parts = names(node.column_names);
    for (const part of parts) found.named.add(part);
    if (parts.length === 1) for (const part of parts) found.alone.add(part);
  }
  if (node.class === 'STAR') star(node.columns === true ? [] : excluded(node), found);
  // #2 is a column by its place, and FROM t AS u(a, b) gives columns other names.
  const unnamed = node.class === 'POSITIONAL_REFERENCE' || node.ref_type === 'NATURAL';
  if (unnamed || names(node.column_name_alias).length > 0) star([], found);
  for (const name of names(node.using_columns)) found.named.add(name);
  if (node.type === 'BASE_TABLE')
    for (const name of names([node.table_name, node.alias])) found.relations.add(name);
}

/** The columns that none of the stars shows. */
function star(except: readonly string[], found: Found): void {
  const { allBut } = found;
  found.allBut = new Set(allBut ? except.filter((name) => allBut.has(name)) : except);
}

function excluded(node: Tree): readonly string[] {
  const qualified = Array.isArray(node.qualified_exclude_list) ? node.qualified_exclude_list : [];
  // Of one table only, while another may have a column of that name.
  return qualified.length > 0 ? [] : names(node.exclude_list);
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((name) => lower(String(name))) : [];
}
