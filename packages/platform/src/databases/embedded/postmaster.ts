import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from '../../log/log.ts';
import { unusable } from './cluster.ts';
import { type Host, launch } from './host.ts';
import type { Places } from './places.ts';

const startPatience = 120_000;

const parameters = (places: Places): Record<string, string> => ({
  listen_addresses: '',
  unix_socket_directories: places.socketFolder,
  unix_socket_permissions: '0700',
  port: '5432',
  max_connections: '100',
  shared_buffers: '128MB',
  // Short queries of a catalogue: compiling them costs more than it gives.
  jit: 'off',
  max_wal_size: '1GB',
  // In containers /dev/shm is small.
  dynamic_shared_memory_type: 'mmap',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_line_prefix: '',
  timezone: 'UTC',
});

/** A running postmaster. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Rolls back what runs, writes everything down, ends. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL on the cluster; resolves when it accepts connections. */
export async function startPostmaster(host: Host, log: Log): Promise<Postmaster> {
  const settings = Object.entries(parameters(host.places)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = await launch(host, 'postgres', [host.places.data], ([data = '']) => [
    '-D',
    data,
    ...settings,
  ]);
  const leave = () => child.kill('SIGINT');
  process.once('exit', leave);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', leave);
      resolve();
    });
  });
  await ready(child, log);
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

function ready(child: ChildProcess, log: Log): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (reason: string, cause?: unknown) => {
      clearTimeout(timer);
      reject(unusable(`PostgreSQL did not start: ${reason}`, cause));
    };
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      fail('it took too long.');
    }, startPatience);
    child.once('error', (error) => fail(error.message, error));
    child.once('exit', (code) => fail(said.join(' ') || `it ended with code ${code}.`));
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      tell(line, log);
      if (said.length < 20 && !line.startsWith('LOG:')) said.push(line.trim());
      if (!line.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function tell(line: string, log: Log): void {
  if (/^(PANIC|WARNING):/.test(line)) log.warn({ part: 'postgres' }, line);
  else log.debug({ part: 'postgres' }, line);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  // Fast shutdown, then an immediate one (recovered from at the next start), then by force.
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    if (await within(ended, patience)) return;
  }
}

/** Whether the promise resolves in time. */
async function within(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}
