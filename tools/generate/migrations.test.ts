import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const program = join(import.meta.dirname, 'migrations.ts');
let root = '';

beforeAll(async () => {
  // Below the project, so that tables.ts finds drizzle-orm.
  const cache = join(import.meta.dirname, '../../.cache');
  await mkdir(cache, { recursive: true });
  root = await mkdtemp(join(cache, 'migrations-'));
  await mkdir(join(root, 'domains/zoo/server'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const write = (columns: string, extras: readonly string[]) =>
  writeFile(
    join(root, 'domains/zoo/server/tables.ts'),
    `import { pgSchema, text } from 'drizzle-orm/pg-core';
export const zoo = pgSchema('zoo');
export const animals = zoo.table('animals', { ${columns} });
export const extras = ${JSON.stringify(extras)};
`,
  );
const generate = (...args: string[]) =>
  promisify(execFile)(process.execPath, [program, '--root', root, ...args]);
const read = (name: string) => readFile(join(root, 'domains/zoo/server/migrations', name), 'utf8');

// Each step is a process of its own that loads the generator.
vi.setConfig({ testTimeout: 90_000 });

describe('the generator of migrations', () => {
  it('writes what is new, once, and refuses a check before it is written', async () => {
    const index = 'CREATE INDEX by_hand ON zoo.animals (lower(name))';
    await write('name: text().notNull()', [index]);
    await expect(generate('--check')).rejects.toMatchObject({ code: 1 });
    await generate();
    expect(await read('0001_start.sql')).toMatch(
      /CREATE SCHEMA IF NOT EXISTS "zoo";[\s\S]*CREATE TABLE "zoo"\."animals"[\s\S]*by_hand/,
    );
    await generate('--check');

    await write('name: text().notNull(), kind: text()', [index, 'ANALYZE zoo.animals']);
    await expect(generate('--check')).rejects.toMatchObject({ code: 1 });
    await generate('--title', 'kind of animal');
    expect(await read('0002_kind_of_animal.sql')).toBe(
      'ALTER TABLE "zoo"."animals" ADD COLUMN "kind" text;\n--> statement-breakpoint\nANALYZE zoo.animals\n',
    );
    await generate('--check');
  });

  it('stops before data are lost, and does as it is told', async () => {
    await write('title: text().notNull(), kind: text()', []);
    await expect(generate()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/zoo\.animals\.name .*--rename zoo\.animals\.name=title/s),
    });
    await generate('--title', 'title', '--rename', 'zoo.animals.name=title');
    expect(await read('0003_title.sql')).toBe(
      'ALTER TABLE "zoo"."animals" RENAME COLUMN "name" TO "title";\n',
    );
    await write('title: text().notNull()', []);
    await generate('--allow-loss', 'zoo.animals.kind');
    expect(await read('0004_change.sql')).toBe('ALTER TABLE "zoo"."animals" DROP COLUMN "kind";\n');
  });
});
