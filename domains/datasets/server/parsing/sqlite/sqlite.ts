import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { choose, counted, othersNote } from '../formats/choose.ts';
import { onlyRows, type ReadInput, type ReadTable } from '../formats/read-table.ts';
import { damaged, Refusal, tooLong, tooWide } from '../refusal.ts';
import { mustFitMemory, RowSink } from '../row-sink.ts';
import { doubleText } from '../sheets/number-text.ts';
import { longestRecord } from '../tokenize.ts';
import { allRows, rowCount, tableNames } from './queries.ts';

/** One table of an SQLite database, opened so that nothing in it can run or be written. */
export function readSqlite(input: ReadInput, sourceBytes: number): ReadTable {
  const database = openLocked(input.path);
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  try {
    const tables = tablesOf(database);
    const table = choose(tables, 'table', input.asked, 'no table with rows in it');
    const rows = database.prepare(allRows(table.name));
    const names = rows.columns().map(({ name }) => name);
    if (names.length > input.widthAtMost) throw tooWide(names.length);
    const typed: boolean[] = [];
    for (const row of rows.iterate() as Iterable<unknown>) {
      const values = row as readonly unknown[];
      sink.write(
        values.map((value, index) => {
          typed[index] = typeof value !== 'string';
          return textOf(value);
        }),
        typed,
      );
      if (sink.loaded % 10_000 === 0) mustFitMemory();
    }
    return {
      format: 'sqlite',
      names,
      texts: sink.texts(names.length),
      counts: onlyRows(sink.loaded),
      header: null,
      encoding: null,
      part: { table: table.name },
      notes: othersNote(
        tables.filter((one) => one !== table),
        'table',
      ),
    };
  } catch (thrown) {
    throw asRefusal(thrown);
  } finally {
    sink.close();
    database.close();
  }
}

function openLocked(path: string): DatabaseSync {
  try {
    // Immutable: no journal of a stranger is looked for or rolled back.
    const database = new DatabaseSync(new URL(`${pathToFileURL(path).href}?immutable=1`), {
      readOnly: true,
      allowExtension: false,
      readBigInts: true,
      returnArrays: true,
      ...{ defensive: true, limits: { length: longestRecord } },
    });
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0');
    return database;
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}

function tablesOf(database: DatabaseSync) {
  const found = database.prepare(tableNames).all() as unknown as readonly (readonly [string])[];
  return found.flatMap(([name]) => {
    const [row] = database.prepare(rowCount(name)).all() as unknown as readonly [bigint][];
    const size = Number(row?.[0] ?? 0);
    return size === 0 ? [] : [{ name, size, what: counted(size, 'row') }];
  });
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (typeof value === 'number') return Number.isFinite(value) ? doubleText(value) : String(value);
  // Bytes have no text of their own: two hexadecimal digits each.
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

function asRefusal(thrown: unknown): unknown {
  if (thrown instanceof Refusal || !(thrown instanceof Error)) return thrown;
  if (/too big/.test(thrown.message)) return tooLong('a cell');
  if (/not a database|encrypted/.test(thrown.message))
    return damaged('it begins like an SQLite database and is none, or it is encrypted');
  return 'errcode' in thrown ? damaged(`SQLite says: ${thrown.message}`) : thrown;
}
