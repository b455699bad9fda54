import type { JobHandler, JobRun } from '@insites/platform';
import type { Deps } from './deps.ts';
import { sketchMissing } from './fits/keep.ts';
import { type ImportJob, runImport, undoImport } from './imports/run.ts';
import { type DeduplicateJob, runDeduplicate } from './links/deduplicate.ts';
import { type FindJob, runFind, undoFind } from './links/run.ts';
import { ownWork } from './own-work.ts';
import { type ReleaseJob, runRelease, undoRelease } from './quality/release.ts';
import { type CheckJob, runCheck } from './quality/service.ts';
import { runRepair } from './repairs/run.ts';
import type { RepairJob } from './repairs/service.ts';
import { runStandardise } from './standardising/run.ts';
import type { StandardiseJob } from './standardising/service.ts';

/** What runs later. Each calls the rules. */
export function jobs(deps: Deps): readonly JobHandler<never>[] {
  const importJob: JobHandler<ImportJob> = {
    name: 'datasets.import',
    tries: 3,
    run: (run) => runImport(run, deps),
    failed: (input) => undoImport(input, deps),
  };
  const findDuplicates: JobHandler<FindJob> = {
    name: 'datasets.findDuplicates',
    tries: 2,
    run: (run) => runFind(run, deps),
    failed: (input) => undoFind(input, deps),
  };
  const deduplicate: JobHandler<DeduplicateJob> = {
    name: 'datasets.deduplicate',
    tries: 2,
    run: (run) => runDeduplicate(run, deps),
    failed: (input) => undoImport(input, deps),
  };
  const standardiseJob: JobHandler<StandardiseJob> = {
    name: 'datasets.standardise',
    tries: 3,
    run: (run) => withOwnWork(run, deps, runStandardise),
    failed: (input) => undoImport(input, deps),
  };
  const checkJob: JobHandler<CheckJob> = {
    name: 'datasets.check',
    tries: 3,
    run: (run) => runCheck(run, deps),
  };
  const releaseJob: JobHandler<ReleaseJob> = {
    name: 'datasets.release',
    tries: 3,
    run: (run) => runRelease(run, deps),
    failed: (input) => undoRelease(input, deps),
  };
  const sketchValues: JobHandler<never> = {
    name: 'datasets.sketch',
    schedule: '*/10 * * * *',
    run: async ({ signal }) => ({ datasets: await sketchMissing(signal, deps) }),
  };
  const repairRejected: JobHandler<RepairJob> = {
    name: 'datasets.repairRejected',
    tries: 3,
    run: (run) => withOwnWork(run, deps, runRepair),
    failed: (input) => undoImport(input, deps),
  };
  return [
    importJob,
    standardiseJob,
    repairRejected,
    findDuplicates,
    deduplicate,
    checkJob,
    releaseJob,
    sketchValues,
  ];
}

/** All they read we wrote ourselves. */
async function withOwnWork<T, O>(
  run: JobRun<T>,
  deps: Deps,
  work: (run: JobRun<T>, deps: Deps) => Promise<O>,
): Promise<O> {
  await using own = ownWork(deps, run.signal);
  return await work(run, own.deps);
}
