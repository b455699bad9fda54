import type { DriftFinding } from '@insites/datasets/contract';
import { formatShare } from '@insites/ui';
import classes from './quality.module.css';

const width = 480;
const height = 90;
const floor = height - 2;

/** Two small distributions side by side: shares of the rows before and now, in the same bins. */
export function Shares(props: {
  readonly distributions: NonNullable<DriftFinding['distributions']>;
  readonly finding: DriftFinding;
}) {
  const { labels, before, after } = props.distributions;
  const highest = Math.max(0.0001, ...before, ...after);
  const step = width / Math.max(1, labels.length);
  const bar = Math.max(1, step * 0.4);
  const tall = (share: number) => (share / highest) * (floor - 4);
  return (
    <div>
      <svg
        className={classes.shares}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Shares of the rows by ${props.finding.column}, before and now. ${props.finding.sentence}`}
      >
        {labels.map((label, at) => {
          const [was, is] = [before[at] ?? 0, after[at] ?? 0];
          return (
            <g key={label}>
              <title>{`${label}: ${formatShare(was)} before, ${formatShare(is)} now`}</title>
              <rect
                className={classes.before}
                x={at * step + step * 0.1}
                y={floor - tall(was)}
                width={bar}
                height={tall(was)}
              />
              <rect
                className={classes.after}
                x={at * step + step * 0.1 + bar}
                y={floor - tall(is)}
                width={bar}
                height={tall(is)}
              />
            </g>
          );
        })}
        <line x1={0} x2={width} y1={floor + 0.5} y2={floor + 0.5} />
      </svg>
      <div className={classes.legend}>
        <span>
          <i data-before aria-hidden />
          before
        </span>
        <span>
          <i aria-hidden />
          now
        </span>
        <span>
          {labels[0]} … {labels.at(-1)}
        </span>
      </div>
    </div>
  );
}
