import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createLog,
  createMissing,
  openDatabase,
  readConfig,
  renamed,
  withClient,
} from '@insites/platform';
import { getTableName, sql } from 'drizzle-orm';
import { type Django, findDjango, writeDjango } from '../support/django.ts';
import type { Bench, Figure, Line } from '../support/figure.ts';
import { inTurn, median, ratioOf, timed } from '../support/measure.ts';
import { runOther } from '../support/other.ts';
import { readRows, readSixSchemas, type SixthPart } from '../support/six-schemas.ts';

const run = promisify(execFile);
/** Rows of each table: a handful, and those of a small city. */
const handful = 100;
const city = 1_000;

/** Six schemas in two databases, re-created and filled, beside the same as a Django project by a page of shell. */
export const besideDjango: Figure = async (bench) => {
  const django = await findDjango();
  if (typeof django === 'string') {
    bench.say(`django is left out: ${django}`);
    return [];
  }
  const home = join(bench.folder, 'recreate-home');
  await mkdir(home);
  // PostgreSQL may be another user, and must pass through.
  await chmod(bench.folder, 0o711);
  const config = readConfig({}, { INSITES_HOME: home, INSITES_LOG_LEVEL: 'error' });
  const { database, url, close } = await openDatabase(config, createLog(config));
  try {
    await database.execute(sql.raw(`CREATE ROLE django LOGIN PASSWORD 'bench'`));
    for (const name of ['django_authdb', 'django_datadb'])
      await database.execute(sql.raw(`CREATE DATABASE ${name} OWNER django`));
    for (const name of ['authdb', 'datadb'])
      await createMissing(
        (one) => renamed(url, one),
        name,
        { environment: 'test' },
        createLog(config),
      );
    const folder = join(bench.folder, 'six-schemas');
    const setting = { bench, url, django, folder, parts: await readSixSchemas(folder) };
    return [...(await measure(setting, handful)), ...(await measure(setting, city))];
  } finally {
    await close();
  }
};

interface Setting {
  readonly bench: Bench;
  /** Of any database of the server. */
  readonly url: string;
  readonly django: Django;
  /** Where the migrations are. */
  readonly folder: string;
  readonly parts: readonly SixthPart[];
}

/** Whole processes from their start to their end, both. */
async function measure(setting: Setting, count: number): Promise<readonly Line[]> {
  const { bench, url, django, folder, parts } = setting;
  const script = await writeProject(setting, count);
  const inside: number[] = [];
  const urls = ['authdb', 'datadb'].map((name) => renamed(url, name));
  const pairs = await inTurn(
    Math.min(bench.rounds, 3),
    () =>
      timed(async () => {
        const args = [folder, ...urls, String(count)];
        const { milliseconds } = await runOther<{ milliseconds: number }>('recreate-six', ...args);
        inside.push(milliseconds);
      }),
    () => timed(() => run('sh', [script])),
  );
  await compareRows(url, parts, count);
  const rows = parts.reduce((sum, { tables }) => sum + tables.length * count, 0);
  bench.say(`${rows} rows with Django ${django.version}: ${Math.round(median(pairs.other))} ms`);
  return [
    {
      figure: `re-creation of six schemas in two databases, ${rows} rows`,
      unit: 'ms',
      ours: median(pairs.ours),
      other: median(pairs.other),
      ratio: ratioOf(pairs),
      // With next to no rows, starting Node is most of ours: told, and not judged.
      bar: count < city ? null : { of: 'ratio', atMost: 0.2 },
      details: { pairs, inside, django: django.version },
    },
    {
      figure: '  of it after the start of the process',
      unit: 'ms',
      ours: median(inside),
      other: null,
      ratio: null,
      bar: null,
    },
  ];
}

async function writeProject({ bench, url, django, parts }: Setting, count: number) {
  const at = {
    host: new URL(url).searchParams.get('host') ?? '',
    user: 'django',
    password: 'bench',
    nameOf: ({ database }: SixthPart) => `django_${database}`,
  };
  const project = join(bench.folder, `django-${count}`);
  return await writeDjango(project, parts, at, django, { rows: await readRows(), count });
}

/** Both have made the same tables with as many rows; else the figure is void. */
async function compareRows(url: string, parts: readonly SixthPart[], count: number): Promise<void> {
  const log = createLog({ logLevel: 'error' });
  for (const { schema, database, tables } of parts) {
    const names = tables.map((table) => `${schema}.${getTableName(table)}`);
    const statement = names
      .map((name) => `SELECT count(*)::int AS rows FROM ${name}`)
      .join(' UNION ALL ');
    const [ours, theirs] = await Promise.all(
      [database, `django_${database}`].map((name) =>
        withClient(renamed(url, name), log, async (client) => (await client.query(statement)).rows),
      ),
    );
    const want = names.map(() => ({ rows: count }));
    if (JSON.stringify([ours, theirs]) !== JSON.stringify([want, want]))
      throw new Error(`${schema} differs: ${JSON.stringify({ ours, theirs, names })}`);
  }
}
