import type { DatasetView } from '@insites/datasets/contract';
import { readJob } from '@insites/platform/contract';
import { EmptyState, ErrorState, JobProgress, Loaded, useCall } from '@insites/ui';
import { Button, Stack } from '@mantine/core';
import IconFileAlert from '@tabler/icons-react/dist/esm/icons/IconFileAlert.mjs';
import { useVersions } from '../../queries.ts';

/** A dataset without a version: its import goes on, or has failed and says why. */
export function FirstImport(props: {
  readonly dataset: DatasetView;
  readonly onTryAnother: () => void;
}) {
  const { dataset } = props;
  const versions = useVersions(dataset.id);
  return (
    <Loaded query={versions}>
      {({ items }) => {
        const failed = items.find(({ state }) => state === 'failed');
        return (
          <Stack>
            {failed?.jobId ? <Failure jobId={failed.jobId} /> : null}
            <EmptyState
              title="This dataset has no rows yet"
              icon={IconFileAlert}
              action={
                dataset.can.addVersion ? (
                  <Button onClick={props.onTryAnother}>Import another file</Button>
                ) : null
              }
            >
              {failed?.source
                ? `${failed.source.fileName} is kept as it came; nothing was lost.`
                : 'Import a file to fill it.'}
            </EmptyState>
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** Why an import failed and what to do, from its job. */
function Failure({ jobId }: { readonly jobId: string }) {
  const job = useCall(readJob, { id: jobId });
  const reason = job.data?.error;
  if (!reason) return <JobProgress jobId={jobId} linked />;
  const error = Object.assign(new Error(reason.message), { details: { hint: reason.hint } });
  return <ErrorState title="The file could not become a dataset" error={error} />;
}
