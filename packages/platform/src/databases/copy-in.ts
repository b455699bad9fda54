import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getTableColumns, type InferInsertModel } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import type { Connection, Transaction } from './database.ts';

const pieceLength = 64 * 1024;

/**
 * Writes rows into a table by COPY FROM STDIN, all or none, in constant memory; several times faster
 * than inserts. Every row has the fields of the first one; those it lacks get the column's default.
 * Answers how many were written.
 */
export async function copyIn<T extends PgTable>(
  table: T,
  rows: Iterable<InferInsertModel<T>> | AsyncIterable<InferInsertModel<T>>,
  connection: Connection,
): Promise<number> {
  return await connection.transaction(async (transaction) => {
    const all = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : asAsync(rows);
    const first = await all.next();
    if (first.done) return 0;
    const columns = fieldsOf(table, first.value);
    const target = clientOf(transaction).query(from(statement(table, columns)));
    await pipeline(Readable.from(lines(first.value, all, columns)), target);
    return target.rowCount;
  });
}

type Field = readonly [key: string, column: PgColumn];

function fieldsOf(table: PgTable, row: object): readonly Field[] {
  return Object.entries(getTableColumns(table)).filter(([key]) => key in row);
}

function statement(table: PgTable, fields: readonly Field[]): string {
  const { schema, name } = getTableConfig(table);
  const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`;
  const place = [schema ?? 'public', name].map(quoted).join('.');
  return `COPY ${place} (${fields.map(([, column]) => quoted(column.name)).join(', ')}) FROM STDIN`;
}

async function* lines<R extends object>(
  first: R,
  rest: AsyncIterator<R>,
  fields: readonly Field[],
): AsyncGenerator<Buffer> {
  let piece = lineOf(first, fields);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    piece += lineOf(next.value, fields);
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

/** A row in the text format of COPY. */
function lineOf(row: object, fields: readonly Field[]): string {
  const values = row as Readonly<Record<string, unknown>>;
  return `${fields.map(([key, column]) => textOf(values[key], column)).join('\t')}\n`;
}

function textOf(value: unknown, column: PgColumn): string {
  if (value === null || value === undefined) return '\\N';
  const told: unknown = column.mapToDriverValue(value);
  const text =
    told instanceof Uint8Array ? `\\x${Buffer.from(told).toString('hex')}` : String(told);
  return text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

// Drizzle has no verb for COPY; its session holds the client that the transaction runs on.
function clientOf(transaction: Transaction): ClientBase {
  const { client } = transaction._.session as unknown as { readonly client: ClientBase };
  return client;
}

async function* asAsync<R>(rows: Iterable<R>): AsyncGenerator<R> {
  yield* rows;
}
