import {
  type DatasetView,
  isQuestion,
  isSure,
  standardise,
  update,
} from '@insites/datasets/contract';
import { EmptyState, ErrorState, formatNumber, useAction } from '@insites/ui';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useState } from 'react';
import { HowSure, usually } from '../how-sure.tsx';
import { Questions } from './questions.tsx';
import classes from './review.module.css';
import type { Proposals } from './review-tab.tsx';
import { StepItem } from './step-item.tsx';

/** The review list: every proposed step, chosen by a slider or one by one, and done as a new version. */
export function Steps(props: { readonly dataset: DatasetView; readonly proposals: Proposals }) {
  const { dataset, proposals } = props;
  const { steps } = proposals;
  const standardised = steps.some(({ done }) => done);
  const [from, setFrom] = useState(proposals.standardiseFrom ?? usually);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () =>
      new Set(
        indexes(steps, (step) =>
          standardised || isQuestion(step) ? step.done : isSure(step, from),
        ),
      ),
  );
  const apply = useAction(standardise, { also: ['platform'] });
  if (steps.length === 0)
    return (
      <EmptyState title="Nothing to standardise" icon={IconCheck}>
        Every column is written in one way already.
      </EmptyState>
    );
  const run = (wanted: ReadonlySet<number>) =>
    apply.mutate({
      id: dataset.id,
      actions: steps.flatMap(({ action }, index) => (wanted.has(index) ? action : [])),
    });
  const asked = indexes(steps, isQuestion);
  // What only a person can tell is answered by no button for everything else.
  const all = new Set([...indexes(steps, (step) => !isQuestion(step)), ...chosen]);
  const busy = apply.isPending || dataset.importing !== null;
  const toggle = (index: number) => {
    const next = new Set(chosen);
    if (!next.delete(index)) next.add(index);
    setChosen(next);
  };
  return (
    <section aria-labelledby="asked">
      <Title order={2} size="h4" id="asked" mb={4}>
        What is asked
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw="44rem">
        Each step makes one thing be written in one way. What you choose makes a new version; the
        values as in the file stay in version {proposals.from}. A value that a step does not
        understand stays as it is.
      </Text>
      <Questions
        steps={steps}
        asked={asked}
        chosen={chosen}
        onChange={
          dataset.can.update
            ? (counting) =>
                setChosen(
                  new Set([...chosen].filter((index) => !asked.includes(index)).concat(counting)),
                )
            : null
        }
      />
      {dataset.can.update ? (
        <Stack gap="md" mb="md">
          {asked.length === steps.length ? null : (
            <Threshold
              dataset={dataset}
              from={from}
              saved={proposals.standardiseFrom}
              onChange={(value) => {
                setFrom(value);
                const sure = indexes(steps, (step) => isSure(step, value));
                setChosen(new Set([...sure, ...asked.filter((index) => chosen.has(index))]));
              }}
            />
          )}
          <Group gap="xs">
            <Button onClick={() => run(chosen)} loading={busy} disabled={chosen.size === 0}>
              {chosen.size > 1
                ? `Do the ${formatNumber(chosen.size)} chosen steps`
                : 'Do the chosen step'}
            </Button>
            {asked.length === steps.length ? null : (
              <Button variant="default" onClick={() => run(all)} disabled={busy}>
                Accept all {formatNumber(all.size)}
              </Button>
            )}
            {standardised ? (
              <Button variant="subtle" onClick={() => run(new Set())} disabled={busy}>
                Back to the values as in the file
              </Button>
            ) : null}
          </Group>
          {apply.error ? <ErrorState error={apply.error} /> : null}
        </Stack>
      ) : null}
      <ul className={classes.steps} aria-label="Proposed steps">
        {steps.map((step, index) =>
          isQuestion(step) ? null : (
            <StepItem
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their place
              key={index}
              step={step}
              chosen={chosen.has(index)}
              onToggle={dataset.can.update ? () => toggle(index) : null}
            />
          ),
        )}
      </ul>
    </section>
  );
}

function Threshold(props: {
  readonly dataset: DatasetView;
  readonly from: number;
  readonly saved: number | null;
  readonly onChange: (from: number) => void;
}) {
  const { dataset, from, saved, onChange } = props;
  const save = useAction(update);
  const kept = saved !== null && Math.abs(saved - from) < 0.005;
  return (
    <div>
      <HowSure label="Choose steps that are at least" value={from} onChange={onChange} />
      <Button
        mt="xs"
        size="compact-sm"
        variant="default"
        loading={save.isPending}
        onClick={() => save.mutate({ id: dataset.id, standardiseFrom: kept ? null : from })}
      >
        {kept ? 'Ask again at every file' : 'Do such steps without asking from now on'}
      </Button>
      {kept ? (
        <Text size="sm" c="dimmed" mt={4}>
          Steps at least {Math.round(from * 100)}% sure are done when a file is imported.
        </Text>
      ) : null}
      {save.error ? <ErrorState error={save.error} /> : null}
    </div>
  );
}

function indexes(
  steps: Proposals['steps'],
  fits: (step: Proposals['steps'][number]) => boolean,
): number[] {
  return steps.flatMap((step, index) => (fits(step) ? [index] : []));
}
