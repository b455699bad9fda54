import { type DatasetView, type DuplicatePair, decidePair } from '@insites/datasets/contract';
import { EmptyState, ErrorState, formatNumber, useAction } from '@insites/ui';
import { Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useState } from 'react';
import type { Duplicates } from '../../queries.ts';
import classes from './duplicates.module.css';
import { differs, likelihood, pairKey } from './facts.ts';
import { Waterfall } from './waterfall.tsx';

/** One pair after the other: both rows side by side, why, and two buttons. */
export function Review({
  dataset,
  found,
}: {
  readonly dataset: DatasetView;
  readonly found: Duplicates;
}) {
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const decide = useAction(decidePair);
  const left = found.pairs.filter((pair) => !passed.has(pairKey(pair)));
  const [pair] = left;
  const pass = () => pair && setPassed(new Set([...passed, pairKey(pair)]));
  const say = (same: boolean) => {
    if (!pair || !found.can.decide || decide.isPending) return;
    decide.mutate(
      { id: dataset.id, left: pair.left.key, right: pair.right.key, same },
      { onSuccess: pass },
    );
  };
  useHotkeys([
    ['j', () => say(true)],
    ['k', () => say(false)],
    ['l', () => void pass()],
  ]);
  if (!pair)
    return (
      <EmptyState title="No pair is in doubt" icon={IconCheck}>
        {passed.size > 0
          ? 'You have seen all of this list. Look again, and what you decided counts.'
          : 'The evidence is clear for every pair of rows that was compared.'}
      </EmptyState>
    );
  return (
    <Stack gap="md">
      <Text fw={600} role="status">
        {likelihood(pair)} {formatNumber(left.length)} of {formatNumber(found.pairs.length)} in this
        list.
      </Text>
      <Records pair={pair} />
      {found.can.decide ? (
        <Group gap="xs">
          <Button onClick={() => say(true)} loading={decide.isPending}>
            The same <Kbd ml={8}>J</Kbd>
          </Button>
          <Button variant="default" onClick={() => say(false)} loading={decide.isPending}>
            Different <Kbd ml={8}>K</Kbd>
          </Button>
          <Button variant="subtle" onClick={() => void pass()}>
            Later <Kbd ml={8}>L</Kbd>
          </Button>
        </Group>
      ) : null}
      {decide.error ? <ErrorState error={decide.error} /> : null}
      <Waterfall pair={pair} />
    </Stack>
  );
}

function Records({ pair }: { readonly pair: DuplicatePair }) {
  const columns = Object.keys(pair.left.cells);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls and must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table className={classes.records} aria-label="Two rows side by side">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Row {formatNumber(pair.left.row + 1)}</th>
            <th scope="col">Row {formatNumber(pair.right.row + 1)}</th>
            <th scope="col">Agree</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const [left, right] = [
              pair.left.cells[column] ?? null,
              pair.right.cells[column] ?? null,
            ];
            const state = differs(left, right);
            return (
              <tr key={column} data-state={state}>
                <th scope="row">{column}</th>
                <td>{left ?? '—'}</td>
                <td>{right ?? '—'}</td>
                <td>{state}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
