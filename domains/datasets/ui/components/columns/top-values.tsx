import type { ColumnProfile } from '@insites/datasets/contract';
import { formatNumber, formatShare } from '@insites/ui';
import { Text } from '@mantine/core';
import classes from './columns.module.css';

/** The most frequent values with bars; says when the counts are estimates. */
export function TopValues({ column }: { readonly column: ColumnProfile }) {
  const there = Math.max(1, column.rows - column.missing);
  const highest = Math.max(1, ...column.top.map(({ count }) => count));
  if (column.top.length === 0) return null;
  if (highest === 1 && column.rows > 1)
    return (
      <Text size="sm">
        No value was seen twice, e.g.{' '}
        {column.top
          .slice(0, 3)
          .map(({ value }) => `“${value}”`)
          .join(', ')}
        .
      </Text>
    );
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        Most frequent values
      </Text>
      <ul className={classes.top}>
        {column.top.slice(0, 10).map(({ value, count }) => (
          <li key={value}>
            <span className={classes.value} title={value}>
              {value === '' ? '“” (empty text)' : value}
            </span>
            <span className={classes.count}>
              {formatNumber(count)} · {formatShare(count / there)}
            </span>
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${(count / highest) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {column.exactDistinct || column.distinct <= 64 ? null : (
        <Text size="xs" c="dimmed" mt={6}>
          Counts are estimates: the column has more than 64 different values.
        </Text>
      )}
    </div>
  );
}
