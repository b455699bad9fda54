import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { program } from '@insites/cli/program';

/** The token of the first administrator in every home of a bench. */
export const token = 'bench'.repeat(8);
export const credentials = { authorization: `Bearer ${token}` };

/** A server in a process of its own, as a person starts it. */
export interface Insites {
  readonly url: string;
  readonly pid: number;
  readonly home: string;
  /** Stops it as Ctrl-C does. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export interface InsitesOptions {
  readonly sampleCity?: boolean;
  /** Default: one of the system's choice. */
  readonly port?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder for one bench. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'insites-bench-'));
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

const running = new Set<Insites>();

/** Stops every server that still runs: the bench was told to end. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop()));
}

/** Starts `insites serve` and waits until it says ready. */
export async function startInsites(home: string, options: InsitesOptions = {}): Promise<Insites> {
  const { port = '0', sampleCity = false } = options;
  const flags = ['--port', port, '--home', home, ...(sampleCity ? ['--sample-city'] : [])];
  const child = spawn(process.execPath, [program, 'serve', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      INSITES_ADMIN_TOKEN: token,
      INSITES_LOG_LEVEL: 'warn',
      INSITES_REQUESTS_PER_MINUTE: '100000000',
      ...options.env,
    },
  });
  const url = await ready(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  const server = {
    url,
    pid: child.pid ?? 0,
    home,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
  running.add(server);
  void ended.then(() => running.delete(server));
  return server;
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-4_000);
    });
    child.once('exit', (code) => reject(new Error(`insites serve ended with ${code}: ${said}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url] = /^ready (\S+)/.exec(line) ?? [];
      if (url) resolve(url);
    });
  });
}
