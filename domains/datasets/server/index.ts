import type { Purpose } from '@insites/governance/contract';
import type { Actor } from '@insites/kernel';
import type { Binding, JobHandler, OwnedSchema } from '@insites/platform';
import type { Deps } from './deps.ts';
import { type DatasetsFixtures, datasetsFixtures } from './fixtures/service.ts';
import { headBytes } from './imports/format.ts';
import { ScansAhead } from './imports/scans-ahead.ts';
import { type Begun, begin, type ImportInput } from './imports/service.ts';
import { jobs } from './jobs.ts';
import { type OpenDataset, open } from './reading/open.ts';
import { bindings } from './routes.ts';
import type { Note } from './service.ts';

export type { DatasetsFixtures } from './fixtures/service.ts';
export type { Given } from './imports/service.ts';
export { madeUpColumns, madeUpPeople, thirdSet } from './links/made-up/people.ts';
export type { OpenDataset } from './reading/open.ts';

/** This domain's PostgreSQL schema. */
export const schema: OwnedSchema = {
  name: 'datasets',
  migrations: new URL('./migrations/', import.meta.url),
  together: ['platform'],
};

/** Datasets, versions, columns, profiles and the governed read. */
export interface Datasets {
  readonly bindings: readonly Binding[];
  readonly jobs: readonly JobHandler<never>[];
  /**
   * The one gate to data: asks governance, writes the audit entry's object, hands out a relation
   * that already obeys. Release it when done.
   */
  open(actor: Actor, ref: string, purpose: Purpose, note: Note): Promise<OpenDataset>;
  /** Begins to make a dataset from a file of the store. */
  importFile(actor: Actor, input: ImportInput, note?: Note): Promise<Begun>;
  readonly fixtures: DatasetsFixtures;
}

export function datasetsServer(needs: Deps): Datasets {
  const deps = needs.platform.config.roles.includes('worker') ? preparing(needs) : needs;
  return {
    bindings: bindings(deps),
    jobs: jobs(deps),
    open: (actor, ref, purpose, note) => open(actor, ref, purpose, note, deps),
    importFile: (actor, input, note = () => undefined) => begin(actor, input, note, deps),
    fixtures: datasetsFixtures(deps),
  };
}

/** Has processes wait for imports, and looks at tables while they arrive. */
function preparing(deps: Deps): Deps {
  const { engine, objects } = deps.platform;
  const ahead = new ScansAhead(engine);
  engine.keepReady();
  objects.watchCopies(headBytes, (copy) => void ahead.begin(copy));
  return { ...deps, ahead };
}
