import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryHome } from '@insites/testing';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const shelves = ['packages', 'domains', 'apps'];

/** A copy of this checkout that a test may change. */
export interface Checkout extends AsyncDisposable {
  readonly path: string;
  /** Its `insites`. */
  readonly program: string;
  /** Content of every file of one folder and below, by path. */
  files(folder: string): Promise<ReadonlyMap<string, string>>;
}

/** Copies the sources and links to what npm has installed; its workspaces see each other. */
export async function copyCheckout(): Promise<Checkout> {
  const { path, remove } = await temporaryHome();
  await cp(join(root, 'package.json'), join(path, 'package.json'));
  for (const shelf of shelves)
    await cp(join(root, shelf), join(path, shelf), { recursive: true, filter: isSource });
  await mkdir(join(path, 'node_modules/@insites'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@insites')
      await symlink(join(root, 'node_modules', name), join(path, 'node_modules', name));
  for (const shelf of shelves)
    for (const name of await readdir(join(path, shelf)))
      await symlink(join(path, shelf, name), join(path, 'node_modules/@insites', name));
  return {
    path,
    program: join(path, 'apps/cli/bin/insites.js'),
    files: async (folder) => {
      const names = await readdir(join(path, folder), { recursive: true, withFileTypes: true });
      const files = names.filter((entry) => entry.isFile());
      const read = files.map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [file.slice(path.length + 1), await readFile(file, 'utf8')] as const;
      });
      return new Map(await Promise.all(read));
    },
    [Symbol.asyncDispose]: remove,
  };
}

const isSource = (path: string) =>
  !['node_modules', 'dist', 'test', 'sample-city'].includes(basename(path));
