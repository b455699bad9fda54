import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
} from '@duckdb/node-api';
import { failedRunning } from '../../processes/messages.ts';
import { serve } from '../../processes/serve.ts';
import { cellOf, typeName } from '../cells.ts';
import type { Cell, QueryTable, StreamFormat } from '../engine.ts';
import { columnsOf, copyTo, csvHeader } from '../formats.ts';
import { gated, sql } from '../sql.ts';
import { selfTest } from './self-test.ts';
import {
  commonSettings,
  type GrantedTable,
  grantAndLock,
  type Limits,
  type Places,
} from './settings.ts';

/** A query that passed the gate. `id` is what interrupts it. */
export interface Run {
  readonly id: string;
  readonly sql: string;
}

export interface QueryRun extends Run {
  readonly limit: number;
  readonly limitBytes: number;
}

export interface StreamRun extends Run {
  readonly format: StreamFormat;
  readonly escapeFormulas: boolean;
  readonly pipe: string;
}

/** News of a stream before its bytes: what goes in front of them. */
export interface StreamHead {
  readonly head: string;
}

let instance: DuckDBInstance | null = null;
let locked = false;
const running = new Map<string, Running>();

interface Running {
  connection: DuckDBConnection | null;
  stopping: NodeJS.Timeout | undefined;
}

serve({
  /** Makes the instance, for nobody yet. */
  warm: async ({ threads, memoryMb }: Limits) => {
    instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: `${memoryMb}MB`,
    });
    const connection = await instance.connect();
    for (const { text } of commonSettings()) await connection.run(text);
    connection.closeSync();
    watchMemory(memoryMb);
  },

  /** Gives it its tables and locks it, once. */
  open: async ({ grants, places }: { grants: readonly GrantedTable[]; places: Places }) => {
    if (!instance || locked) throw new Error('This worker is not free.');
    locked = true;
    const connection = await instance.connect();
    for (const { text } of grantAndLock(grants, places)) await connection.run(text);
    const hidden = grants.filter(({ restriction }) => restriction !== null);
    await selfTest(
      connection,
      places,
      hidden.map(({ parquet }) => parquet),
    );
    connection.closeSync();
  },

  query: (run: QueryRun) => connected(run.id, (connection) => query(connection, run)),
  stream: (run: StreamRun, tell) =>
    connected(run.id, (connection) => stream(connection, run, tell)),
  interrupt: ({ id }: { id: string }) => {
    const run = running.get(id);
    if (!run) return;
    // A connection forgets an interrupt that comes just before its statement begins.
    const again = () => run.connection?.interrupt();
    run.stopping ??= setInterval(again, 20);
    again();
  },
});

async function connected<O>(id: string, work: (connection: DuckDBConnection) => Promise<O>) {
  if (!instance || !locked) throw new Error('This worker is not open.');
  const run: Running = { connection: null, stopping: undefined };
  running.set(id, run);
  const connection = await instance.connect();
  run.connection = connection;
  try {
    return await work(connection);
  } finally {
    running.delete(id);
    clearInterval(run.stopping);
    connection.closeSync();
  }
}

async function query(connection: DuckDBConnection, run: QueryRun): Promise<QueryTable> {
  // The limit goes into the statement, so that sorting keeps only the first rows.
  const statement = sql`SELECT * FROM (${gated(run.sql)}) AS answer LIMIT ${run.limit + 1}`;
  const prepared = await connection.prepare(statement.text);
  return whileRunning(() => rowsOf(prepared, run));
}

async function rowsOf(
  prepared: DuckDBPreparedStatement,
  { limit, limitBytes }: QueryRun,
): Promise<QueryTable> {
  const start = performance.now();
  const result = await prepared.stream();
  const types = result.columnTypes();
  const rows: Cell[][] = [];
  let bytes = 0;
  let truncated = false;
  for await (const chunk of result) {
    for (const values of chunk.getRows()) {
      const cells = values.map((value, index) => {
        const type = types[index];
        return type ? cellOf(value, type) : null;
      });
      for (const cell of cells) bytes += typeof cell === 'string' ? cell.length + 3 : 8;
      truncated = rows.length >= limit || bytes > limitBytes;
      if (truncated) break;
      rows.push(cells);
    }
    if (truncated) break;
  }
  return {
    columns: result
      .deduplicatedColumnNames()
      .map((name, index) => ({ name, type: typeName(result.columnType(index)) })),
    rows,
    truncated,
    milliseconds: performance.now() - start,
  };
}

async function stream(
  connection: DuckDBConnection,
  run: StreamRun,
  tell: (news: StreamHead) => void,
): Promise<void> {
  const statement = await connection.prepare(run.sql);
  const columns = columnsOf(statement);
  statement.destroySync();
  const { format } = run;
  if (format === 'arrow') {
    // A large module that only this format needs.
    const { streamArrow } = await import('../arrow/stream.ts');
    return whileRunning(() => streamArrow(connection, run.pipe, run.sql, columns));
  }
  if (format === 'csv') tell({ head: csvHeader(columns, run.escapeFormulas) });
  const { escapeFormulas } = run;
  const copy = copyTo(run.pipe, run.sql, columns, { format, escapeFormulas });
  await whileRunning(() => connection.run(copy.text));
}

/** Before it runs, an error speaks of the text of the query; from then on it may quote the data. */
async function whileRunning<O>(work: () => Promise<O>): Promise<O> {
  try {
    return await work();
  } catch (thrown) {
    throw Object.assign(new Error(thrown instanceof Error ? thrown.message : String(thrown)), {
      name: failedRunning,
    });
  }
}

const beyondLimitMb = 768;

/**
 * The engine's own limit does not count everything (states of aggregates, Arrow batches). Above it by a
 * wide margin the process ends itself; SIGUSR2 tells the parent why.
 */
function watchMemory(memoryMb: number): void {
  const most = (memoryMb + beyondLimitMb) * 1024 * 1024;
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGUSR2');
  }, 100);
  timer.unref();
}
