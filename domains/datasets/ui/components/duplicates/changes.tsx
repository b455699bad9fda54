import { type DatasetView, undoDecision } from '@insites/datasets/contract';
import { EmptyState, ErrorState, formatNumber, TimeAgo, useAction } from '@insites/ui';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { Duplicates } from '../../queries.ts';
import classes from './duplicates.module.css';

/** What people decided, with undo, and groups that became one or fell apart. */
export function Changes({
  dataset,
  found,
}: {
  readonly dataset: DatasetView;
  readonly found: Duplicates;
}) {
  const undo = useAction(undoDecision);
  const { decisions, events, can } = found;
  if (decisions.length === 0 && events.length === 0)
    return (
      <EmptyState title="Nothing has changed yet">
        Decisions about pairs, and groups that become one or fall apart, are listed here.
      </EmptyState>
    );
  return (
    <Stack gap="lg">
      {undo.error ? <ErrorState error={undo.error} /> : null}
      {decisions.length > 0 ? (
        <section>
          <Title order={2} size="h5" mb="xs">
            Decisions
          </Title>
          <ul className={classes.log}>
            {decisions.map(({ id, same, at, by, undone }) => (
              <li key={id}>
                <Text size="sm">
                  {by?.name ?? 'Somebody'} said {same ? '“the same”' : '“different”'} of two rows,{' '}
                  <TimeAgo at={at} />
                  {undone ? '; taken back' : ''}.
                </Text>
                {can.decide && !undone ? (
                  <Group>
                    <Button
                      size="xs"
                      variant="default"
                      loading={undo.isPending && undo.variables?.decisionId === id}
                      onClick={() => undo.mutate({ id: dataset.id, decisionId: id })}
                    >
                      Take back
                    </Button>
                  </Group>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {events.length > 0 ? (
        <section>
          <Title order={2} size="h5" mb="xs">
            Groups
          </Title>
          <ul className={classes.log}>
            {events.map(({ kind, from, into, rows, at }) => (
              <li key={`${kind} ${from.join(' ')} ${into.join(' ')} ${at}`}>
                <Text size="sm">
                  {kind === 'merged'
                    ? `${formatNumber(from.length)} groups became one (${into[0]})`
                    : `${from[0]} fell apart into ${formatNumber(into.length)}`}
                  , {formatNumber(rows)} rows, <TimeAgo at={at} />.
                </Text>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Stack>
  );
}
