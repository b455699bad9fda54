import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program in a Node process of its own, so that a test may kill it. */
export interface Script extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The next line it prints on stdout. Rejects when it ends instead. */
  line(): Promise<string>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs TypeScript source; it may import by absolute path or file URL. stderr comes through. */
export function runScript(source: string, env: Readonly<Record<string, string>> = {}): Script {
  const begin = ['--import', '@insites/platform/drizzle-modules'];
  const child = spawn(
    process.execPath,
    [...begin, '--input-type=module-typescript', '--eval', source],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    child,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error('The script ended without saying what was expected.');
      return next.value;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
