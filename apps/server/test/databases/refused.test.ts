import { createLog, hashCatalogue, readCatalogue, withClient } from '@insites/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markDatabases, migrateDatabases, recreateDatabases } from '../../src/databases/index.ts';
import { insites } from './command.ts';
import {
  ask,
  createTwoDatabases,
  type Named,
  schemasOf,
  type TwoDatabases,
} from './two-databases.ts';

const log = createLog({ logLevel: 'error' });
let two: TwoDatabases;
let names: readonly string[];

beforeAll(async () => {
  two = await createTwoDatabases();
  names = [two.main.name, two.auth.name];
  await migrateDatabases({ env: {}, overrides: two.settings });
});
afterAll(() => two[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const one of both()) await ask(one, 'UPDATE insites.state SET mark = NULL');
  await mark('disposable');
});

const both = () => [two.main, two.auth];

function mark(as: 'disposable' | 'production', confirm: readonly string[] = names) {
  return markDatabases({ env: {}, overrides: two.settings, mark: as, confirm });
}

function recreate(confirm: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const overrides = { ...two.settings, ...settings };
  return recreateDatabases({ env: {}, overrides, confirm, fixture: 'minimal' });
}

/** The catalogue of everything but the mark, and every row of it. */
function look(database: Named) {
  return withClient(database.url, log, async (client) => {
    const schemas = await schemasOf(database);
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class c
         JOIN pg_namespace n ON n.oid = relnamespace
         WHERE relkind = 'r' AND nspname = ANY ($1) ORDER BY 1`,
      [schemas],
    );
    const rows: Record<string, unknown> = {};
    for (const { name } of tables) {
      const found = await client.query(
        `SELECT count(*)::int AS count, md5(string_agg(t::text, ',' ORDER BY t::text)) AS hash FROM ${name} t`,
      );
      rows[name] = found.rows[0];
    }
    return { schemas, catalogue: hashCatalogue(await readCatalogue(client, schemas)), rows };
  });
}

const lookAtBoth = () => Promise.all(both().map(look));

async function refuses(work: () => Promise<unknown>, says: RegExp): Promise<void> {
  const before = await lookAtBoth();
  await expect(work()).rejects.toMatchObject({
    code: 'platform.recreateRefused',
    kind: 'conflict',
    message: expect.stringMatching(says),
  });
  expect(await lookAtBoth()).toEqual(before);
}

describe('a re-creation', () => {
  it('is refused where one database is marked as production', async () => {
    await mark('production', [two.auth.name]);
    await refuses(() => recreate(names), new RegExp(`“${two.auth.name}” is marked as production`));
    await refuses(() => mark('disposable'), /marked as production/);
  });

  it('is refused where nobody has marked one of them', async () => {
    await ask(two.auth, 'UPDATE insites.state SET mark = NULL');
    await refuses(() => recreate(names), new RegExp(`“${two.auth.name}” may be thrown away`));
  });

  it('is refused where one of them has never been used by Insites', async () => {
    await ask(two.auth, 'ALTER SCHEMA insites RENAME TO somebody_elses');
    await refuses(() => recreate(names), new RegExp(`“${two.auth.name}” may be thrown away`));
    await ask(two.auth, 'ALTER SCHEMA somebody_elses RENAME TO insites');
  });

  it.each([
    ['without a name', () => []],
    ['with one of two names', () => names.slice(0, 1)],
    ['with a name that is none of theirs', () => [...names, 'insites']],
    ['with wrong names', () => ['insites', 'auth']],
  ])('is refused %s', async (_, confirm) => {
    await refuses(() => recreate(confirm()), /Nothing was changed/);
  });

  it('makes no database that is missing when it is refused because of another', async () => {
    await mark('production', [two.main.name]);
    const missing = `missing_${process.pid}`;
    const settings = { INSITES_DATABASES: `auth=${two.auth.url},${missing}` };
    await refuses(() => recreate([...names, missing], settings), /marked as production/);
    const found = await ask(two.main, `SELECT FROM pg_database WHERE datname = '${missing}'`);
    expect(found).toEqual([]);
  });

  it('is refused in production, and so is the mark that would allow it', async () => {
    const production = { INSITES_ENVIRONMENT: 'production' };
    await refuses(() => recreate(names, production), /production/);
    const overrides = { ...two.settings, ...production };
    const marking = { env: {}, overrides, mark: 'disposable', confirm: names } as const;
    await refuses(() => markDatabases(marking), /In production no database is disposable/);
  });

  it('is refused on the command line with an exit code and what to do, until all is said', async () => {
    const before = await lookAtBoth();
    const [first = '', second = ''] = names;
    const half = await insites(['db', 'recreate', '--confirm', first], two.settings);
    expect(half.code).not.toBe(0);
    expect(half.err).toContain(`--confirm ${second}`);
    expect(await lookAtBoth()).toEqual(before);
    const words = [
      'db',
      'recreate',
      '--fixtures',
      'minimal',
      '--confirm',
      first,
      '--confirm',
      second,
    ];
    expect(await insites(words, two.settings)).toMatchObject({ code: 0 });
    const after = await lookAtBoth();
    expect(after.map(({ catalogue }) => catalogue)).toEqual(before.map((it) => it.catalogue));
    expect(await ask(two.auth, 'SELECT generation, mark FROM insites.state')).toEqual([
      { generation: 1, mark: 'disposable' },
    ]);
  }, 120_000);
});
