import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OwnedSchema } from './database.ts';

/** One generated file of a schema's `migrations/`. */
export interface Migration {
  readonly schema: string;
  /** File name, NNNN_title.sql. */
  readonly name: string;
  /** Of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly statements: readonly string[];
}

/** Separates statements in a migration file. */
export const breakpoint = '--> statement-breakpoint';

/** The schema's migrations in the order they are applied. */
export async function readMigrations(schema: OwnedSchema): Promise<readonly Migration[]> {
  const folder = fileURLToPath(schema.migrations);
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return {
        schema: schema.name,
        name,
        sha256: createHash('sha256').update(text).digest('hex'),
        statements: text.split(breakpoint).flatMap((part) => part.trim() || []),
      };
    }),
  );
}
