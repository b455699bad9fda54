import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { errors } from '@insites/kernel';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import { openChildren } from '../processes/children.ts';
import { Spare } from '../processes/spare.ts';
import { type ProcessUser, unprivileged } from '../processes/unprivileged.ts';
import type { Engine, TrustedSession } from './engine.ts';
import { Gate } from './gate/gate.ts';
import { runQuery, runStream } from './governed.ts';
import { EngineFolder } from './places.ts';
import { type PoolRules, SessionPool, usualRules } from './session/pool.ts';
import { TrustedProcess } from './trusted/trusted.ts';

export interface EngineParts {
  readonly config: Pick<Config, 'engine'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Folder for the engine's pipes and spilled rows; made when missing. */
  readonly home: string;
  readonly rules?: Partial<Omit<PoolRules, 'most'>>;
}

/** Milliseconds after the start until processes for our own work are begun: who starts it waits for other things. */
const ownSparesAfter = 2_000;

/**
 * The engine of one machine: DuckDB in processes of its own. Queries of people run in a locked session
 * for them alone, after the gate; our own work runs in a process that ends with it. Nothing is started
 * in the first moments, unless it is used.
 */
export function openEngine({ config, log, home, rules = {} }: EngineParts): Engine {
  const { workers, threads, memoryMb, timeout } = config.engine;
  const folder = new EngineFolder(home);
  const user = workerUser(folder.path, log);
  const gate = new Gate(user);
  const limits = { threads, memoryMb };
  const poolRules = { ...usualRules, ...rules, most: workers };
  const pool = new SessionPool(poolRules, { folder, limits, user, timeout, log });
  const spare = new Spare(
    (waiting) => new TrustedProcess(limits, folder, waiting),
    poolRules.firstSpareAfter,
  );
  const children = openChildren();
  const own = new Set<TrustedSession>();
  const parts = { gate, pool, timeout };
  const soon = setTimeout(() => {
    gate.warm();
    pool.warm();
  }, poolRules.firstSpareAfter);
  soon.unref();
  let closed = false;

  return {
    check: (sql) => gate.check(sql),
    build: (clauses) => gate.build(clauses),
    query: (query, options) => runQuery(query, options, parts),
    stream: (query, options) => runStream(query, options, parts),
    trusted: async ({ signal, memoryMb: wanted = memoryMb } = {}) => {
      if (closed) throw errors.unavailable('platform.shuttingDown', 'The server is about to stop.');
      const process =
        wanted === memoryMb
          ? spare.take()
          : new TrustedProcess({ threads, memoryMb: wanted }, folder);
      // One that waited may have been killed meanwhile, and nobody has heard of it yet.
      const again = (thrown: unknown) => {
        if (!process.waited || signal?.aborted) throw thrown;
        return new TrustedProcess({ threads, memoryMb: wanted }, folder).session(signal);
      };
      const session = await process.session(signal).catch(again);
      const kept: TrustedSession = {
        ...session,
        close: async () => {
          own.delete(kept);
          await session.close();
        },
      };
      own.add(kept);
      return kept;
    },
    children,
    keepReady: () => {
      spare.keep(ownSparesAfter);
      children.keepReady(ownSparesAfter);
    },
    close: async () => {
      closed = true;
      clearTimeout(soon);
      await Promise.all([
        gate.close(),
        pool.close(),
        spare.close(),
        children.close(),
        ...[...own].map((each) => each.close()),
      ]);
      await folder.remove();
    },
  };
}

function workerUser(folder: string, log: EngineParts['log']): ProcessUser | null {
  const library = createRequire(import.meta.url).resolve('@duckdb/node-api');
  const user = unprivileged([folder, process.execPath, library, fileURLToPath(import.meta.url)]);
  if (!user && process.geteuid?.() === 0)
    log.warn(
      { folder },
      'Engine processes run as root: "nobody" cannot read the program or this folder.',
    );
  return user;
}
