import type { AuditRecord, Binding, OwnedSchema, Platform } from '@insites/platform';
import type { StoredEntry } from './encoding.ts';
import { GroupCommit } from './group-commit.ts';
import { bindings } from './routes.ts';
import { record } from './service.ts';
import { append } from './store.ts';

/** This domain's tables and their migrations; what `openPlatform` needs before anything is opened. */
export const schema: OwnedSchema = {
  name: 'audit',
  migrations: new URL('./migrations/', import.meta.url),
};

/** The record of every write and every read of data. */
export interface Audit {
  readonly bindings: readonly Binding[];
  readonly schema: OwnedSchema;
  /**
   * Resolves when the entry is durable.
   * @throws audit.notWritten when it is not; the answer must then be held back.
   */
  record(entry: AuditRecord): Promise<void>;
  /** Writes what waits. Call it before the database closes. */
  close(): Promise<void>;
}

/** Opens the log on the platform's database. */
export function auditServer(platform: Pick<Platform, 'database'>): Audit {
  const commits = new GroupCommit<StoredEntry>((batch) => append(platform.database, batch), {
    largest: 500,
    mostWaiting: 20_000,
  });
  return {
    bindings: bindings(platform.database),
    schema,
    record: (entry) => record(commits, entry, new Date()),
    close: () => commits.settled(),
  };
}
