import type { Engine, TrustedSession } from '@insites/platform';
import type { Deps } from './deps.ts';

/** The dependencies of work on files that we wrote ourselves. */
export interface OwnWork extends AsyncDisposable {
  readonly deps: Deps;
}

/**
 * The same dependencies, but the engine's process for our own SQL is begun once and lent from step to
 * step until the job ends. Not for reading the file of a stranger: a process that did so ends with it.
 */
export function ownWork(deps: Deps, signal: AbortSignal): OwnWork {
  const { engine } = deps.platform;
  let idle: TrustedSession | null = null;
  const trusted: Engine['trusted'] = async (options = {}) => {
    if (options.memoryMb !== undefined) return await engine.trusted(options);
    const session = idle ?? (await engine.trusted({ signal }));
    idle = null;
    return lent(session, (sound) => {
      if (!sound || idle) return session.close();
      idle = session;
      return Promise.resolve();
    });
  };
  return {
    deps: { ...deps, platform: { ...deps.platform, engine: { ...engine, trusted } } },
    [Symbol.asyncDispose]: async () => await idle?.close(),
  };
}

/** Comes back sound when every statement was answered and none failed. */
function lent(session: TrustedSession, back: (sound: boolean) => Promise<void>): TrustedSession {
  let unanswered = 0;
  let closed: Promise<void> | null = null;
  return {
    run: async (sql, parameters) => {
      unanswered += 1;
      const rows = await session.run(sql, parameters);
      unanswered -= 1;
      return rows;
    },
    progress: () => session.progress(),
    close: () => {
      closed ??= back(unanswered === 0);
      return closed;
    },
  };
}
