import type { Audit } from '@insites/audit/server';
import type { Identity } from '@insites/identity/server';
import { type Actor, anonymous } from '@insites/kernel';
import { type JobHandler, type JobRun, type RecreateStep, runInChild } from '@insites/platform';
import type { RecreateDatabasesReport } from '../databases/recreate.ts';
import type { RebuildWork } from './work.ts';

/** What the job was asked to do, and by whom. */
export interface RebuildInput {
  readonly delivery: string;
  readonly address: string;
  readonly requestId: string;
  readonly order: Omit<RebuildWork, 'settings' | 'keepJob'>;
}

/** What the job stands on. */
export interface RebuildParts {
  readonly audit: Pick<Audit, 'record'>;
  readonly identity: Pick<Identity, 'firstStart'>;
  /** The server's own, with a home that does not depend on the folder it is read in. */
  readonly settings: Readonly<Record<string, string>>;
}

const work = new URL('./work.ts', import.meta.url);
const heapMb = 1_024;
const sentences: Readonly<Record<RecreateStep, string>> = {
  building: 'Building the new schemas',
  filling: 'Filling the new schemas',
  swapping: 'Swapping the old for the new',
  clearing: 'Dropping the old schemas once nothing uses them',
};
const steps = Object.keys(sentences) as RecreateStep[];

/** Name of the job, also in the audit log. */
export const rebuildName = 'platform.rebuild';

/** Re-creates the databases, the queue of jobs among them: its own row is carried over. */
export function rebuildJob({ audit, identity, settings }: RebuildParts): JobHandler<RebuildInput> {
  const tell = async (input: RebuildInput, outcome: 'allowed' | 'failed', code: string | null) => {
    const { organisationId } = await identity.firstStart();
    await audit.record({
      actor: webhook(input),
      verb: rebuildName,
      outcome,
      code,
      organisationId,
      objectKind: 'delivery',
      objectId: input.delivery,
      details: { fixtures: input.order.fixtures, ended: true },
    });
  };
  return {
    name: rebuildName,
    tries: 2,
    acrossGenerations: true,
    run: async ({ id, input, signal, progress }) => {
      const report = await runInChild<RebuildWork, RecreateDatabasesReport>(
        work,
        { ...input.order, settings, keepJob: id },
        { signal, memoryMb: heapMb, onProgress: stepsOf(progress) },
      );
      // The entry of the request went with the log it was written to: the new log begins with this one.
      await tell(input, 'allowed', null);
      return resultOf(report);
    },
    failed: (input, { code }) => tell(input, 'failed', code),
  };
}

/** Steps count; what a fixture says of itself is shown beside the step it belongs to. */
function stepsOf(progress: JobRun<unknown>['progress']): (news: string) => void {
  return (news) => {
    const at = steps.indexOf(news as RecreateStep);
    if (at < 0) progress({ step: `${sentences.filling}: ${news}` });
    else progress({ step: sentences[news as RecreateStep], done: at, total: steps.length });
  };
}

function resultOf(report: RecreateDatabasesReport): Record<string, unknown> {
  const { recreation, databases, pauseMilliseconds, milliseconds, fixture } = report;
  return {
    recreation,
    databases: databases.map(({ databaseName, generation, migrations }) => ({
      database: databaseName,
      generation,
      migrations,
    })),
    pauseMilliseconds,
    milliseconds,
    ...(fixture ? { fixtures: fixture.fixture, rows: fixture.rows.total } : {}),
  };
}

function webhook({ address, requestId }: RebuildInput): Actor {
  return { ...anonymous(address, requestId), kind: 'system', name: 'Webhook' };
}
