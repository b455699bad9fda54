import { execFile } from 'node:child_process';
import { cp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { program } from '@insites/cli/program';
import type { Figure, Line } from '../support/figure.ts';
import { startInsites, token } from '../support/insites.ts';
import { inTurn, median, type Pairs, ratioOf, timed } from '../support/measure.ts';

const run = promisify(execFile);
const scale = process.env.BENCH_BACKUP_ROWS ?? '1000000';

interface Backup {
  readonly path: string;
  readonly objects: number;
  readonly objectBytes: number;
  readonly pauseMilliseconds: number;
  readonly databases: readonly { readonly rows: number }[];
}

/**
 * Backup and restore of the made-up city, beside what people do who have neither: copy the folders
 * of the database and the objects, which is consistent only while everything stands still.
 */
export const backedUp: Figure = async ({ folder, rounds, say }) => {
  const home = join(folder, 'backup-home');
  const backups = join(folder, 'backups');
  await db('seed', '--home', home, '--fixtures', 'city', '--scale', scale);
  const server = await startInsites(home);
  try {
    const made: Backup[] = [];
    const out = await inTurn(
      rounds,
      async () => {
        // Nothing of an earlier one may save work.
        await rm(backups, { recursive: true, force: true });
        return await timed(async () => {
          made.push(await db<Backup>('backup', backups, '--home', home, '--with-key'));
        });
      },
      (round) => plainCopy(home, join(folder, `plain-${round}`)),
    );
    const last = made.at(-1);
    if (!last) return [];
    const again = await timed(() => db('backup', backups, '--home', home));
    const back = await inTurn(
      rounds,
      async (round) => {
        const fresh = join(folder, `restored-${round}`);
        const took = await timed(() => db('restore', last.path, '--home', fresh));
        await rm(fresh, { recursive: true });
        return took;
      },
      (round) => plainCopy(join(folder, `plain-${round}`), join(folder, `plain-back-${round}`)),
    );
    const rows = last.databases.reduce((sum, database) => sum + database.rows, 0);
    const mebibytes = Math.round(last.objectBytes / 1024 / 1024);
    say(`${rows} rows of tables, ${last.objects} objects of ${mebibytes} MiB`);
    const pauses = made.map(({ pauseMilliseconds }) => pauseMilliseconds);
    return [
      beside(`Backup of a city of ${scale} rows, all checked, beside a copy of its folders`, out),
      alone('  the next one, when no object is new', again),
      alone('  servers held still for one, at worst', Math.max(...pauses)),
      beside('Restore into an empty home, compared, beside a copy back', back),
    ];
  } finally {
    await server.stop();
  }
};

async function db<T>(...words: readonly string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [program, 'db', ...words, '--json'], {
    env: { ...process.env, INSITES_ADMIN_TOKEN: token, INSITES_LOG_LEVEL: 'warn' },
    maxBuffer: 64 << 20,
  });
  return JSON.parse(stdout) as T;
}

/** Copies cluster and objects, every file written through to the disk. */
async function plainCopy(from: string, to: string): Promise<number> {
  return await timed(async () => {
    for (const part of ['postgres', 'objects'])
      await cp(join(from, part), join(to, part), { recursive: true });
    const entries = await readdir(to, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = await open(join(entry.parentPath, entry.name), 'r');
      await file.sync().finally(() => file.close());
    }
  });
}

function beside(figure: string, pairs: Pairs): Line {
  const { ours, other } = pairs;
  return {
    figure,
    unit: 'ms',
    ours: median(ours),
    other: median(other),
    ratio: ratioOf(pairs),
    bar: null,
    details: { ours, other },
  };
}

function alone(figure: string, ours: number): Line {
  return { figure, unit: 'ms', ours, other: null, ratio: null, bar: null };
}
