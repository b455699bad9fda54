import type { ColumnProfile } from '@insites/datasets/contract';
import { NativeSelect, SimpleGrid } from '@mantine/core';
import {
  type Aggregate,
  aggregateLabels,
  type ChartChoice,
  type Mark,
  markLabels,
  settle,
  xColumns,
} from './plan.ts';

const choices = <K extends string>(labels: Readonly<Record<K, string>>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value, label }));

/** Mark, x, y and aggregate by plain selects. What does not fit together is put right at once. */
export function ChartPicker(props: {
  readonly choice: ChartChoice;
  readonly columns: readonly ColumnProfile[];
  readonly onChange: (choice: ChartChoice) => void;
}) {
  const { choice, columns } = props;
  const change = (next: Partial<ChartChoice>) => {
    const { mark, x, y, aggregate } = { ...choice, ...next };
    const settled = settle({ mark, x, y, aggregate }, columns);
    if (settled) props.onChange(settled);
  };
  const numbers = columns.filter((column) => column.kind === 'number');
  const measured = choice.mark === 'bar' || choice.mark === 'line';
  const needsY = choice.mark === 'point' || (measured && choice.aggregate !== 'count');
  const marks = choices(markLabels).filter(({ value }) =>
    settle({ mark: value as Mark, x: choice.x, y: choice.y, aggregate: choice.aggregate }, columns),
  );
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <NativeSelect
        label="Draw as"
        data={marks}
        value={choice.mark}
        onChange={(event) => change({ mark: event.currentTarget.value as Mark })}
      />
      <NativeSelect
        label={choice.mark === 'bar' ? 'A bar for each' : 'Across'}
        data={xColumns(choice.mark, columns).map(({ name }) => name)}
        value={choice.x}
        onChange={(event) => change({ x: event.currentTarget.value })}
      />
      {measured ? (
        <NativeSelect
          label="Showing"
          data={choices(aggregateLabels).filter(
            ({ value }) => value === 'count' || numbers.length > 0,
          )}
          value={choice.aggregate ?? 'count'}
          onChange={(event) => change({ aggregate: event.currentTarget.value as Aggregate })}
        />
      ) : null}
      {needsY ? (
        <NativeSelect
          label={choice.mark === 'point' ? 'Up' : 'Of'}
          data={numbers.map(({ name }) => name)}
          value={choice.y ?? ''}
          onChange={(event) => change({ y: event.currentTarget.value })}
        />
      ) : null}
    </SimpleGrid>
  );
}
