import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errors } from '@insites/kernel';
import { presentRootKey, rootKeyMark } from '../../objects/root-key.ts';
import { backUpFiles, readStored, storeFile } from './home-files.ts';
import type { Manifest, StoredFile } from './manifest.ts';

const rootKeyName = 'root.key';

/** A home, and the root key that is configured for it; null when it keeps its own. */
export interface KeyPlace {
  readonly home: string;
  readonly rootKey: string | null;
}

/** Names of the key files of a home. The password of its PostgreSQL is none: each home makes its own. */
export async function keysOf(home: string): Promise<readonly string[]> {
  return await keysIn(join(home, 'secrets'));
}

/** Puts every key of the home into a folder; the configured root key too. */
export async function backUpKeys({ home, rootKey }: KeyPlace, to: string): Promise<StoredFile[]> {
  const names = await keysOf(home);
  if (rootKey === null) return await backUpFiles(join(home, 'secrets'), names, to);
  const others = names.filter((name) => name !== rootKeyName);
  return [
    ...(await backUpFiles(join(home, 'secrets'), others, to)),
    await storeFile(to, rootKeyName, Buffer.from(`${rootKey}\n`)),
  ];
}

/** The keys that a restored home gets. */
export interface RestoredKeys {
  readonly add: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Names of keys that the home had which was backed up, and this one will not. */
  readonly lacking: readonly string[];
}

/**
 * Finds the keys for a backup: a file with the root key or a folder of keys, else those in the
 * backup, else those that the home has. Changes nothing.
 * @throws platform.restoreRefused without the right root key, platform.backupDamaged
 */
export async function findKeys(
  manifest: Manifest,
  {
    folder,
    given,
    ...place
  }: KeyPlace & { readonly folder: string; readonly given: string | null },
): Promise<RestoredKeys> {
  const found = given === null ? await keysInBackup(folder, manifest) : await keysGiven(given);
  const secrets = join(place.home, 'secrets');
  const there = await keysIn(secrets);
  const add = [];
  for (const [name, bytes] of found) {
    const old = await keyThere(name, place);
    if (old === null) add.push({ name, bytes });
    else if (textOf(old) !== textOf(bytes))
      throw refused(
        `The home has another key ${name} already.`,
        'Take it out of the folder secrets (or INSITES_ROOT_KEY), or restore into another home.',
      );
  }
  const root = found.get(rootKeyName) ?? (await keyThere(rootKeyName, place));
  if (!root)
    throw refused(
      'The backup does not hold its root key, and without it nothing in it can be read.',
      'Give it: --with-key FILE, the copy of secrets/root.key that you keep apart, or INSITES_ROOT_KEY.',
    );
  const mark = /^[0-9a-f]{64}$/.test(textOf(root))
    ? rootKeyMark(Buffer.from(textOf(root), 'hex'))
    : '';
  if (mark !== (manifest.rootKeyMark ?? mark) || mark === '')
    throw refused(
      'The root key is not the one that this backup was encrypted with.',
      'Give the right one: --with-key FILE.',
    );
  const all = new Set([...found.keys(), ...there]);
  const lacking = manifest.keyNames.filter((name) => name !== rootKeyName && !all.has(name));
  return { add, lacking };
}

async function keyThere(name: string, { home, rootKey }: KeyPlace): Promise<Uint8Array | null> {
  if (name === rootKeyName) {
    const present = await presentRootKey(home, rootKey);
    return present && Buffer.from(Buffer.from(present).toString('hex'));
  }
  return await readFile(join(home, 'secrets', name)).catch(() => null);
}

async function keysInBackup(folder: string, { keys }: Manifest) {
  const found = new Map<string, Uint8Array>();
  for (const key of keys) found.set(key.path, await readStored(join(folder, 'keys'), key));
  return found;
}

async function keysGiven(path: string) {
  const is = await stat(path).catch((cause: unknown) => {
    throw refused(
      `${path} cannot be read.`,
      'Give a file with the root key, or a folder of keys.',
      cause,
    );
  });
  const files = is.isDirectory()
    ? (await keysIn(path)).map((name) => [name, join(path, name)] as const)
    : [[rootKeyName, path] as const];
  const found = new Map<string, Uint8Array>();
  for (const [name, file] of files) found.set(basename(name), await readFile(file));
  return found;
}

async function keysIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.key')).toSorted();
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().trim();

function refused(message: string, hint: string, cause?: unknown) {
  return errors.conflict('platform.restoreRefused', `${message} Nothing was changed.`, {
    hint,
    cause,
  });
}
