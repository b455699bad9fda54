import type { Binding, JobHandler, Platform } from '@insites/platform';
import type { Domains } from '../domains.ts';
import { rebuildJob } from './job.ts';
import { rebuildBindings } from './routes.ts';

/** The webhook that re-creates the databases of a test environment. */
export interface Rebuild {
  /** None without a secret. */
  readonly bindings: readonly Binding[];
  /** Also where there is no secret: a process that only works does what another one was asked for. */
  readonly job: JobHandler<never>;
}

/** Opens the webhook. `env` are the settings the server was started with. */
export function openRebuild(
  platform: Platform,
  { audit, identity }: Pick<Domains, 'audit' | 'identity'>,
  env: Readonly<Record<string, string | undefined>>,
): Rebuild {
  const { home, rebuildSecret: secret } = platform.config;
  const settings = {
    ...Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) =>
        name.startsWith('INSITES_') && value !== undefined ? [[name, value]] : [],
      ),
    ),
    INSITES_HOME: home,
  };
  return {
    bindings: secret === null ? [] : rebuildBindings({ platform, identity, secret }),
    job: rebuildJob({ audit, identity, settings }),
  };
}
