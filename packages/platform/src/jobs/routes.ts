import type { Actor } from '@insites/kernel';
import { cancelJob, listJobs, readJob, version, watchJob } from '../../contract/index.ts';
import { type Binding, bind } from '../http/bind.ts';
import type { JobReader, Jobs } from './jobs.ts';

/** What answers the platform's routes. */
export function platformBindings({
  jobs,
  version: number,
}: {
  readonly jobs: Jobs;
  /** Of Insites, e.g. 0.1.0. */
  readonly version: string;
}): readonly Binding[] {
  return [
    bind(listJobs, ({ input: { search, state, ...page }, actor }) =>
      jobs.list(readerOf(actor), {
        ...page,
        ...(search === undefined ? {} : { search }),
        ...(state === undefined ? {} : { state }),
      }),
    ),
    bind(readJob, ({ input, actor }) => jobs.read(input.id, readerOf(actor))),
    bind(watchJob, async ({ input, actor, signal }) => {
      const reader = readerOf(actor);
      // An unknown job is an error before the stream begins.
      await jobs.read(input.id, reader);
      return jobs.watch(input.id, reader, signal);
    }),
    bind(cancelJob, ({ input, actor }) => jobs.cancel(input.id, readerOf(actor))),
    bind(version, async () => ({ name: 'insites', version: number, api: 'v1' }) as const),
  ];
}

function readerOf({ organisationId, personId }: Actor): JobReader {
  return { organisationId, personId };
}
