import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

const mebibyte = 1024 * 1024;
const diskBytes = 512 * mebibyte;

/** What the figures stand on: the machine, and how fast it could be at best. Rates in MiB/s. */
export async function machineFacts(folder: string): Promise<Record<string, unknown>> {
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / mebibyte),
    load: loadavg(),
    node: process.version,
    versions: { v8: process.versions.v8, openssl: process.versions.openssl },
    commit: commit(),
    limits: { ...processing(), ...(await disk(join(folder, 'disk.bin'))) },
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function processing(): Record<string, number> {
  const piece = randomBytes(mebibyte);
  const copy = Buffer.alloc(mebibyte);
  const key = randomBytes(32);
  const hash = createHash('sha256');
  const rate = (work: () => unknown) => {
    for (let warm = 0; warm < 16; warm += 1) work();
    const began = performance.now();
    for (let time = 0; time < 256; time += 1) work();
    return Math.round(256_000 / (performance.now() - began));
  };
  return {
    memoryCopy: rate(() => piece.copy(copy)),
    aes256Gcm: rate(() => {
      const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12));
      cipher.update(piece);
      cipher.final();
    }),
    sha256: rate(() => hash.update(piece)),
  };
}

/** One after the other, written through to the disk; read as it comes, mostly from the page cache. */
async function disk(path: string): Promise<Record<string, number>> {
  const piece = randomBytes(4 * mebibyte);
  const file = await open(path, 'w+');
  const rateSince = (began: number) =>
    Math.round(diskBytes / mebibyte / ((performance.now() - began) / 1000));
  try {
    let began = performance.now();
    for (let at = 0; at < diskBytes; at += piece.length)
      await file.write(piece, 0, piece.length, at);
    await file.datasync();
    const diskWrite = rateSince(began);
    began = performance.now();
    for (let at = 0; at < diskBytes; at += piece.length)
      await file.read(piece, 0, piece.length, at);
    return { diskWrite, cachedRead: rateSince(began) };
  } finally {
    await file.close();
  }
}
