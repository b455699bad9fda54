import { type DatasetView, deduplicate, findDuplicates } from '@insites/datasets/contract';
import {
  EmptyState,
  ErrorState,
  formatNumber,
  JobProgress,
  Loaded,
  useAction,
  useGo,
} from '@insites/ui';
import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import IconCopyCheck from '@tabler/icons-react/dist/esm/icons/IconCopyCheck.mjs';
import { useState } from 'react';
import { type Duplicates, type DuplicatesPart, useDuplicates } from '../../queries.ts';
import { Changes } from './changes.tsx';
import { Groups } from './groups.tsx';
import { Review } from './review.tsx';

/** Rows that are the same thing: pairs to decide, the groups, and what changed. */
export function DuplicatesTab({ dataset }: { readonly dataset: DatasetView }) {
  const [part, setPart] = useState<DuplicatesPart>('review');
  const found = useDuplicates(dataset.id, part);
  return (
    <Loaded query={found}>
      {(loaded) => (
        <Stack gap="lg">
          {loaded.searching ? (
            <JobProgress
              key={loaded.searching.jobId}
              jobId={loaded.searching.jobId}
              onEnd={() => void found.refetch()}
              linked
            />
          ) : null}
          {loaded.summary ? (
            <>
              <Summary dataset={dataset} found={loaded} />
              <SegmentedControl
                aria-label="What to show"
                value={part}
                onChange={(value) => setPart(value as DuplicatesPart)}
                data={[
                  { value: 'review', label: `To decide ${formatNumber(loaded.summary.toReview)}` },
                  { value: 'groups', label: `Groups ${formatNumber(loaded.summary.groups)}` },
                  { value: 'log', label: 'Changes' },
                ]}
                w="fit-content"
              />
              <Part part={part} dataset={dataset} found={loaded} />
            </>
          ) : loaded.searching ? null : (
            <EmptyState
              title="Nobody has looked for duplicates yet"
              icon={IconCopyCheck}
              action={loaded.can.decide ? <Find dataset={dataset} /> : null}
            >
              A search compares the rows by what stands in them and shows which are probably the
              same person, place or thing, with the reasons. It changes nothing.
            </EmptyState>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

interface PartProps {
  readonly dataset: DatasetView;
  readonly found: Duplicates;
}

function Part({ part, ...props }: PartProps & { readonly part: DuplicatesPart }) {
  switch (part) {
    case 'review':
      return <Review {...props} />;
    case 'groups':
      return <Groups found={props.found} />;
    case 'log':
      return <Changes {...props} />;
  }
}

function Find({
  dataset,
  again = false,
}: {
  readonly dataset: DatasetView;
  readonly again?: boolean;
}) {
  const find = useAction(findDuplicates);
  return (
    <Stack gap="xs" align="center">
      <Button
        variant={again ? 'default' : 'filled'}
        loading={find.isPending}
        onClick={() => find.mutate({ id: dataset.id })}
      >
        {again ? 'Look again' : 'Look for duplicates'}
      </Button>
      {find.error ? <ErrorState error={find.error} /> : null}
    </Stack>
  );
}

function Summary({ dataset, found }: PartProps) {
  const { summary, can, searching, decisions } = found;
  const go = useGo();
  const join = useAction(deduplicate, { onDone: ({ datasetId }) => go(`/datasets/${datasetId}`) });
  if (!summary) return null;
  const old = summary.version !== dataset.latest?.number;
  const waiting = decisions.filter(({ at, undone }) => (undone ?? at) > summary.at).length;
  return (
    <Stack gap="xs">
      <Text maw="44rem">
        {summary.groups === 0
          ? `No two of ${formatNumber(summary.rows)} rows seem to be the same thing.`
          : `${formatNumber(summary.rowsInGroups)} of ${formatNumber(summary.rows)} rows stand for ${formatNumber(summary.groups)} things that are there more than once.`}
        {summary.toReview > 0 ? ` ${formatNumber(summary.toReview)} pairs are in doubt.` : ''}
      </Text>
      <Text size="sm" c="dimmed" maw="44rem">
        Compared: {summary.columns.map(({ column }) => column).join(', ')}. Found in version{' '}
        {summary.version}
        {old ? '; there is a newer one, so look again' : ''}.
        {waiting > 0
          ? ` ${formatNumber(waiting)} ${waiting === 1 ? 'decision counts' : 'decisions count'} from the next search on.`
          : ''}
      </Text>
      {summary.doubts?.map(({ kind, sentence }) => (
        <Alert key={kind} color="yellow" title="Left apart" maw="44rem">
          {sentence}
        </Alert>
      ))}
      {can.decide && !searching ? (
        <Group gap="xs" align="flex-start">
          <Find dataset={dataset} again />
          {summary.groups > 0 && !old && waiting === 0 ? (
            <Button
              variant="default"
              loading={join.isPending}
              onClick={() => join.mutate({ id: dataset.id, into: 'dataset' })}
            >
              Make a dataset without duplicates
            </Button>
          ) : null}
        </Group>
      ) : null}
      {join.error ? <ErrorState error={join.error} /> : null}
    </Stack>
  );
}
