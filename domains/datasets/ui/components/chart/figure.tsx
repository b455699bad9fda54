import type { ColumnProfile } from '@insites/datasets/contract';
import { AppLink, ErrorState } from '@insites/ui';
import { Group, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useQuestion } from '../../queries.ts';
import { DataTable } from '../data-table.tsx';
import classes from './chart.module.css';
import type { ChartChoice } from './plan.ts';
import { titleOf, yLabel } from './plan.ts';
import { pointsOf } from './points.ts';
import { sentenceOf } from './sentence.ts';
import { specOf } from './spec.ts';

const VegaChart = lazy(() => import('./vega-chart.tsx').then((m) => ({ default: m.VegaChart })));

/** A chart with its title, the sentence that says what it shows, its numbers and its question. */
export function ChartFigure(props: {
  readonly choice: ChartChoice;
  readonly sql: string;
  readonly title?: string;
  readonly version: number;
  readonly columns: readonly ColumnProfile[];
}) {
  const { choice, columns } = props;
  const column = columns.find(({ name }) => name === choice.x);
  const answer = useQuestion(props.sql, props.version);
  const drawn = useMemo(() => {
    if (!answer.data) return null;
    const points = pointsOf(answer.data, choice.mark, column);
    return { points, spec: specOf(choice, points, column), sentence: sentenceOf(choice, points) };
  }, [answer.data, choice, column]);
  const title = props.title ?? titleOf(choice);
  return (
    <figure className={classes.figure}>
      <h2 className={classes.title}>{title}</h2>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : drawn ? (
        <>
          {drawn.points.length > 0 ? (
            <Suspense fallback={<Skeleton height={320} />}>
              <VegaChart spec={drawn.spec} label={`${title}. ${drawn.sentence}`} />
            </Suspense>
          ) : null}
          <figcaption className={classes.sentence}>{drawn.sentence}</figcaption>
          <Numbers choice={choice} points={drawn.points} />
        </>
      ) : (
        <Skeleton height={320} />
      )}
      <Group mt="xs">
        <Text size="sm">
          <AppLink href={`/sql#sql=${encodeURIComponent(props.sql)}`}>Open as SQL</AppLink>
        </Text>
      </Group>
    </figure>
  );
}

function Numbers(props: {
  readonly choice: ChartChoice;
  readonly points: ReturnType<typeof pointsOf>;
}) {
  const rows = props.points.slice(0, 500).map(({ label, y }) => [label, y]);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>
        <Text component="span" size="sm">
          The numbers
        </Text>
      </summary>
      <DataTable
        label={`Numbers of the chart ${titleOf(props.choice)}`}
        columns={[
          { name: props.choice.x, kind: 'text' },
          { name: ` ${yLabel(props.choice)}`, kind: 'number' },
        ]}
        rows={rows}
      />
    </details>
  );
}
