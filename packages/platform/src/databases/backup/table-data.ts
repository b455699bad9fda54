import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { ClientBase } from 'pg';
import { from, to } from 'pg-copy-streams';
import { type BackedUpTable, damaged } from './manifest.ts';
import { copyIntoOf, copyOutOf, type TablePlan } from './tables.ts';

/** What went through: how many rows, and the SHA-256 of them as COPY writes them. */
type Counted = Pick<BackedUpTable, 'rows' | 'sha256'>;

/** Writes the rows that the client's transaction sees into a file of the backup. */
export async function writeTable(
  client: ClientBase,
  table: TablePlan,
  at: { readonly folder: string; readonly file: string; readonly signal: AbortSignal },
): Promise<BackedUpTable> {
  const { file, signal } = at;
  const path = join(at.folder, file);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const counted = await readOut(client, table, [createZstdCompress(), target], signal);
  const { schema, name, columns } = table;
  return { schema, name, columns: [...columns], file, ...counted };
}

/** Reads the rows again, to compare. */
export async function hashTable(client: ClientBase, table: TablePlan): Promise<Counted> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  return await readOut(client, table, [nowhere]);
}

async function readOut(
  client: ClientBase,
  table: TablePlan,
  targets: readonly NodeJS.WritableStream[],
  signal?: AbortSignal,
): Promise<Counted> {
  const hash = createHash('sha256');
  const rows = client.query(to(copyOutOf(table)));
  await pipeline([rows, hashing(hash), ...targets], { ...(signal ? { signal } : {}) });
  // The number of rows comes after the last of them, with the next message.
  await client.query('SELECT');
  return { rows: rows.rowCount, sha256: hash.digest('hex') };
}

/** Reads a file of the backup into its table. @throws platform.backupDamaged */
export async function loadTable(
  client: ClientBase,
  table: BackedUpTable,
  folder: string,
): Promise<void> {
  const hash = createHash('sha256');
  const target = client.query(from(copyIntoOf(table)));
  await readFile(folder, table, hash, target);
  if (target.rowCount !== table.rows || hash.digest('hex') !== table.sha256)
    throw notAsWritten(folder, table);
}

/** Reads a file of the backup and compares. @throws platform.backupDamaged */
export async function checkTable(folder: string, table: BackedUpTable): Promise<void> {
  const hash = createHash('sha256');
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  await readFile(folder, table, hash, nowhere);
  if (hash.digest('hex') !== table.sha256) throw notAsWritten(folder, table);
}

async function readFile(
  folder: string,
  table: BackedUpTable,
  hash: Hash,
  target: NodeJS.WritableStream,
): Promise<void> {
  const source = createReadStream(join(folder, table.file));
  try {
    await pipeline([source, createZstdDecompress(), hashing(hash), target]);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (
      code === 'ENOENT' ||
      /^(ZSTD_|Z_|ERR__ZSTD|ERR_ZLIB)/.test(code) ||
      code === 'ERR_STREAM_PREMATURE_CLOSE'
    )
      throw notAsWritten(folder, table, cause);
    throw cause;
  }
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
}

function notAsWritten(folder: string, { file }: BackedUpTable, cause?: unknown) {
  return damaged(`${join(folder, file)} is not what was written.`, undefined, cause);
}
