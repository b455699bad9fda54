import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState, Loaded } from '@insites/ui';
import { Stack } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { type Rejected, useRejected } from '../../queries.ts';
import { RepairOutcome } from './outcome.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { RepairBar } from './repair-bar.tsx';
import { RepairedRows } from './repaired-rows.tsx';
import { ConservationSum } from './sum.tsx';
import { useRepairs } from './use-repairs.ts';

/** The sum of the file's rows, those that could not be read with the reason, and their repair. */
export function RejectedTab({ dataset }: { readonly dataset: DatasetView }) {
  const rejected = useRejected(dataset.id, dataset.latest?.number ?? 1);
  const conservation = dataset.latest?.conservation;
  return (
    <Stack gap="lg">
      {conservation ? <ConservationSum conservation={conservation} /> : null}
      <RepairOutcome />
      <Loaded query={rejected}>{(loaded) => <Rows dataset={dataset} rejected={loaded} />}</Loaded>
    </Stack>
  );
}

function Rows(props: { readonly dataset: DatasetView; readonly rejected: Rejected }) {
  const { dataset, rejected } = props;
  const repairs = useRepairs(dataset, rejected);
  const sentBack = dataset.latest?.conservation?.repaired ?? 0;
  return (
    <Stack gap="lg">
      {rejected.total === 0 ? (
        <EmptyState
          title={sentBack > 0 ? 'No row is left' : 'Every row could be read'}
          icon={IconCheck}
        >
          {sentBack > 0
            ? 'All rows that could not be read were repaired and sent back.'
            : 'Nothing of the file was left out.'}
        </EmptyState>
      ) : (
        <Stack gap="sm">
          <RepairBar dataset={dataset} rejected={rejected} repairs={repairs} />
          <RejectedRows dataset={dataset} rejected={rejected} repairs={repairs} />
        </Stack>
      )}
      {sentBack > 0 ? <RepairedRows dataset={dataset} repairs={repairs} /> : null}
    </Stack>
  );
}
