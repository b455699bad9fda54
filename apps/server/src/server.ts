import { constants, existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  asSystem,
  type Config,
  createHttp,
  type HttpServer,
  openPlatform,
  outsideScope,
  type Platform,
  type ReadyPart,
  readConfig,
} from '@insites/platform';
import { type Domains, openDomains, schemas } from './domains.ts';
import { openRebuild } from './rebuild/index.ts';
import { loadSampleCity } from './sample-city.ts';

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Settings that win over the environment, by the same names. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Load the sample city at the first start. */
  readonly sampleCity?: boolean;
  /** Says things to the person at the terminal. */
  readonly print?: (line: string) => void;
}

export interface Server {
  readonly url: string;
  readonly config: Config;
  readonly platform: Platform;
  readonly domains: Domains;
  /** A link that signs the first administrator in, once, within 15 minutes. */
  signInLink(): Promise<string>;
  /** Takes nothing new, lets what runs end, then stops everything. */
  close(): Promise<void>;
}

const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Starts one process of Insites with the roles its configuration names. */
export function startServer(options: ServerOptions = {}): Promise<Server> {
  return asSystem('the start, and what it leaves running by the clock', () => start(options));
}

async function start(options: ServerOptions): Promise<Server> {
  const config = readConfig(options.env ?? process.env, options.overrides ?? {});
  const platform = await openPlatform(config, schemas);
  let http: HttpServer | null = null;
  const close = async () => {
    await http?.close();
    await platform.close();
  };
  try {
    const domains = openDomains(platform);
    await domains.governance.start();
    const first = await domains.identity.firstStart(
      config.adminToken === null ? {} : { adminToken: config.adminToken },
    );
    const env = { ...(options.env ?? process.env), ...options.overrides };
    const rebuild = openRebuild(platform, domains, env);
    for (const job of [...domains.jobs, rebuild.job]) platform.jobs.register(job);
    await platform.jobs.start();
    http = await createHttp({
      config,
      log: platform.log,
      bindings: [...domains.bindings, ...rebuild.bindings],
      gatekeepers: {
        authenticate: domains.identity.authenticate,
        authorise: domains.identity.authorise,
        // Entries of many requests are written together: none of them decides where.
        record: (entry) =>
          outsideScope(() =>
            domains.audit.record({ policyVersion: domains.governance.policyVersion, ...entry }),
          ),
      },
      mounts: [domains.identity.oauth],
      scope: () => platform.databases.scope(),
      ready: () => readiness(platform),
      ...(config.roles.includes('web') && existsSync(webFolder)
        ? { web: { folder: webFolder } }
        : {}),
    });
    const { url } = await http.listen();
    if (options.sampleCity)
      void loadSampleCity(platform, domains, first, options.print).catch((error: unknown) =>
        platform.log.error({ err: error }, 'the sample city could not be loaded'),
      );
    return {
      url,
      config,
      platform,
      domains,
      signInLink: async () =>
        `${config.publicUrl ?? url}${await domains.identity.makeSignInLink(first.personId)}`,
      close: () =>
        asSystem('the end', async () => {
          await http?.close();
          await domains.audit.close();
          await platform.close();
        }),
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** What the server stands on, each by name. */
async function readiness({ config, databases, engine }: Platform): Promise<readonly ReadyPart[]> {
  return await Promise.all([
    ...databases.all.map(({ name, database }) =>
      part(name === 'main' ? 'database' : `database ${name}`, () =>
        database.$client.query('select 1'),
      ),
    ),
    part('object store', () => mayWrite(join(config.home, 'objects'))),
    part('engine', () => engine.check('select 1')),
  ]);
}

/** In a new home nothing has been stored yet. */
async function mayWrite(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.R_OK | constants.W_OK);
}

async function part(name: string, ask: () => Promise<unknown>): Promise<ReadyPart> {
  try {
    await ask();
    return { name, ok: true, detail: 'answers' };
  } catch (thrown) {
    return { name, ok: false, detail: (thrown as Error).message };
  }
}
