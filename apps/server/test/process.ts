import { type ChildProcess, spawn } from 'node:child_process';
import { program as installed } from '@insites/cli/program';

/** `insites serve` in a process of its own. */
export interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote so far, to either stream. */
  output(): string;
  /** Sends a signal and waits for the end; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Starts a server and waits for its `ready` line. Rejects with its output when it ends instead. */
export function serve(
  settings: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Served> {
  return serveProgram(installed, settings, words);
}

/** The same with the program of another checkout. */
export async function serveProgram(
  program: string,
  settings: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<Served> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('INSITES_')),
  );
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...words], {
    env: { ...own, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const heard = (piece: Buffer) => {
      output += String(piece);
      const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(output);
      if (ready?.[1]) resolve(ready[1]);
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    void exited.then((how) => reject(new Error(`The server ended with ${how}: ${output}`)));
  });
  return {
    url,
    child,
    output: () => output,
    end: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
