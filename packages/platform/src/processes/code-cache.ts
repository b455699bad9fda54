import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who may write there may change the program as well. */
const ofTheProgram = new URL('../../../../node_modules/.cache/insites-code', import.meta.url);

/**
 * The folder in which processes of this one keep their code as compiled: where this process keeps its
 * own, else one of the program. Never a folder that anybody may make, for what lies there is run.
 */
export function codeCache(): string {
  const own = getCompileCacheDir();
  return own === undefined ? fileURLToPath(ofTheProgram) : dirname(own);
}

/** Keeps what is loaded by now. Processes that are killed when they are done have no later moment. */
export function keepCode(): void {
  flushCompileCache();
}
