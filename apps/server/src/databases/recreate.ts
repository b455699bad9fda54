import {
  type BuiltDatabase,
  type Config,
  carryPlatform,
  connectTo,
  type Databases,
  type Log,
  mayRecreate,
  openEngine,
  openObjectStore,
  openOutbox,
  openSealing,
  type Platform,
  type RecreateReport,
  type RecreateStep,
  recreate,
} from '@insites/platform';
import { openDomains } from '../domains.ts';
import { fixtureNamed, inlineJobs, type LoadReport, load } from '../fixtures/index.ts';
import {
  type AtDatabases,
  atDatabases,
  type DatabaseOptions,
  makeMissing,
} from './at-databases.ts';

export interface RecreateDatabasesOptions extends DatabaseOptions {
  /** The databases' own names, each one. */
  readonly confirm: readonly string[];
  /** Name of the fixture: minimal, sample-city, city. */
  readonly fixture: string;
  readonly scale?: number | undefined;
  readonly seed?: string | undefined;
  /** A row of platform.jobs that lives on, because it tells of this very re-creation. */
  readonly keepJob?: string;
  readonly progress?: (step: RecreateStep | string) => void;
}

export interface RecreateDatabasesReport extends RecreateReport {
  readonly fixture: LoadReport | null;
}

/**
 * Drops, creates, migrates and fills all databases, also while servers run on them.
 * @throws platform.recreateRefused, platform.migrationFailed, platform.fixtureUnknown, platform.recreateBusy
 */
export async function recreateDatabases(
  options: RecreateDatabasesOptions,
): Promise<RecreateDatabasesReport> {
  fixtureNamed(options.fixture);
  return await atDatabases(options, async (at) => {
    const { config, log, places } = at;
    if (config.environment !== 'production' && isConfirmed(at, options)) {
      await askThoseThere(at);
      await makeMissing(at);
    }
    let fixture: LoadReport | null = null;
    const report = await recreate(places, {
      environment: config.environment,
      confirm: options.confirm,
      log,
      ...(options.progress ? { progress: options.progress } : {}),
      carryOver: (client, aside) => carryPlatform(client, aside, options),
      fill: async (databases) => {
        fixture = await fill(databases, config, log, options);
      },
    });
    return { ...report, fixture };
  });
}

function isConfirmed({ places }: AtDatabases, { confirm }: RecreateDatabasesOptions): boolean {
  return places.every(({ databaseName }) => confirm.includes(databaseName));
}

/** A refusal changes nothing: those that are there are asked before others are made. */
async function askThoseThere({ config, log, places }: AtDatabases): Promise<void> {
  for (const place of places) {
    const client = await connectTo(place.url, log).catch(() => null);
    if (!client) continue;
    const only = { environment: config.environment, confirm: [place.databaseName] };
    await mayRecreate([{ place, client }], only).finally(() => client.end());
  }
}

async function fill(
  databases: readonly BuiltDatabase[],
  config: Config,
  log: Log,
  { fixture, scale, seed, progress }: RecreateDatabasesOptions,
): Promise<LoadReport> {
  const platform = await openBuilding(databases, config, log);
  try {
    const domains = openDomains(platform);
    await domains.governance.start();
    for (const job of domains.jobs) platform.jobs.register(job);
    const report = await load(
      fixtureNamed(fixture),
      {
        ...(scale === undefined ? {} : { scale }),
        ...(seed === undefined ? {} : { seed }),
        ...(progress ? { print: progress } : {}),
      },
      domains,
      platform,
    );
    await domains.audit.close();
    return report;
  } finally {
    await platform.close();
  }
}

/** A platform on databases that are still being built; it ends with its engine and its caches. */
async function openBuilding(
  all: readonly BuiltDatabase[],
  config: Config,
  log: Log,
): Promise<Platform> {
  const [main] = all;
  if (!main) throw new Error('There is no main database.');
  const { database } = main;
  const engine = openEngine({ config, log, home: config.home });
  const objects = await openObjectStore({ config, log, database, home: config.home });
  const sealing = await openSealing(config.home, config.rootKey);
  const databases: Databases = {
    main,
    all,
    of: (schema) =>
      (all.find(({ schemas }) => schemas.some(({ name }) => name === schema)) ?? main).database,
    start: async () => 0,
    scope: () => {
      throw new Error('Nothing is asked of databases that are being built.');
    },
    close: async () => undefined,
  };
  const close = async () => {
    await Promise.all([engine.close(), objects.close()]);
  };
  const jobs = inlineJobs();
  // Made-up people get no mail.
  const mail = openOutbox({ config: { ...config, mail: null }, database, jobs });
  return { config, log, database, databases, objects, sealing, engine, jobs, mail, close };
}
