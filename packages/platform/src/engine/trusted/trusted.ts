import { Child } from '../../processes/child.ts';
import type { Cell, TrustedSession } from '../engine.ts';
import { trustedError } from '../failures.ts';
import { type EngineFolder, wipe } from '../places.ts';
import type { TrustedSettings } from './trusted-worker.ts';

const entry = new URL('./trusted-worker.ts', import.meta.url);
// Its answers are small; rows of a file stay inside of the engine.
const heapMb = 512;

/** A process with the whole engine, for our own SQL over our own files. Aborting ends the process. */
export async function openTrusted(
  limits: Omit<TrustedSettings, 'spill'>,
  folder: EngineFolder,
  signal?: AbortSignal,
): Promise<TrustedSession> {
  const child = new Child(entry, { heapMb });
  const kill = () => void child.kill();
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted) kill();
  const spill = await folder.scratch();
  const call = async <O>(verb: string, input: unknown): Promise<O> => {
    try {
      return await child.call<O>(verb, input);
    } catch (thrown) {
      throw trustedError(thrown, signal?.aborted ?? false);
    }
  };
  const close = async () => {
    signal?.removeEventListener('abort', kill);
    await child.kill();
    await wipe(spill);
  };
  try {
    await call('open', { ...limits, spill });
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    run: (sql: string, parameters: readonly Cell[] = []) => call('run', { sql, parameters }),
    progress: () => call('progress', {}),
    close,
  };
}
