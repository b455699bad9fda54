import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState, Loaded } from '@insites/ui';
import { Button, Group, Stack } from '@mantine/core';
import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs';
import { useState } from 'react';
import { type Profile, useProfile } from '../../queries.ts';
import { ChartFigure } from './figure.tsx';
import { ChartPicker } from './picker.tsx';
import { type ChartChoice, settle } from './plan.ts';
import { chartSql } from './queries.ts';

/** Charts the profile suggests, and one that a person puts together. */
export function ChartTab({ dataset }: { readonly dataset: DatasetView }) {
  const profile = useProfile(dataset.id, dataset.latest?.number ?? 1);
  return (
    <Loaded query={profile}>{(loaded) => <Charts table={dataset.name} profile={loaded} />}</Loaded>
  );
}

function Charts({ table, profile }: { readonly table: string; readonly profile: Profile }) {
  const { charts, columns } = profile;
  const [suggested, setSuggested] = useState<number | null>(charts.length > 0 ? 0 : null);
  const [own, setOwn] = useState<ChartChoice | null>(null);
  const suggestion = suggested === null ? undefined : charts[suggested];
  const choice =
    suggestion ?? own ?? settle({ mark: 'bar', x: '', y: null, aggregate: 'count' }, columns);
  if (!choice) return <EmptyState title="There is no column to draw" icon={IconChartBar} />;
  const pick = (next: ChartChoice) => {
    setOwn(next);
    setSuggested(null);
  };
  return (
    <Stack gap="md">
      {charts.length > 0 ? (
        <Group gap="xs" role="group" aria-label="Suggested charts">
          {charts.map((chart, index) => (
            <Button
              key={chart.sql}
              size="xs"
              variant={index === suggested ? 'filled' : 'default'}
              aria-pressed={index === suggested}
              onClick={() => setSuggested(index)}
            >
              {chart.title}
            </Button>
          ))}
        </Group>
      ) : null}
      <ChartPicker choice={choice} columns={columns} onChange={pick} />
      <ChartFigure
        key={profile.version}
        choice={choice}
        sql={
          suggestion?.sql ??
          chartSql(
            choice,
            table,
            columns.find(({ name }) => name === choice.x),
          )
        }
        version={profile.version}
        columns={columns}
        {...(suggestion ? { title: suggestion.title } : {})}
      />
    </Stack>
  );
}
