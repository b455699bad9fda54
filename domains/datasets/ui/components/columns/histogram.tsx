import type { ColumnProfile } from '@insites/datasets/contract';
import { spoken } from '../numbers.ts';
import classes from './columns.module.css';
import { spreadSentence } from './distribution.tsx';

const width = 540;
const height = 130;
const floor = height - 18;

/** The bins of a column with their range, large enough to read. */
export function Histogram({ column }: { readonly column: ColumnProfile }) {
  const highest = Math.max(1, ...column.histogram.map(({ count }) => count));
  const step = width / column.histogram.length;
  const first = column.histogram[0];
  const last = column.histogram.at(-1);
  if (!first || !last) return null;
  return (
    <svg
      className={classes.histogram}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={spreadSentence(column)}
    >
      {column.histogram.map(({ from, to, count }, index) => {
        const tall = count > 0 ? Math.max(1.5, (count / highest) * (floor - 6)) : 0;
        return (
          <rect
            key={from}
            x={index * step + 0.75}
            y={floor - tall}
            width={Math.max(1, step - 1.5)}
            height={tall}
          >
            <title>{`${placeName(column, from)} to ${placeName(column, to)}: ${spoken(count)} rows`}</title>
          </rect>
        );
      })}
      <line x1={0} x2={width} y1={floor + 0.5} y2={floor + 0.5} />
      <text x={0} y={height - 3}>
        {placeName(column, first.from)}
      </text>
      <text x={width} y={height - 3} textAnchor="end">
        {placeName(column, last.to)}
      </text>
    </svg>
  );
}

function placeName(column: ColumnProfile, place: number): string {
  if (column.kind === 'date' || column.kind === 'datetime')
    return new Date(place).toISOString().slice(0, 10);
  return spoken(place);
}
