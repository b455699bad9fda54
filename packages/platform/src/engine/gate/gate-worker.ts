import { DuckDBInstance } from '@duckdb/node-api';
import { serve } from '../../processes/serve.ts';
import type { Clauses } from '../engine.ts';
import { checkStatement } from './check.ts';
import { assemble } from './clauses.ts';
import { columnsOf, type NamedColumns } from './columns.ts';
import { allowedFunctions } from './functions.ts';
import { Refusal, refuse } from './refusal.ts';
import { fieldsOf, listOf, type Tree } from './tree.ts';

/** A statement that passed: the text to run, the tables it reads, the columns it names. */
export interface Checked {
  readonly sql: string;
  readonly tables: readonly string[];
  readonly columns: NamedColumns;
}

const longest = 256 * 1024;

// An instance with nothing in it: it only reads and writes the grammar.
const instance = await DuckDBInstance.create(':memory:', {
  threads: '1',
  memory_limit: '256MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  lock_configuration: 'true',
});
const connection = await instance.connect();
const serializer = await connection.prepare('SELECT json_serialize_sql($1::VARCHAR)');
const deserializer = await connection.prepare('SELECT json_deserialize_sql($1::JSON)');
const functions = allowedFunctions(
  await texts(
    `SELECT DISTINCT function_name FROM duckdb_functions()
     WHERE function_type IN ('scalar', 'aggregate', 'macro')`,
  ),
);

// One after the other: a prepared statement holds one set of values at a time.
let last: Promise<unknown> = Promise.resolve();
function inTurn<O>(work: () => Promise<O>): Promise<O> {
  const turn = last.then(work, work);
  last = turn.catch(() => {});
  return turn;
}

serve({
  check: ({ sql }: { sql: string }) => inTurn(() => check(sql)),
  build: (clauses: Clauses) => inTurn(() => build(clauses)),
  functions: () => [...functions].sort(),
});

async function check(sql: string): Promise<Checked> {
  const json = await serialize(sql);
  const text = await passed(json, read(json));
  // What runs is this text, so this text is what is checked in the end.
  const again = await serialize(text);
  const statement = onlyStatement(read(again));
  const tables = checkStatement(statement, functions);
  return { sql: text, tables, columns: columnsOf(statement) };
}

async function build(clauses: Clauses): Promise<Checked> {
  const statement = await assemble(clauses, async (sql) => {
    const { statements } = read(await serialize(sql), keepDigits);
    return { statements: listOf(statements).map(fieldsOf) };
  });
  const tree = { error: false, statements: [statement] };
  return check(await passed(JSON.stringify(tree), tree));
}

async function passed(json: string, tree: Tree): Promise<string> {
  checkStatement(onlyStatement(tree), functions);
  return one(deserializer, json);
}

function onlyStatement(tree: Tree): Tree {
  const statements = listOf(tree.statements);
  if (statements.length === 0)
    throw new Refusal('The query is empty.', 'Write a SELECT.', 'Unreadable');
  if (statements.length > 1)
    refuse('it holds more than one statement.', 'Send one SELECT at a time.');
  return fieldsOf(statements[0]);
}

async function serialize(sql: string): Promise<string> {
  if (sql.length > longest)
    refuse(`it is longer than ${longest} characters.`, 'Split it into smaller queries.');
  if (sql.includes('\0')) refuse('it holds a NUL character.', 'Take it out.');
  const json = await one(serializer, sql);
  if (json.startsWith('{"error":true')) unreadable(JSON.parse(json) as Tree);
  return json;
}

function read(json: string, revive?: typeof keepDigits): Tree {
  try {
    return JSON.parse(json, revive) as Tree;
  } catch {
    // The parser writes 1e999 as Infinity, which is not JSON.
    return refuse('it holds a number that is too large.', 'Write a smaller number.');
  }
}

function unreadable(answer: Tree): never {
  if (answer.error_type === 'not implemented')
    refuse('only SELECT can be run here.', 'Write a query that begins with SELECT, FROM or WITH.');
  const said = String(answer.error_message).split('\n')[0]?.slice(0, 300);
  throw new Refusal(`The query cannot be read: ${said}.`, 'Check the SQL.', 'Unreadable');
}

async function one(statement: typeof serializer, text: string): Promise<string> {
  statement.bindVarchar(1, text);
  const reader = await statement.runAndReadAll();
  return String(reader.getRows()[0]?.[0]);
}

async function texts(sql: string): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map(([text]) => String(text));
}

/** Numbers that JavaScript would round stay as they were written. */
function keepDigits(
  _name: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };
  return rawJSON(context?.source ?? String(value));
}
