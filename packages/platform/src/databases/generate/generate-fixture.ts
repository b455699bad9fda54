import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GenerateOptions, type GenerateResult, generate } from './generate.ts';

/** For tests: a root with one domain, `zoo`, whose tables.ts changes. */
export interface Fixture {
  /** Writes its tables.ts; `zoo` is its schema, the common column types are imported. */
  declare(body: string): Promise<void>;
  generate(options?: Omit<GenerateOptions, 'root'>): Promise<GenerateResult>;
  /** Text of a migration. */
  read(name: string): Promise<string>;
  /** Names of its migrations. */
  written(): Promise<readonly string[]>;
  /** Statements of all migrations after the given number of them. */
  statements(after?: number): Promise<string>;
  remove(): Promise<void>;
}

/** Makes one below the project, so that its tables.ts finds drizzle-orm. */
export async function openFixture(): Promise<Fixture> {
  const cache = join(import.meta.dirname, '../../../../../.cache');
  await mkdir(cache, { recursive: true });
  const root = await mkdtemp(join(cache, 'generate-'));
  const server = join(root, 'domains/zoo/server');
  const migrations = join(server, 'migrations');
  await mkdir(migrations, { recursive: true });
  const written = async () =>
    (await readdir(migrations)).filter((name) => name.endsWith('.sql')).sort();
  const read = (name: string) => readFile(join(migrations, name), 'utf8');
  return {
    declare: (body) => writeFile(join(server, 'tables.ts'), `${imports}\n${body}\n`),
    generate: (options = {}) => generate({ root, ...options }),
    read,
    written,
    statements: async (after = 0) =>
      (await Promise.all((await written()).slice(after).map(read))).join('\n'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const imports = `import { sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import { describe } from '${join(import.meta.dirname, 'describe.ts')}';
export const zoo = pg.pgSchema('zoo');`;
