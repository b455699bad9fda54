import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { program } from '@insites/cli/program';
import { type City, cityAt } from './city.ts';

/** `insites serve` in a process of its own, so that a test may kill it. */
export interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  readonly city: City;
  /** Resident memory of the process itself, MiB. */
  memory(): number;
  /** kill -9. */
  kill(): Promise<void>;
  /** Asks it to end, as an operator does. */
  stop(): Promise<void>;
}

export async function serveProgram(
  home: string,
  token: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--home', home], {
    env: {
      ...process.env,
      INSITES_ADMIN_TOKEN: token,
      INSITES_LOG_LEVEL: 'fatal',
      INSITES_REQUESTS_PER_MINUTE: '1000000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exit;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^ready (\S+)$/.exec(line) ?? [];
    if (url)
      return {
        child,
        url,
        city: cityAt(url, token),
        memory: () => residentMemory(child.pid ?? 0),
        kill: () => end('SIGKILL'),
        stop: () => end('SIGTERM'),
        [Symbol.asyncDispose]: () => end('SIGTERM'),
      };
  }
  throw new Error('The server ended before it was ready.');
}

function residentMemory(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
