import { errors } from '@insites/kernel';
import type { Client } from 'pg';
import type { Log } from '../../log/log.ts';
import { sweepLock } from '../../objects/sweep-lock.ts';
import { lockClass, readApplied } from '../control.ts';
import { pendingMigrations, wantedMigrations } from '../migrate.ts';
import { connectTo, type Place } from '../places.ts';
import { holdStill } from '../recreate/hold-still.ts';
import { refuseHalfRestored } from './restoring.ts';
import { hiddenTable, plainText } from './tables.ts';

/** Snapshots of two databases count as one moment only while every gate is closed, which is for 2 s at most. */
const longestHold = 1_500;
const attempts = 10;

/** A database as it was at the moment of the snapshot. */
export interface SnapshotSite {
  readonly place: Place;
  /** In a transaction that sees that moment and nothing after. */
  readonly reader: Client;
  /** For another connection: SET TRANSACTION SNAPSHOT. */
  readonly snapshot: string;
}

/** All databases as they were at one moment. */
export interface Snapshot {
  /** `main` first. */
  readonly sites: readonly SnapshotSite[];
  readonly takenAt: Date;
  /** How long servers were kept waiting at most, in milliseconds. */
  readonly pause: number;
}

/** The databases before the snapshot: nobody migrates, re-creates or sweeps until `close`. */
export interface Sites {
  take(): Promise<Snapshot>;
  close(): Promise<void>;
}

interface Site {
  readonly place: Place;
  readonly reader: Client;
  readonly speaker: Client;
  readonly locker: Client;
}

/**
 * Connects to every database and keeps away whoever would change tables, or delete objects that the
 * snapshot is going to name.
 * @throws platform.backupRefused, platform.migrationFailed, platform.restoreUnfinished
 */
export async function openSites(places: readonly Place[], log: Log): Promise<Sites> {
  const sites: Site[] = [];
  const close = async () => {
    await Promise.all(
      sites.flatMap(({ reader, speaker, locker }) =>
        [reader, speaker, locker].map((client) => client.end().catch(() => undefined)),
      ),
    );
  };
  try {
    for (const place of places) sites.push(await openSite(place, log));
    await sites[0]?.speaker.query('SELECT pg_advisory_lock_shared($1, $2)', [...sweepLock]);
    return { take: () => take(sites), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openSite(place: Place, log: Log): Promise<Site> {
  const [reader, speaker, locker] = await Promise.all([
    connectTo(place.url, log),
    connectTo(place.url, log),
    connectTo(place.url, log),
  ]);
  const site = { place, reader, speaker, locker };
  try {
    await speaker.query('SELECT pg_advisory_lock_shared($1)', [lockClass]);
    await refuseHalfRestored(speaker);
    await mayBackUp(site);
    await reader.query(plainText);
    return site;
  } catch (error) {
    await Promise.all([reader.end(), speaker.end(), locker.end()]);
    throw error;
  }
}

/** What is there must be known by name, or it could not be restored. Migrations may be missing still. */
async function mayBackUp({ place, speaker }: Site): Promise<void> {
  const { schemas, databaseName, name } = place;
  const applied = await readApplied(speaker);
  if (applied.length === 0 && (schemas.length > 0 || name === 'main'))
    throw errors.conflict(
      'platform.backupRefused',
      `There is nothing of Insites in the database ${databaseName} yet.`,
      { hint: 'Check INSITES_HOME, INSITES_DATABASE_URL and INSITES_DATABASE_ROUTES.' },
    );
  await pendingMigrations(speaker, await wantedMigrations(schemas), schemas);
  const hidden = await hiddenTable(
    speaker,
    schemas.map((schema) => schema.name),
  );
  if (hidden !== null)
    throw errors.conflict(
      'platform.backupRefused',
      `Row security may hide rows of ${hidden}, so a backup would not be whole.`,
      { hint: 'Run insites db check: somebody changed the policies of the table.' },
    );
}

async function take(sites: readonly Site[]): Promise<Snapshot> {
  for (let attempt = 1; ; attempt += 1) {
    const { held, ...taken } = await tryToTake(sites);
    if (sites.length === 1 || held <= longestHold) return taken;
    await Promise.all(sites.map(({ reader }) => reader.query('ROLLBACK')));
    if (attempt === attempts)
      throw errors.unavailable(
        'platform.backupBusy',
        'The servers of the databases did not come to rest together, so there is no backup.',
        { hint: 'Try again when less is going on.', retryAfter: 60 },
      );
  }
}

async function tryToTake(sites: readonly Site[]): Promise<Snapshot & { readonly held: number }> {
  const began = performance.now();
  let first = began;
  const letGo: (() => Promise<void>)[] = [];
  try {
    for (const { locker, speaker, place } of sites) {
      letGo.push(await holdStill(locker, speaker, place.databaseName));
      if (letGo.length === 1) first = performance.now();
    }
    const taken = await Promise.all(sites.map(openSnapshot));
    const takenAt = taken[0]?.takenAt ?? new Date();
    const now = performance.now();
    return { sites: taken, takenAt, pause: now - began, held: now - first };
  } finally {
    await Promise.all(letGo.map((release) => release().catch(() => undefined)));
  }
}

/** The first query decides what the transaction sees. */
async function openSnapshot({
  place,
  reader,
}: Site): Promise<SnapshotSite & { readonly takenAt: Date }> {
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await reader.query<{ snapshot: string; at: Date }>(
    'SELECT pg_export_snapshot() AS snapshot, clock_timestamp() AS at',
  );
  const { snapshot = '', at = new Date() } = rows[0] ?? {};
  return { place, reader, snapshot, takenAt: at };
}
