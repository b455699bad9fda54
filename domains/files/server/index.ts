import type { Audit } from '@insites/audit/server';
import type { Purpose } from '@insites/governance/contract';
import type { Governance } from '@insites/governance/server';
import type { Identity } from '@insites/identity/server';
import type { Actor } from '@insites/kernel';
import type { Licensing } from '@insites/licensing/server';
import type { Binding, JobHandler, OwnedSchema, Platform } from '@insites/platform';
import type { FileView } from '../contract/index.ts';
import type { Context, RemovalCheck } from './context.ts';
import { type FilesFixtures, filesFixtures } from './fixtures/store.ts';
import { jobs } from './jobs.ts';
import { bindings } from './routes.ts';
import { add, type NewFile, type OpenVersion, openVersion } from './service.ts';
import { storedBytes } from './store.ts';

export type { RemovalCheck } from './context.ts';
export type {
  FileFixture,
  FilesFixtures,
  FileVersionFixture,
  FolderFixture,
} from './fixtures/store.ts';
export type { NewFile, OpenVersion } from './service.ts';

/** This domain's PostgreSQL schema. */
export const schema: OwnedSchema = {
  name: 'files',
  migrations: new URL('./migrations/', import.meta.url),
  together: ['platform'],
};

/** Folders, files, versions and uploads. */
export interface Files {
  readonly bindings: readonly Binding[];
  readonly jobs: readonly JobHandler[];
  readonly schema: OwnedSchema;
  /**
   * A version whose bytes the actor may read. `number`: default the latest.
   * @throws files.unknown when there is none that the actor may see
   */
  openVersion(
    actor: Actor,
    fileId: string,
    number: number | undefined,
    purpose: Purpose,
  ): Promise<OpenVersion>;
  /** Keeps a content of the object store as a new file; a name that is taken gets a number. */
  add(actor: Actor, file: NewFile): Promise<FileView>;
  readonly fixtures: FilesFixtures;
  /** Slot: asked before a file is deleted; the sentence it answers with keeps the file. */
  guardRemoval(check: RemovalCheck): void;
}

export interface FilesNeeds {
  readonly governance: Pick<Governance, 'decide' | 'require' | 'readable'>;
  readonly licensing: Pick<Licensing, 'requireStorage' | 'measureStorage'>;
  readonly identity: Pick<Identity, 'namesOf' | 'systemActor'>;
  /** Says which file an upload became; without it the log holds the requests only. */
  readonly audit?: Pick<Audit, 'record'>;
}

/** Opens the files and fills licensing's slot for storage. */
export function filesServer(
  platform: Pick<Platform, 'config' | 'database' | 'log' | 'objects'>,
  { governance, licensing, identity, audit }: FilesNeeds,
): Files {
  const context: Context = {
    platform,
    governance,
    licensing,
    identity,
    audit: audit ?? null,
    removalChecks: [],
  };
  licensing.measureStorage((organisationId) => storedBytes(organisationId, platform.database));
  return {
    bindings: bindings(context),
    jobs: jobs(context),
    schema,
    openVersion: (actor, fileId, number, purpose) =>
      openVersion(actor, fileId, number, purpose, context),
    add: (actor, file) => add(actor, file, context),
    fixtures: filesFixtures(platform.database),
    guardRemoval: (check) => void context.removalChecks.push(check),
  };
}
