import { readFileSync } from 'node:fs';

/** Resident memory in bytes. */
export interface Memory {
  /** The server's own process. */
  readonly server: number;
  /** Its child processes that are Node: engine workers, gate, scanner. */
  readonly workers: number;
  /** PostgreSQL, shared pages counted in each of its processes. */
  readonly database: number;
}

/** Watches the memory of a process and its descendants (Linux: from /proc). */
export interface MemoryWatch {
  /** The highest values seen so far, each by itself, and of all together. */
  peak(): Memory & { readonly all: number };
  stop(): void;
}

const sampleEvery = 50;

export function memoryOf(pid: number): Memory {
  let workers = 0;
  let database = 0;
  for (const child of descendants(pid)) {
    if (commandOf(child).startsWith('postgres')) database += resident(child);
    else workers += resident(child);
  }
  return { server: resident(pid), workers, database };
}

export function watchMemory(pid: number): MemoryWatch {
  const highest = { server: 0, workers: 0, database: 0, all: 0 };
  const look = () => {
    const now = memoryOf(pid);
    highest.server = Math.max(highest.server, now.server);
    highest.workers = Math.max(highest.workers, now.workers);
    highest.database = Math.max(highest.database, now.database);
    highest.all = Math.max(highest.all, now.server + now.workers + now.database);
  };
  look();
  const timer = setInterval(look, sampleEvery);
  return {
    peak: () => {
      look();
      return { ...highest };
    },
    stop: () => clearInterval(timer),
  };
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim();
  if (children === '') return [];
  return children.split(' ').flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim();
}

function resident(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`)) ?? [];
  return Number(kib) * 1024;
}

/** Seconds of processor that a process has used, in user and system mode. */
export function processorSeconds(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
