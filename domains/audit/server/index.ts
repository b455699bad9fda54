import {
  type AuditRecord,
  asSystem,
  type Binding,
  type JobHandler,
  type OwnedSchema,
  type Platform,
} from '@insites/platform';
import type { StoredEntry } from '../proof/index.ts';
import { GroupCommit } from './group-commit.ts';
import { jobs } from './jobs.ts';
import { bindings } from './routes.ts';
import { record } from './service.ts';
import { append } from './store.ts';
import { openStreams } from './streams/service.ts';
import { Checkpointer } from './tree/checkpointer.ts';

/** This domain's tables and their migrations; what `openPlatform` needs before anything is opened. */
export const schema: OwnedSchema = {
  name: 'audit',
  migrations: new URL('./migrations/', import.meta.url),
};

/** The record of every write and every read of data. */
export interface Audit {
  readonly bindings: readonly Binding[];
  readonly schema: OwnedSchema;
  readonly jobs: readonly JobHandler<never>[];
  /**
   * Resolves when the entry is durable.
   * @throws audit.notWritten when it is not; the answer must then be held back.
   */
  record(entry: AuditRecord): Promise<void>;
  /** Signs a checkpoint that covers every entry written before the call; answers with the note. */
  checkpoint(): Promise<string>;
  /** Writes what waits and signs it. Call it before the database closes. */
  close(): Promise<void>;
}

/** Opens the log on the platform's database. Without a configuration it has no keys and signs nothing. */
export function auditServer(
  platform: Pick<Platform, 'database'> & Partial<Pick<Platform, 'config' | 'log'>>,
): Audit {
  const { database, config, log = null } = platform;
  const commits = new GroupCommit<StoredEntry>(
    (batch) =>
      asSystem('entries of all organisations are written together', () => append(database, batch)),
    { largest: 500, mostWaiting: 20_000 },
  );
  const place = config ? { home: config.home, rootKey: config.rootKey } : null;
  const checkpointer = new Checkpointer(database, place, log);
  const streams = openStreams(database, config?.auditStreams ?? [], log);
  return {
    bindings: bindings({ database, checkpointer }, streams),
    schema,
    jobs: jobs(database),
    record: async (entry) => {
      await record(commits, entry, new Date());
      checkpointer.soon();
      streams.soon();
    },
    checkpoint: async () => (await checkpointer.now()).note,
    close: async () => {
      await commits.settled();
      await checkpointer.close();
      await streams.close();
    },
  };
}
