import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { errors } from '@insites/kernel';
import type { Engine, GovernedQuery, Grant, QueryTable } from './engine.ts';
import { queryError, type Stopped, stoppedError } from './failures.ts';
import type { Gate } from './gate/gate.ts';
import { lower, shown } from './gate/names.ts';
import { startStream } from './session/answer-stream.ts';
import type { Hold, SessionPool, Wanted } from './session/pool.ts';
import { type GrantedTable, sourceTable } from './session/settings.ts';
import { identifier, join } from './sql.ts';

const usualLimitBytes = 32 * 1024 * 1024;

interface Parts {
  readonly gate: Gate;
  readonly pool: SessionPool;
  /** Milliseconds, when the query names none. */
  readonly timeout: number;
}

/** A small answer: gate, session, rows. */
export async function runQuery(
  query: GovernedQuery,
  options: Parameters<Engine['query']>[1],
  { gate, pool, timeout: usual }: Parts,
): Promise<QueryTable> {
  const { limit, limitBytes = usualLimitBytes, signal } = options;
  const { hold, sql } = await admit(query, 'query', signal, { gate, pool });
  const id = randomUUID();
  const timeout = query.timeout ?? usual;
  const { child } = hold.process;
  const answer = child.call<QueryTable>('query', { id, sql, limit, limitBytes });
  let stopped: Stopped | null = null;
  const stop = (why: Stopped) => {
    stopped ??= why;
    void hold.process.interrupt(id, answer);
  };
  const abort = () => stop({ by: 'asker' });
  const timer = setTimeout(() => stop({ by: 'timer', after: timeout }), timeout);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  try {
    return await answer;
  } catch (thrown) {
    throw queryError(thrown, stopped);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    hold.release();
  }
}

/** An answer of any size: gate, session, named pipe. */
export async function runStream(
  query: GovernedQuery,
  options: Parameters<Engine['stream']>[1],
  { gate, pool, timeout: usual }: Parts,
): Promise<Readable> {
  const { format, escapeFormulas = false, signal } = options;
  const { hold, sql } = await admit(query, 'stream', signal, { gate, pool });
  return startStream(
    hold,
    { id: randomUUID(), sql, format, escapeFormulas },
    { timeout: query.timeout ?? usual, signal },
  );
}

async function admit(
  query: GovernedQuery,
  kind: Wanted['kind'],
  signal: AbortSignal | undefined,
  { gate, pool }: Pick<Parts, 'gate' | 'pool'>,
): Promise<{ readonly hold: Hold; readonly sql: string }> {
  const { sql, tables } = await gate.check(query.sql);
  const granted = new Set(query.grants.map(({ table }) => lower(table)));
  const unknown = tables.find((table) => !granted.has(lower(table)));
  if (unknown !== undefined)
    throw errors.notAllowed(
      'platform.queryRefused',
      `The query was refused: there is no table ${shown(unknown)} that it may read.`,
      { hint: 'Read only tables you were given, and name them as they are listed.' },
    );
  try {
    const hold = await pool.hold(
      {
        key: keyOf(query),
        kind,
        files: query.grants.map(({ parquet }) => parquet),
        grants: () => Promise.all(query.grants.map((grant) => grantedTable(grant, gate))),
      },
      signal,
    );
    return { hold, sql };
  } catch (thrown) {
    throw signal?.aborted ? stoppedError({ by: 'asker' }) : queryError(thrown, null);
  }
}

/** Whatever decides what a session can see is in its key. */
function keyOf({ session, grants }: GovernedQuery): string {
  const { tenant, person, purpose } = session;
  const sorted = grants
    .map(({ table, parquet, restriction }) => [
      table,
      parquet,
      restriction ? [restriction.columns, restriction.where] : null,
    ])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return JSON.stringify([tenant, person, purpose, sorted]);
}

async function grantedTable(grant: Grant, gate: Gate): Promise<GrantedTable> {
  const { table, parquet, restriction } = grant;
  if (!restriction) return { table, parquet, restriction: null };
  const { columns, where } = restriction;
  const { sql, tables } = await gate.build({
    table: sourceTable,
    select: join(columns.map((column) => identifier(column))).text,
    ...(where === null ? {} : { where }),
  });
  if (tables.length !== 1)
    throw errors.internal('kernel.unexpected', 'A policy reads more than its own table.');
  return { table, parquet, restriction: sql };
}
