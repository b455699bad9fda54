import { join } from 'node:path';
import type { Engine, StoredObject } from '@insites/platform';
import type { Recipe } from '../../contract/index.ts';
import type { Dialect } from '../parsing/dialect.ts';
import type { Asked } from '../parsing/formats/read-table.ts';
import type { RecordCounts } from '../parsing/normalise.ts';
import type { ScansAhead } from './scans-ahead.ts';

/** What an import works on and with. */
export interface LoadWork {
  /** The file as it came, decrypted, in a private folder. Still growing until `complete`. */
  readonly path: string;
  /** Its first bytes. */
  readonly head: Buffer;
  /** Resolves when the whole file is there. */
  readonly complete: Promise<void>;
  readonly bytes: number;
  readonly fileName: string;
  /** Which part of the file the person asked for. */
  readonly asked: Asked;
  /** The private folder. */
  readonly folder: string;
  readonly engine: Engine;
  /** Scans that were begun while files arrived. */
  readonly ahead?: ScansAhead | undefined;
  /** Which of two dialects somebody chose for a file with these columns before; null: nobody did. */
  readonly recall?: (dialects: readonly [Dialect, Dialect]) => Promise<0 | 1 | null>;
  readonly signal: AbortSignal;
  /** Seals a content into the object store, where nothing refers to it yet. */
  seal(content: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  progress(state: { step?: string; done?: number; total?: number | null; unit?: string }): void;
}

/** What a loader of one format hands back. */
export interface LoadedFile {
  readonly parquet: string;
  /** The same in the object store, where it was sealed while it was written. */
  readonly sealed?: StoredObject;
  /** Rows in the Parquet file, by its own footer. */
  readonly rows: number;
  readonly counts: RecordCounts;
  /** JSON Lines of rejected rows; null when none were rejected. */
  readonly rejects: string | null;
  readonly recipe: Recipe;
}

/** A file of ours in the private folder. */
export function within(work: LoadWork, name: string): string {
  return join(work.folder, name);
}
