/**
 * Migrates or re-creates in a process of its own, so that a test may kill it: says ready, begins at
 * the signal SIGUSR2, says done.
 */
import { once } from 'node:events';
import { migrateClient } from '../../src/databases/migrate.ts';
import { type Place, withClient } from '../../src/databases/places.ts';
import { recreate } from '../../src/databases/recreate/index.ts';
import { createLog } from '../../src/log/log.ts';
import { fillCity } from './fill.ts';

/** What is to be done, as JSON; a migrations folder is its address. */
export interface Work {
  readonly verb: 'migrate' | 'recreate';
  readonly places: readonly Place[];
  /** Rows of every table that is made anew. */
  readonly count: number;
}

const log = createLog({ logLevel: 'error' });
const work = JSON.parse(process.env.WORK ?? '') as Work;
const places = work.places.map((place) => ({
  ...place,
  schemas: place.schemas.map((schema) => ({ ...schema, migrations: new URL(schema.migrations) })),
}));
const begin = once(process, 'SIGUSR2');
const awake = setInterval(() => undefined, 1_000);
console.log('ready');
await begin;
clearInterval(awake);
if (work.verb === 'migrate')
  for (const { url, schemas } of places)
    await withClient(url, log, (client) => migrateClient(client, schemas, log));
else
  await recreate(places, {
    environment: 'test',
    confirm: places.map(({ databaseName }) => databaseName),
    log,
    fill: (databases) => fillCity(databases, { count: work.count, postgis: false }),
  });
console.log('done');
