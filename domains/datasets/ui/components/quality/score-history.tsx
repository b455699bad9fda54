import { formatNumber } from '@insites/ui';
import { Stack, Text, Title } from '@mantine/core';
import type { Checks } from '../../queries.ts';
import { formatScore } from './format-score.ts';
import classes from './quality.module.css';

const width = 540;
const height = 110;
const low = height - 22;
const high = 14;
const side = 22;

type Point = Checks['history'][number] & { readonly total: number };

/** The score over the versions, and the same in words. */
export function ScoreHistory({ history }: { readonly history: Checks['history'] }) {
  const points = history.filter((each): each is Point => each.total !== null).slice(-30);
  if (points.length < 2) return null;
  const sentence = sentenceOf(points);
  const least = Math.min(...points.map(({ total }) => total));
  const bottom = Math.max(0, Math.floor(least / 10) * 10 - 10);
  const x = (at: number) => side + (at / (points.length - 1)) * (width - 2 * side);
  const y = (total: number) => low - ((total - bottom) / (100 - bottom)) * (low - high);
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        Over the versions
      </Title>
      <Text size="sm">{sentence}</Text>
      <svg
        className={classes.line}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sentence}
      >
        <line x1={side} x2={width - side} y1={low} y2={low} />
        <polyline points={points.map(({ total }, at) => `${x(at)},${y(total)}`).join(' ')} />
        {points.map(({ version, total }, at) => (
          <circle key={version} cx={x(at)} cy={y(total)} r={3.5}>
            <title>{`Version ${version}: ${formatScore(total)}`}</title>
          </circle>
        ))}
        <text x={side} y={height - 6}>
          version {points[0]?.version}
        </text>
        <text x={width - side} y={height - 6} textAnchor="end">
          version {points.at(-1)?.version}
        </text>
      </svg>
    </Stack>
  );
}

function sentenceOf(points: readonly Point[]): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (!last || !before) return '';
  const moved = last.total - before.total;
  const now = `The score of version ${last.version} is ${formatScore(last.total)}`;
  if (Math.abs(moved) < 0.05) return `${now}, the same as of version ${before.version}.`;
  return `${now}, ${formatNumber(Math.abs(moved), 1)} ${moved > 0 ? 'more' : 'less'} than of version ${before.version}.`;
}
