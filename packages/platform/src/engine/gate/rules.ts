import { denialOf } from './functions.ts';
import { lower, shown } from './names.ts';
import { refuse } from './refusal.ts';
import type { Tree } from './tree.ts';

/** What the walk carries: common table expressions in sight, and what it finds. */
export interface Context {
  readonly functions: ReadonlySet<string>;
  readonly common: ReadonlySet<string>;
  /** Lower-case name → name as written, of the tables that are read. */
  readonly tables: Map<string, string>;
}

/** From here on the name means a common table expression. */
export function seeing(context: Context, name: string): Context {
  return { ...context, common: new Set([...context.common, lower(name)]) };
}

/** A function of the allow-list, called by its bare name. */
export function checkFunction(node: Tree, { functions }: Context): void {
  const name = String(node.function_name);
  if (node.catalog !== '' || (node.schema !== '' && node.schema !== 'main'))
    refuse(
      `the function ${shown(name)} is called with a prefix.`,
      `Write ${name}(…) with everything it needs between the brackets.`,
    );
  const denial = denialOf(name);
  if (denial) refuse(`the function ${shown(name)} is not available: ${denial}.`, 'Leave it out.');
  if (!functions.has(lower(name)))
    refuse(`there is no function ${shown(name)} here.`, 'Check its spelling, or leave it out.');
  if (node.export_state === true) refuse('EXPORT_STATE is not available.', 'Leave it out.');
}

/** A table by its bare name; noted unless it is a common table expression in sight. */
export function checkTable(node: Tree, context: Context): void {
  const name = String(node.table_name);
  if (node.catalog_name !== '' || node.schema_name !== '')
    refuse(
      `the table ${shown(name)} is named with a schema or a catalogue before it.`,
      `Write the name alone: FROM ${shown(name)}.`,
    );
  if (node.at_clause !== null)
    refuse('AT (…) after a table is not available.', 'Open the version of the dataset instead.');
  const key = lower(name);
  if (!context.common.has(key) && !context.tables.has(key)) context.tables.set(key, name);
}

export function refuseExpression(name: string): never {
  if (name === 'PARAMETER')
    refuse('it has parameters ($1, ?).', 'Write the values into the query.');
  if (name === 'DEFAULT') refuse('DEFAULT has no meaning in it.', 'Write the value.');
  return refuse(`it holds an expression that is not known here (${shown(name)}).`, 'Leave it out.');
}

export function refuseTable(name: string): never {
  if (name === 'PIVOT')
    refuse(
      'PIVOT and UNPIVOT are not available.',
      'Use GROUP BY with FILTER: sum(x) FILTER (WHERE year = 2025) AS "2025".',
    );
  if (name === 'SHOW_REF')
    refuse(
      'SHOW, DESCRIBE and SUMMARIZE are not available.',
      'Columns and their profile stand on the page of the dataset.',
    );
  return refuse(
    `it reads from something that is not known here (${shown(name)}).`,
    'Name a table.',
  );
}
