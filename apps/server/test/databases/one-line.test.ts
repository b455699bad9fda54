import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@insites/client';
import { list } from '@insites/datasets/contract';
import { newId } from '@insites/kernel';
import { createDatabase, temporaryHome } from '@insites/testing';
import { expect, it } from 'vitest';
import { serveProgram } from '../process.ts';
import { copyCheckout } from './checkout.ts';
import { insites } from './command.ts';
import { ask } from './two-databases.ts';

const adminToken = 'one-line-administrator-token-0123456789';
const line = "    season: text('season').notNull().default('winter'),\n";

/** Puts the line into the list of columns of `datasets.datasets`. */
async function addLine(path: string): Promise<void> {
  const tables = await readFile(path, 'utf8');
  const after = "    title: text('title').notNull(),\n";
  expect(tables.split(after)).toHaveLength(2);
  await writeFile(path, tables.replace(after, after + line));
}

it('one changed line in a tables.ts: generate, migrate, and after a restart the server serves the column', async () => {
  await using checkout = await copyCheckout();
  await using home = await temporaryHome();
  await using database = await createDatabase();
  const settings = {
    INSITES_HOME: home.path,
    INSITES_DATABASE_URL: database.url,
    INSITES_ADMIN_TOKEN: adminToken,
    INSITES_LOG_LEVEL: 'error',
  };
  const run = async (...words: readonly string[]) => {
    const ran = await insites(words, settings, checkout.program);
    expect(ran, ran.err).toMatchObject({ code: 0 });
  };
  const names = async (url: string) => {
    const { items } = await createClient({ baseUrl: url, token: adminToken }).call(list, {});
    return items.map(({ name }) => name);
  };
  const before = await serveProgram(checkout.program, settings, []);
  await ask(
    database,
    `INSERT INTO datasets.datasets (id, organisation_id, name, title, visibility)
       SELECT '${newId()}', id, 'trees', 'Trees', 'organisation' FROM identity.organisations`,
  );
  const written = await checkout.files('domains');
  await addLine(join(checkout.path, 'domains/datasets/server/versions/tables.ts'));
  await run('db', 'generate', '--schemas', 'datasets', '--title', 'season');
  const after = await checkout.files('domains');
  const touched = [...after.keys()].filter((path) => after.get(path) !== written.get(path));
  expect(touched.sort()).toEqual([
    expect.stringMatching(/^domains\/datasets\/server\/migrations\/\d{4}_season\.sql$/),
    'domains/datasets/server/migrations/snapshot.json',
    'domains/datasets/server/versions/tables.ts',
  ]);
  await run('db', 'migrate');
  expect(await ask(database, 'SELECT name, season FROM datasets.datasets')).toEqual([
    { name: 'trees', season: 'winter' },
  ]);
  // The old server knows nothing of it, and is not disturbed.
  expect(await names(before.url)).toEqual(['trees']);
  expect(await before.end('SIGTERM')).toBe(0);

  const server = await serveProgram(checkout.program, settings, []);
  try {
    expect(await names(server.url)).toEqual(['trees']);
    await run('db', 'check');
    // No answer of the API carries it without a contract; that the server reads it shows when it is gone.
    await ask(database, 'ALTER TABLE datasets.datasets RENAME season TO gone');
    await expect(names(server.url)).rejects.toMatchObject({ kind: 'internal' });
    await ask(database, 'ALTER TABLE datasets.datasets RENAME gone TO season');
    expect(await names(server.url)).toEqual(['trees']);
  } finally {
    await server.end('SIGTERM');
  }
}, 300_000);
