import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InsitesError } from '@insites/kernel';
import type { Engine, GovernedQuery, Grant } from './engine.ts';
import { type EngineParts, openEngine } from './open-engine.ts';

/** For tests: an engine with a folder of its own, which `stop` removes with all processes. */
export interface TestEngine {
  readonly engine: Engine;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Writes a query of ours to a Parquet file anybody may read. Answers with its path. */
  parquet(name: string, select: string): Promise<string>;
  /** A question of somebody, over tables by name and file. */
  ask(
    sql: string,
    tables?: Readonly<Record<string, string>>,
    more?: Partial<GovernedQuery>,
  ): GovernedQuery;
  stop(): Promise<void>;
}

export function startTestEngine(
  settings: Partial<EngineParts['config']['engine']> = {},
  rules: EngineParts['rules'] = {},
): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), 'insites-engine-test-'));
  chmodSync(folder, 0o711);
  const warnings: string[] = [];
  const engine = openEngine({
    config: { engine: { workers: 3, threads: 1, memoryMb: 512, timeout: 20_000, ...settings } },
    log: { info: () => {}, warn: (_fields: unknown, text?: string) => warnings.push(text ?? '') },
    home: folder,
    rules,
  });
  return {
    engine,
    folder,
    warnings,
    parquet: async (name, select) => {
      const path = join(folder, `${name}.parquet`);
      const session = await engine.trusted();
      await session.run(`COPY (${select}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
      await session.close();
      chmodSync(path, 0o444);
      return path;
    },
    ask: (sql, tables = {}, more = {}) => ({
      sql,
      session: { tenant: 'city', person: 'clerk', purpose: 'work' },
      grants: Object.entries(tables).map(([table, parquet]): Grant => ({ table, parquet })),
      ...more,
    }),
    stop: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The error a promise rejects with; fails when it does not. */
export async function errorOf(work: Promise<unknown>): Promise<InsitesError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof InsitesError) return thrown;
    throw thrown;
  }
  throw new Error('It went through.');
}

export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Process ids of this process' children whose command names a module. Linux only. */
export function childrenRunning(module: string): readonly number[] {
  const tasks = `/proc/${process.pid}/task`;
  if (!existsSync(tasks)) return [];
  return readdirSync(tasks)
    .flatMap((task) => readText(`${tasks}/${task}/children`).trim().split(' '))
    .filter((pid) => pid !== '' && readText(`/proc/${pid}/cmdline`).includes(module))
    .map(Number);
}

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until it is so, at most five seconds. */
export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('It did not become so.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A query that would run for hours. */
export const endless =
  'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = -1';
