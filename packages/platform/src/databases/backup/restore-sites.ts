import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import type { Client, ClientBase } from 'pg';
import type { Log } from '../../log/log.ts';
import { lockClass, readApplied } from '../control.ts';
import { connectTo, type Place } from '../places.ts';
import { type Share, shareOf } from './load.ts';
import type { Manifest } from './manifest.ts';
import { type Restoring, readRestoring } from './restoring.ts';

/** A database that a backup is brought into. */
export interface RestoreSite {
  readonly place: Place;
  readonly share: Share;
  /** Loads, in one transaction. */
  readonly loader: Client;
  /** Holds the lock of migrations and keeps the note that a restore is under way. */
  readonly keeper: Client;
  /** Of an earlier try that was cut off; null when this is the first. */
  readonly before: Restoring | null;
}

/**
 * Connects to the databases, which have to be empty, or left behind by a restore of the same backup
 * that was cut off. Changes nothing.
 * @throws platform.restoreRefused
 */
export async function openRestoreSites(
  places: readonly Place[],
  manifest: Manifest,
  { backup, home, log }: { readonly backup: string; readonly home: string; readonly log: Log },
): Promise<readonly RestoreSite[]> {
  mustKnow(places, manifest);
  const sites: RestoreSite[] = [];
  try {
    for (const place of places) {
      const share = await shareOf(place, manifest);
      const keeper = await connectTo(place.url, log);
      const loader = await connectTo(place.url, log);
      const site = { place, share, keeper, loader, before: null };
      sites.push(site);
      await keeper.query('SELECT pg_advisory_lock($1)', [lockClass]);
      sites.splice(-1, 1, { ...site, before: await readRestoring(keeper) });
    }
    const begun = sites[0]?.before ?? null;
    for (const site of sites) await mustBeOpen(site, begun, backup);
    if (!begun) await mustBeEmptyStore(home);
    return sites;
  } catch (error) {
    await closeRestoreSites(sites);
    throw error;
  }
}

/** Ends the connections, and with them transactions that are open still. */
export async function closeRestoreSites(sites: readonly RestoreSite[]): Promise<void> {
  await Promise.all(
    sites.flatMap(({ loader, keeper }) =>
      [loader, keeper].map((client) => client.end().catch(() => undefined)),
    ),
  );
}

/** A home holds nothing of anybody's before it is restored into. @throws platform.restoreRefused */
export async function mustBeHome(home: string): Promise<void> {
  const names = await readdir(home).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw refused(`${home} cannot be read: ${error.message}.`);
  });
  const strange = names.find((name) => !partsOfAHome.has(name));
  if (strange !== undefined)
    throw refused(
      `${home} is not empty: there is ${strange}.`,
      'Give an empty folder: --home DIR.',
    );
}

const partsOfAHome = new Set([
  ...['cache', 'objects', 'postgres', 'run', 'sample-city', 'scratch', 'secrets', 'lost+found'],
]);

function mustKnow(places: readonly Place[], { databases }: Manifest): void {
  const ours = new Set(places.flatMap(({ schemas }) => schemas.map(({ name }) => name)));
  const strange = databases.flatMap(({ schemas }) => schemas).find((name) => !ours.has(name));
  if (strange !== undefined)
    throw refused(
      `The backup has the domain ${strange}, which this Insites does not know.`,
      'Restore it with the Insites that wrote it, or a newer one.',
    );
}

/** `main` is the first to be noted and the last to be let go: with its note, the others may have lost theirs. */
async function mustBeOpen(
  { place, keeper, before }: RestoreSite,
  begun: Restoring | null,
  backup: string,
): Promise<void> {
  const { databaseName } = place;
  if (before && before.backup !== backup)
    throw refused(
      `The database ${databaseName} was being restored from another backup when that was cut off.`,
      `Finish that: insites db restore ${before.folder}`,
    );
  if (before || begun?.loaded) return;
  if (await isEmpty(keeper, place)) return;
  throw refused(
    `There is something in the database ${databaseName} already.`,
    'Restore into an empty home (--home DIR) and empty databases.',
  );
}

async function isEmpty(client: ClientBase, { schemas }: Place): Promise<boolean> {
  if ((await readApplied(client)).length > 0) return false;
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = ANY ($1)', [
    schemas.map(({ name }) => name),
  ]);
  return rowCount === 0;
}

async function mustBeEmptyStore(home: string): Promise<void> {
  for (const folder of ['kept', 'incoming', 'uploads']) {
    const path = join(home, 'objects', folder);
    const names = await readdir(path).catch(() => []);
    if (names.length > 0) throw refused(`There are objects in ${path} already.`);
  }
}

function refused(message: string, hint = 'Restore into an empty home: --home DIR.') {
  return errors.conflict('platform.restoreRefused', `${message} Nothing was changed.`, { hint });
}
