/**
 * Writes docs/guide/data-dictionary.md from the tables.ts of every schema.
 *
 *   node tools/generate/data-dictionary.ts [--check]
 *
 * `--check` writes nothing and exits 1 when the page is stale. A table or column that nobody has
 * described fails both ways.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRooms, readDeclared, type Snapshot } from '@insites/platform';
import { positionOf } from '../architecture/order.ts';

type Tables = Snapshot['tables']['tables'];
type Table = Tables[string];
type Column = Table['columns'][string];

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/guide/data-dictionary.md');
const missing: string[] = [];

const intro = `# Data dictionary

Every table that Insites keeps, and what stands in its columns. The same sentences are comments in the database, so that every tool that reads it shows them. Each domain has a PostgreSQL schema of its own; nothing outside the domain reads it. This page is made from the declared tables by \`node tools/generate/data-dictionary.ts\`; do not edit it.`;

/** Who meets the table's rows, by the names of its policies. */
const seenBy: Readonly<Record<string, string>> = {
  organisation: 'its organisation',
  person: 'its person',
  colleague: 'people of an organisation of theirs',
  member: 'its members',
  public: 'everybody what is public',
};

const rooms = (await findRooms(root)).toSorted((a, b) => positionOf(a.name) - positionOf(b.name));
const sections: string[] = [];
for (const room of rooms) sections.push(section(room.name, await readDeclared(room)));
const text = `${[intro, ...sections].join('\n\n')}\n`;

const fresh = existsSync(page) && readFileSync(page, 'utf8') === text;
if (!fresh && process.argv.includes('--check')) {
  console.error(
    'docs/guide/data-dictionary.md is stale. Run: node tools/generate/data-dictionary.ts',
  );
  process.exitCode = 1;
} else if (!fresh) {
  writeFileSync(page, text);
  console.log('docs/guide/data-dictionary.md');
}
for (const name of missing)
  console.error(`${name} is described nowhere. Say in its tables.ts what it is: describe(…).`);
if (missing.length > 0) process.exitCode = 1;

function section(schema: string, { tables: { tables }, comments }: Snapshot): string {
  const parts = Object.entries(tables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, table]) => tableSection(key, table, comments));
  return [`## ${schema}`, ...parts].join('\n\n');
}

function tableSection(key: string, table: Table, comments: Snapshot['comments']): string {
  const rows = Object.values(table.columns).map((column) => {
    const text = commentOf(`${key}.${column.name}`, comments);
    return `| \`${column.name}\` | ${column.type}${mark(table, column)} | ${text} |`;
  });
  const head = ['| column | type | what it is |', '| --- | --- | --- |'];
  const about = [commentOf(key, comments), fenceOf(table)].join(' ');
  return [`### ${key}`, about, [...head, ...rows].join('\n')].join('\n\n');
}

function fenceOf({ policies }: Table): string {
  const names = Object.keys(policies);
  if (names.length === 0) return '_Seen by every request: it holds nothing of any organisation._';
  const who = names.filter((name) => name !== 'system').map((name) => seenBy[name] ?? name);
  if (who.length === 0) return '_Seen by no request: only the program itself._';
  return `_Row security: ${who.join('; ')}._`;
}

function commentOf(key: string, comments: Snapshot['comments']): string {
  const text = comments[key];
  if (text === undefined) missing.push(key);
  return (text ?? '').replaceAll('|', '\\|');
}

function mark(table: Table, { name, notNull, primaryKey }: Column): string {
  const keys = Object.values(table.compositePrimaryKeys).flatMap(({ columns }) => columns);
  const target = Object.values(table.foreignKeys).find(({ columnsFrom }) =>
    columnsFrom.includes(name),
  );
  const marks = [
    ...(primaryKey || keys.includes(name) ? ['key'] : []),
    ...(target ? [`of ${target.tableTo}`] : []),
    ...(notNull || primaryKey ? [] : ['may be empty']),
  ];
  return marks.length > 0 ? `, ${marks.join(', ')}` : '';
}
