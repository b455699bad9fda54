import type { DatasetView } from '@insites/datasets/contract';
import { Loaded } from '@insites/ui';
import { Stack, Text } from '@mantine/core';
import { type Checks, useChecks } from '../../queries.ts';
import { DriftPanel } from './drift-panel.tsx';
import { Expectations } from './expectations.tsx';
import { FailingRows } from './failing-rows.tsx';
import { ScoreHistory } from './score-history.tsx';
import { ScoreParts } from './score-parts.tsx';

/** A version that waits, the score with its parts, what is expected, and the rows that fail. */
export function QualityTab({ dataset }: { readonly dataset: DatasetView }) {
  const checks = useChecks(dataset.id);
  return (
    <Stack gap="xl">
      {dataset.held ? <DriftPanel dataset={dataset} version={dataset.held.version} /> : null}
      <Loaded query={checks}>{(loaded) => <Quality dataset={dataset} checks={loaded} />}</Loaded>
    </Stack>
  );
}

function Quality({ dataset, checks }: { readonly dataset: DatasetView; readonly checks: Checks }) {
  return (
    <>
      {checks.score === null ? (
        <Text role="status">The version is being checked.</Text>
      ) : (
        <ScoreParts score={checks.score} version={checks.version} />
      )}
      <ScoreHistory history={checks.history} />
      <Expectations dataset={dataset} checks={checks} />
      <FailingRows dataset={dataset} checks={checks} />
    </>
  );
}
