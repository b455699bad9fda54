import type { ColumnPair, JoinFit } from '@insites/datasets/contract';
import { AppLink, ErrorState, formatNumber, LoadingTable } from '@insites/ui';
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useFitPreview } from '../../queries.ts';
import classes from './fits.module.css';
import { PreviewRows } from './preview-rows.tsx';
import { strengthOf } from './strength.ts';

interface FitProps {
  readonly id: string;
  readonly kind: 'join' | 'union';
  readonly fit: {
    readonly dataset: JoinFit['dataset'];
    readonly score: number;
    readonly sentence: string;
  };
  readonly on: readonly ColumnPair[];
  readonly pair: string;
  readonly remarks: readonly string[];
}

/** One way to use another dataset with this one, and, when asked for, the rows that match. */
export function Fit({ id, kind, fit, on, pair, remarks }: FitProps) {
  const [counting, setCounting] = useState(false);
  const shown = useId();
  const { dataset, score, sentence } = fit;
  return (
    <Paper component="li" withBorder p="md" radius="md">
      <Stack gap="xs">
        <div className={classes.head}>
          <Text fw={600} component="h3" size="md">
            <AppLink href={`/datasets/${dataset.id}`}>{dataset.title}</AppLink>
          </Text>
          <Badge variant="light" color={score >= 0.7 ? 'green' : 'gray'} tt="none">
            {strengthOf(score)}
          </Badge>
        </div>
        <Text className={classes.pair}>{pair}</Text>
        <Text>{sentence}</Text>
        {remarks.length > 0 ? (
          <Text size="sm" c="dimmed">
            {remarks.join(' ')}
          </Text>
        ) : null}
        <Text size="sm" c="dimmed">
          {formatNumber(dataset.rows)} rows, version {dataset.version}, {dataset.organisation}
        </Text>
        <Group>
          <Button
            size="xs"
            variant="default"
            aria-expanded={counting}
            aria-controls={shown}
            onClick={() => setCounting(!counting)}
          >
            {counting ? 'Hide the rows' : 'Count and show the rows'}
          </Button>
        </Group>
        <div id={shown}>
          {counting ? <Counted id={id} other={dataset} kind={kind} on={on} /> : null}
        </div>
      </Stack>
    </Paper>
  );
}

function Counted(props: {
  readonly id: string;
  readonly other: JoinFit['dataset'];
  readonly kind: 'join' | 'union';
  readonly on: readonly ColumnPair[];
}) {
  const { id, other, kind, on } = props;
  const counted = useFitPreview(id, other.id, kind, on);
  if (counted.error)
    return <ErrorState error={counted.error} onRetry={() => void counted.refetch()} />;
  if (!counted.data) return <LoadingTable rows={3} />;
  return <PreviewRows preview={counted.data} other={other} />;
}
