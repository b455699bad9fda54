import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg, { type Client, type ClientBase } from 'pg';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../log/log.ts';
import { ensureControl, extensionsSchema, lockClass, readApplied, readState } from '../control.ts';
import type { Database, OwnedSchema } from '../database.ts';
import { asideName } from '../epochs.ts';
import { applyInside, fenceSchemas, wantedMigrations } from '../migrate.ts';
import { connectTo, type Place } from '../places.ts';
import { dropAside } from './aside.ts';
import { keepExtensions } from './extensions.ts';
import { holdStill } from './hold-still.ts';
import { mayRecreate } from './refuse.ts';

/** A database while it is built: one transaction, in which the new schemas bear their true names. */
export interface BuiltDatabase {
  /** `main`, or a name of INSITES_DATABASES. */
  readonly name: string;
  readonly url: string;
  readonly schemas: readonly OwnedSchema[];
  /** Speaks inside the transaction. Nested transactions are savepoints; one thing at a time. */
  readonly database: Database;
}

/** What a schema is called that was put aside; null when there was none. */
export type AsideNames = (schema: string) => string | null;

/** How far a re-creation is. */
export type RecreateStep = 'building' | 'filling' | 'swapping' | 'clearing';

export interface RecreateOptions {
  readonly environment: Config['environment'];
  /** The databases' own names, each one. */
  readonly confirm: readonly string[];
  readonly log: Log;
  /** Fills the new schemas before anybody sees them. `main` is the first. */
  readonly fill?: (databases: readonly BuiltDatabase[]) => Promise<void>;
  /** Saves from `main`, before it is filled, what is to live on; `aside` names a schema as it is called now. */
  readonly carryOver?: (client: ClientBase, aside: AsideNames) => Promise<void>;
  readonly progress?: (step: RecreateStep) => void;
  /** Milliseconds that what runs on the old schemas gets until they are dropped. Default 30,000. */
  readonly grace?: number;
}

/** What a re-creation did. */
export interface RecreateReport {
  /** The same in every database. */
  readonly recreation: string;
  readonly databases: readonly {
    readonly name: string;
    readonly databaseName: string;
    readonly generation: number;
    readonly schemas: readonly string[];
    readonly migrations: number;
  }[];
  /** How long servers were kept waiting. */
  readonly pauseMilliseconds: number;
  readonly milliseconds: number;
}

/** A database with the connections that work on it. */
interface Site {
  readonly place: Place;
  /** Builds, in one transaction. */
  readonly builder: Client;
  /** Holds the lock of migrations, speaks to the servers, clears up. */
  readonly speaker: Client;
  readonly locker: Client;
}

/**
 * Drops, creates, migrates and fills every database while servers run on them. PostgreSQL's DDL is
 * transactional, so each database is one transaction: the old schemas are renamed, the new ones
 * built and filled under the true names, unseen by anybody, and the commit is the swap. Servers hold
 * still for the commits alone; what they began before goes on under the old names. Killed at any
 * point, a database is either the old one or the new one.
 * @throws platform.recreateRefused, platform.migrationFailed, platform.recreateBusy
 */
export async function recreate(
  places: readonly Place[],
  options: RecreateOptions,
): Promise<RecreateReport> {
  const began = performance.now();
  const { log } = options;
  const recreation = randomUUID();
  const sites: Site[] = [];
  try {
    for (const place of places) sites.push(await openSite(place, log));
    await mayRecreate(
      sites.map(({ place, speaker }) => ({ place, client: speaker })),
      options,
    );
    for (const site of sites) {
      await site.speaker.query('SELECT pg_advisory_lock($1)', [lockClass]);
      await ensureControl(site.speaker);
      await dropAside(site.speaker, log, 0);
    }
    options.progress?.('building');
    const { built, pause } = await buildAll(sites, recreation, options);
    options.progress?.('clearing');
    for (const { speaker } of sites) await dropAside(speaker, log, options.grace ?? 30_000);
    return {
      recreation,
      databases: built,
      pauseMilliseconds: Math.round(pause),
      milliseconds: Math.round(performance.now() - began),
    };
  } finally {
    await Promise.all(
      sites.flatMap(({ builder, speaker, locker }) =>
        [builder, speaker, locker].map((client) => client.end().catch(() => undefined)),
      ),
    );
  }
}

async function openSite(place: Place, log: Log): Promise<Site> {
  const [builder, speaker, locker] = await Promise.all([
    connectTo(place.url, log),
    connectTo(place.url, log),
    connectTo(place.url, log),
  ]);
  return { place, builder, speaker, locker };
}

type Built = RecreateReport['databases'][number];

/** Opens one transaction inside the other, so that all of them end in a row. */
async function buildAll(
  sites: readonly Site[],
  recreation: string,
  options: RecreateOptions,
): Promise<{ readonly built: readonly Built[]; readonly pause: number }> {
  const built: Built[] = [];
  let stilled = 0;
  let letGo: (() => Promise<void>)[] = [];
  const build = async (rest: readonly Site[], ready: readonly BuiltDatabase[]): Promise<void> => {
    const [site, ...others] = rest;
    if (!site) {
      options.progress?.('filling');
      await carryOver(sites[0], options);
      await options.fill?.(ready);
      options.progress?.('swapping');
      stilled = performance.now();
      for (const { locker, speaker, place } of sites)
        letGo.push(await holdStill(locker, speaker, place.databaseName));
      return;
    }
    await drizzle({ client: site.builder }).transaction(async (transaction) => {
      built.push(await buildOne(site, recreation));
      const { name, url, schemas } = site.place;
      const database = transaction as unknown as Database;
      await build(others, [...ready, { name, url, schemas, database }]);
    });
  };
  try {
    await build(sites, []);
  } finally {
    await Promise.all(letGo.map((release) => release().catch(() => undefined)));
    letGo = [];
  }
  return { built, pause: performance.now() - stilled };
}

async function carryOver(main: Site | undefined, options: RecreateOptions): Promise<void> {
  if (!main || !options.carryOver) return;
  const { generation } = await readState(main.builder);
  const { rows } = await main.builder.query<{ nspname: string }>(
    'SELECT nspname FROM pg_namespace',
  );
  const there = new Set(rows.map(({ nspname }) => nspname));
  await options.carryOver(main.builder, (schema) => {
    const name = asideName(schema, generation);
    return there.has(name) ? name : null;
  });
}

async function buildOne(
  { place: { name, databaseName, schemas }, builder }: Site,
  recreation: string,
): Promise<Built> {
  const { rows } = await builder.query<{ generation: number }>(
    `UPDATE insites.state SET generation = generation + 1, recreation = $1, recreated_at = now()
       RETURNING generation`,
    [recreation],
  );
  const generation = rows[0]?.generation ?? 1;
  // Whatever was migrated here once is ours to replace, also what the routes now say lives elsewhere.
  const applied = (await readApplied(builder)).map(({ schema }) => schema);
  const owned = [...new Set([...schemas.map((schema) => schema.name), ...applied])];
  await keepExtensions(builder, owned);
  await putAside(builder, owned, generation);
  await builder.query('DELETE FROM insites.migrations');
  await builder.query(`SET LOCAL search_path = ${extensionsSchema}, public`);
  const migrations = await wantedMigrations(schemas);
  await applyInside(builder, migrations);
  await fenceSchemas(
    builder,
    schemas.map((schema) => schema.name),
  );
  return {
    name,
    databaseName,
    generation,
    schemas: schemas.map((schema) => schema.name),
    migrations: migrations.length,
  };
}

async function putAside(
  client: ClientBase,
  schemas: readonly string[],
  generation: number,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)',
    [schemas],
  );
  const renames = rows.map(
    ({ name }) =>
      `ALTER SCHEMA ${pg.escapeIdentifier(name)} RENAME TO ${pg.escapeIdentifier(asideName(name, generation))}`,
  );
  if (renames.length > 0) await client.query(renames.join(';'));
}
