import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errors } from '@insites/kernel';
import type { Description } from './describe.ts';
import { loadDrizzleKit, type Room, type Snapshot } from './snapshot.ts';

/** The schemas below a root: the platform's, then each domain's, by name. */
export async function findRooms(root: string): Promise<readonly Room[]> {
  const folder = join(root, 'domains');
  const domains = existsSync(folder) ? (await readdir(folder)).sort() : [];
  const platform = join(root, 'packages/platform');
  return [
    {
      name: 'platform',
      tables: join(platform, 'src/tables.ts'),
      migrations: join(platform, 'migrations'),
    },
    ...domains.map((name) => ({
      name,
      tables: join(folder, name, 'server/tables.ts'),
      migrations: join(folder, name, 'server/migrations'),
    })),
  ].filter(({ tables }) => existsSync(tables));
}

/** What a tables.ts declares. `follows`: id of the snapshot that it comes after. */
export async function readDeclared(room: Room, follows?: string): Promise<Snapshot> {
  const { extras = [], comments = [], extensions = [], ...tables } = await load(room.tables);
  if (!isTexts(extras)) throw wrong(room, 'extras', 'a list of SQL statements');
  if (!isTexts(extensions)) throw wrong(room, 'extensions', 'a list of names');
  if (!isDescriptions(comments)) throw wrong(room, 'comments', 'a list of describe(table, …)');
  const { generateDrizzleJson } = await loadDrizzleKit();
  return {
    tables: generateDrizzleJson(tables, follows),
    extras,
    comments: Object.assign({}, ...comments.map((one) => one.comments)),
    extensions,
  };
}

/** A second run in one process sees the file as it is by then. */
async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return import(`${pathToFileURL(path).href}?${sha256.slice(0, 12)}`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isDescriptions(value: unknown): value is readonly Description[] {
  return Array.isArray(value) && value.every((item) => typeof item?.comments === 'object');
}

function wrong(room: Room, name: string, wanted: string) {
  return errors.invalid(
    'platform.declarationInvalid',
    `${room.tables}: ${name} is not ${wanted}.`,
    {
      hint: `Export ${name} as ${wanted}, or leave it out.`,
    },
  );
}
