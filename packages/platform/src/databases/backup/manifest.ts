import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import { z } from 'zod';
import { writeDurably } from './durable.ts';

/** Number of the format below; an older Insites refuses a newer one. */
export const backupFormat = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const table = z.object({
  schema: z.string(),
  name: z.string(),
  /** In the order of the data. */
  columns: z.array(z.string()),
  /** Below the folder of the backup: COPY's text format, rows in the order of the primary key, zstd. */
  file: z.string(),
  rows: count,
  /** Of the data as COPY writes them, before they are packed. */
  sha256,
});

const sequence = z.object({
  schema: z.string(),
  name: z.string(),
  /** As text: 64 bits. */
  value: z.string(),
  called: z.boolean(),
});

const migration = z.object({
  schema: z.string(),
  name: z.string(),
  sha256,
  appliedAt: z.string(),
});

const database = z.object({
  /** `main`, or a name of INSITES_DATABASES. */
  route: z.string(),
  databaseName: z.string(),
  mark: z.enum(['production', 'disposable']).nullable(),
  generation: count,
  recreation: z.string().nullable(),
  recreatedAt: z.string().nullable(),
  schemas: z.array(z.string()),
  migrations: z.array(migration),
  tables: z.array(table),
  sequences: z.array(sequence),
});

const storedFile = z.object({ path: z.string(), bytes: count, sha256 });

const manifest = z.object({
  format: z.literal(backupFormat),
  /** Version of Insites that wrote it. */
  insites: z.string(),
  /** The moment that everything in it is of. */
  takenAt: z.string(),
  databases: z.array(database).min(1),
  /** `objects.jsonl`: one line for each blob below `objects/`. */
  objects: z.object({ count, bytes: count, sha256 }),
  /** Blobs that the catalogue named and the store did not have. */
  missing: z.array(z.string()),
  /** Uploads that ended while they were copied: their rows are left out. */
  lostUploads: z.array(z.string()),
  /** Below `home/`: what else the home keeps. */
  files: z.array(storedFile),
  /** Below `keys/`; empty unless they were asked for. */
  keys: z.array(storedFile),
  /** Keys that the home had in files, whether or not they are in the backup. */
  keyNames: z.array(z.string()),
  /** Tells whether a root key is the right one, and nothing else of it; null when none was at hand. */
  rootKeyMark: z.string().nullable(),
});

/** Everything about a backup but the list of its blobs. */
export type Manifest = z.output<typeof manifest>;
/** One routed database in a backup. */
export type BackedUpDatabase = Manifest['databases'][number];
/** One table in a backup. */
export type BackedUpTable = BackedUpDatabase['tables'][number];
/** A sequence and where it stood. */
export type BackedUpSequence = BackedUpDatabase['sequences'][number];
/** A file in a backup, `path` below its folder. */
export type StoredFile = Manifest['files'][number];

const manifestName = 'manifest.json';
const sumName = 'manifest.sha256';

/** Writes the manifest, and its checksum as `sha256sum -c` reads it. */
export async function writeManifest(folder: string, value: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest.parse(value), null, 1)}\n`;
  await writeDurably(join(folder, manifestName), text);
  await writeDurably(join(folder, sumName), `${hashOf(text)}  ${manifestName}\n`);
}

/** Reads a manifest and checks it. @throws platform.backupDamaged */
export async function readManifest(folder: string): Promise<Manifest> {
  const [text, sum] = await Promise.all([
    readFile(join(folder, manifestName)).catch(() => null),
    readFile(join(folder, sumName), 'utf8').catch(() => null),
  ]);
  if (text === null || sum === null)
    throw damaged(
      `${folder} is no backup: it lacks ${manifestName} or ${sumName}.`,
      'Give the folder of one backup, the one with a date for a name.',
    );
  if (hashOf(text) !== sum.slice(0, 64))
    throw damaged(`${join(folder, manifestName)} is not what was written.`);
  const value: unknown = JSON.parse(text.toString());
  const { format } = z.object({ format: z.int() }).parse(value);
  if (format > backupFormat)
    throw damaged(
      `${folder} is of format ${format}; this Insites reads up to ${backupFormat}.`,
      'Restore it with the Insites that wrote it, or a newer one.',
    );
  return manifest.parse(value);
}

/** A backup is not what was written. */
export function damaged(message: string, hint = 'Use another backup.', cause?: unknown) {
  return errors.invalid('platform.backupDamaged', message, { hint, cause });
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What names a backup: the hash of its manifest. */
export async function nameOf(folder: string): Promise<string> {
  return hashOf(await readFile(join(folder, manifestName)));
}
