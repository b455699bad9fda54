import { changeExpectation, type DatasetView } from '@insites/datasets/contract';
import { EmptyState, ErrorState, formatShare, useAction } from '@insites/ui';
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Checks } from '../../queries.ts';
import { ExpectationDialog } from './expectation-dialog.tsx';
import classes from './quality.module.css';

type Line = Checks['expectations'][number];

/** What is expected and what came of it; below, what we suggest. */
export function Expectations(props: { readonly dataset: DatasetView; readonly checks: Checks }) {
  const { checks, dataset } = props;
  const [open, setOpen] = useState<Line | 'new' | null>(null);
  const accepted = checks.expectations.filter(({ state }) => state === 'accepted');
  const suggested = checks.expectations.filter(({ state }) => state === 'suggested');
  const lines = (items: readonly Line[]) => (
    <ul className={classes.list}>
      {items.map((line) => (
        <Item key={line.id} line={line} checks={checks} dataset={dataset} onEdit={setOpen} />
      ))}
    </ul>
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Expectations
        </Title>
        {checks.can.update ? (
          <Button size="xs" variant="default" onClick={() => setOpen('new')}>
            Add an expectation
          </Button>
        ) : null}
      </Group>
      {checks.checking ? (
        <Text size="sm" role="status">
          The version is being checked.
        </Text>
      ) : null}
      {accepted.length === 0 ? (
        <EmptyState title="Nothing is expected yet" level={3}>
          {suggested.length > 0
            ? 'Accept what we suggest below: it is then checked on every version.'
            : 'An expectation is checked on every version.'}
        </EmptyState>
      ) : (
        lines(accepted)
      )}
      {suggested.length > 0 ? (
        <>
          <Title order={3} size="h5" mt="sm">
            Suggested from the data
          </Title>
          {lines(suggested)}
        </>
      ) : null}
      {open === null ? null : (
        <ExpectationDialog
          dataset={dataset}
          line={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Stack>
  );
}

function Item(props: {
  readonly line: Line;
  readonly checks: Checks;
  readonly dataset: DatasetView;
  readonly onEdit: (line: Line) => void;
}) {
  const { line, checks, dataset } = props;
  const change = useAction(changeExpectation);
  const result = checks.items.find(({ expectationId }) => expectationId === line.id);
  const decide = (state: 'accepted' | 'dropped') =>
    change.mutate({ id: dataset.id, expectationId: line.id, state });
  return (
    <li className={classes.item}>
      <Stack gap={2}>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {line.sentence}
          </Text>
          {result && line.state === 'accepted' ? <Verdict passed={result.passed} /> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {line.state === 'accepted' && result ? `${result.told} ` : ''}
          {line.why}
          {line.state === 'suggested' && line.confidence !== null
            ? ` Confidence ${formatShare(line.confidence)}.`
            : ''}
        </Text>
        {result && result.examples.length > 0 && line.state === 'accepted' ? (
          <Text size="xs" c="dimmed">
            For example{' '}
            {result.examples
              .map(
                ({ row, value }) =>
                  `row ${row}: ${value === null || value === '' ? 'nothing' : value}`,
              )
              .join('; ')}
          </Text>
        ) : null}
        {change.error ? <ErrorState error={change.error} /> : null}
      </Stack>
      {checks.can.update ? (
        <Group gap={6}>
          {line.state === 'suggested' ? (
            <Button
              size="xs"
              variant="light"
              loading={change.isPending}
              aria-label={`Accept: ${line.sentence}`}
              onClick={() => decide('accepted')}
            >
              Accept
            </Button>
          ) : null}
          <Button
            size="xs"
            variant="default"
            aria-label={`Edit: ${line.sentence}`}
            onClick={() => props.onEdit(line)}
          >
            Edit
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={change.isPending}
            aria-label={`Drop: ${line.sentence}`}
            onClick={() => decide('dropped')}
          >
            Drop
          </Button>
        </Group>
      ) : null}
    </li>
  );
}

function Verdict({ passed }: { readonly passed: boolean | null }) {
  if (passed === null)
    return (
      <Badge variant="light" color="gray">
        Not checked
      </Badge>
    );
  return (
    <Badge variant="light" color={passed ? 'pine' : 'red'}>
      {passed ? 'Met' : 'Not met'}
    </Badge>
  );
}
