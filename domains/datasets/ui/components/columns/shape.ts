import type { ColumnProfile } from '@insites/datasets/contract';

/**
 * Heights of the bars of a small drawing, 0 to 1: bins of the histogram, joined when there are more
 * than `most`, or the most frequent values. Empty when the column has neither.
 */
export function bars(
  column: Pick<ColumnProfile, 'histogram' | 'top'>,
  most: number,
): readonly number[] {
  const counts =
    column.histogram.length > 0
      ? joined(
          column.histogram.map(({ count }) => count),
          most,
        )
      : column.top.slice(0, most).map(({ count }) => count);
  const highest = Math.max(0, ...counts);
  return highest === 0 ? [] : counts.map((count) => count / highest);
}

function joined(counts: readonly number[], most: number): readonly number[] {
  const size = Math.ceil(counts.length / most);
  if (size <= 1) return counts;
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, index) =>
    counts.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  );
}
