import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for one test; remove it when done. */
export interface TemporaryHome extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a short-named folder under the system's temporary folder. */
export async function temporaryHome(): Promise<TemporaryHome> {
  const path = await mkdtemp(join(tmpdir(), 'insites-'));
  // When root runs the tests, PostgreSQL is another user and must pass through.
  await chmod(path, 0o711);
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  return { path, remove, [Symbol.asyncDispose]: remove };
}
