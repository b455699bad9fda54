import { setTimeout as sleep } from 'node:timers/promises';
import { runScript, type Script } from '@insites/testing';
import { type Place, renamed, withClient } from '../../src/databases/places.ts';
import { quiet } from './city.ts';
import type { Work } from './work.ts';

const program = new URL('./work.ts', import.meta.url).href;

/** Processes that are ready to work, one of them always in advance. */
export interface Workers extends AsyncDisposable {
  next(): Promise<Worker>;
}

export interface Worker extends AsyncDisposable {
  begin(): void;
  /** Milliseconds from `begin` to its end. */
  finish(): Promise<number>;
  /** kill -9; tells whether it had been done before. */
  kill(): Promise<boolean>;
}

/** Starts processes for one kind of work; what Node compiles once it keeps in the folder. */
export function openWorkers(work: Work, folder: string): Workers {
  const start = () =>
    runScript(`await import('${program}')`, {
      WORK: JSON.stringify(work),
      NODE_COMPILE_CACHE: folder,
    });
  let spare = start();
  return {
    next: async () => {
      const script = spare;
      spare = start();
      await script.line();
      return workerOf(script);
    },
    [Symbol.asyncDispose]: () => spare.kill(),
  };
}

function workerOf(script: Script): Worker {
  let done = false;
  let began = 0;
  const told = () =>
    script.line().then(
      () => {
        done = true;
      },
      () => undefined,
    );
  let end: Promise<void> = Promise.resolve();
  return {
    begin: () => {
      began = performance.now();
      script.child.kill('SIGUSR2');
      end = told();
    },
    finish: async () => {
      await end;
      if (!done) throw new Error('The work ended before it was done.');
      return performance.now() - began;
    },
    kill: async () => {
      await script.kill();
      await end;
      return done;
    },
    [Symbol.asyncDispose]: () => script.kill(),
  };
}

/** Waits until PostgreSQL has noticed that a process is gone: nobody works at these databases. */
export async function untilQuiet(places: readonly Place[]): Promise<void> {
  const names = places.map(({ databaseName }) => databaseName);
  const [first] = places;
  if (!first) return;
  await withClient(renamed(first.url, 'postgres'), quiet, async (client) => {
    const until = Date.now() + 10_000;
    for (;;) {
      const { rowCount } = await client.query(
        `SELECT FROM pg_stat_activity WHERE datname = ANY ($1) AND application_name = 'insites db'`,
        [names],
      );
      if (rowCount === 0) return;
      if (Date.now() > until) throw new Error('Somebody still works at the databases.');
      await sleep(5);
    }
  });
}
