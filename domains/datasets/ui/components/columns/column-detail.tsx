import type { ColumnProfile } from '@insites/datasets/contract';
import { formatNumber, formatShare, Stat } from '@insites/ui';
import { Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { spoken } from '../numbers.ts';
import { typeName } from '../review/type-names.ts';
import { distinctOf, isNamed, shown } from './facts.ts';
import { Histogram } from './histogram.tsx';
import { TopValues } from './top-values.tsx';

/** Everything the profile knows of a column, and how its type was decided. */
export function ColumnDetail({ column }: { readonly column: ColumnProfile }) {
  return (
    <Stack gap="md" mt="sm">
      <Group gap="xl">
        <Stat
          label="Missing"
          value={formatNumber(column.missing)}
          note={`${formatShare(column.rows ? column.missing / column.rows : 0)} of ${formatNumber(column.rows)} rows`}
        />
        <Stat
          label="Different values"
          value={distinctOf(column)}
          note={column.exactDistinct ? 'counted' : 'estimate, about 2% off'}
        />
        {isNamed(column) || column.min === null ? null : (
          <>
            <Stat label="Smallest" value={shown(column, column.min)} />
            <Stat label="Largest" value={shown(column, column.max)} />
          </>
        )}
        <Measure label="Mean" value={column.mean} />
        {column.median === null ? null : (
          <Stat label="Median" value={spoken(column.median)} note="estimate" />
        )}
        <Measure label="Standard deviation" value={column.standardDeviation} />
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        {column.histogram.length > 0 ? <Histogram column={column} /> : null}
        <TopValues column={column} />
      </SimpleGrid>
      <Meaning column={column} />
      <Text size="sm" c="dimmed">
        <strong>Why {column.kind}:</strong> {column.why} <Code>{column.type}</Code>
        {column.source === column.name
          ? ''
          : ` In the file the column is called “${column.source}”.`}
      </Text>
    </Stack>
  );
}

function Measure({ label, value }: { readonly label: string; readonly value: number | null }) {
  return value === null ? null : <Stat label={label} value={spoken(value)} />;
}

/** What the values mean and on what evidence. */
function Meaning({ column: { meaning } }: { readonly column: ColumnProfile }) {
  if (!meaning) return null;
  const { best, missing, chosen } = meaning;
  return (
    <Text size="sm">
      <strong>Means:</strong> {typeName(best.type)}
      {chosen ? '. A person said so.' : `, ${Math.round(best.confidence * 100)}% sure. ${best.why}`}
      {missing.map(
        ({ value, count, why }) =>
          ` “${value}” (${formatNumber(count)}) may stand for “missing”: ${why}`,
      )}
    </Text>
  );
}
