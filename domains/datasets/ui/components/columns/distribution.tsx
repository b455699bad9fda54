import type { ColumnProfile } from '@insites/datasets/contract';
import { formatShare } from '@insites/ui';
import classes from './columns.module.css';
import { bars } from './shape.ts';

const width = 120;
const height = 28;

/** A small drawing of how the values of a column are spread, with the same in words. */
export function Distribution({ column }: { readonly column: ColumnProfile }) {
  const shape = bars(column, 24);
  if (shape.length === 0) return <span className={classes.none}>no drawing</span>;
  const step = width / shape.length;
  const gap = column.histogram.length > 0 ? 0.75 : 2;
  return (
    <svg
      className={classes.drawing}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={spreadSentence(column)}
    >
      {shape
        .map((share, index) => ({ share, x: index * step + gap / 2 }))
        .map(({ share, x }) => {
          const tall = share > 0 ? Math.max(1, share * (height - 2)) : 0;
          return (
            <rect
              key={x}
              x={x}
              y={height - 1 - tall}
              width={Math.max(0.5, step - gap)}
              height={tall}
            />
          );
        })}
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
    </svg>
  );
}

/** What the drawing shows, in words. */
export function spreadSentence(column: ColumnProfile): string {
  const there = column.rows - column.missing;
  const [first] = column.top;
  if (column.histogram.length > 0)
    return `Distribution of ${column.name} from ${column.min} to ${column.max}, median ${column.median ?? 'unknown'}`;
  if (!first || there === 0) return `${column.name} has no values`;
  return `Most frequent values of ${column.name}: “${first.value}” in ${formatShare(first.count / there)} of the rows that have one`;
}
