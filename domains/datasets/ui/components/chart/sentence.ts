import { percent, spoken, whole } from '../numbers.ts';
import { type ChartChoice, yLabel } from './plan.ts';
import type { Point } from './points.ts';
import { mostBars, mostPoints } from './queries.ts';

/** What a chart shows, in a sentence made from the very points that are drawn. */
export function sentenceOf(choice: ChartChoice, points: readonly Point[]): string {
  if (points.length === 0) return 'There is nothing to draw: every value is missing.';
  switch (choice.mark) {
    case 'bar':
      return barSentence(choice, points);
    case 'line':
      return lineSentence(choice, points);
    case 'point':
      return pointSentence(choice, points);
    case 'histogram':
      return histogramSentence(choice, points);
  }
}

function barSentence(choice: ChartChoice, points: readonly Point[]): string {
  const label = yLabel(choice).toLowerCase();
  const [first] = points;
  if (!first) return '';
  const cut = points.length >= mostBars ? ` The ${mostBars} largest are shown.` : '';
  const additive = choice.aggregate !== 'mean' && points.every((point) => point.y >= 0);
  const total = points.reduce((sum, point) => sum + point.y, 0);
  const part = additive && total > 0 ? `, ${percent(first.y / total)} of what is shown` : '';
  if (points.length === 1)
    return `${first.label} is the only value: ${spoken(first.y)} (${label}).`;
  return `${first.label} comes first of ${points.length}: ${spoken(first.y)} (${label})${part}.${cut}`;
}

function lineSentence(choice: ChartChoice, points: readonly Point[]): string {
  const label = yLabel(choice);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return '';
  if (points.length === 1)
    return `${label} is ${spoken(first.y)} at ${first.label}, the only point.`;
  const high = points.reduce((best, point) => (point.y > best.y ? point : best), first);
  const way = last.y > first.y ? 'rises' : last.y < first.y ? 'falls' : 'stands the same';
  return (
    `${label} ${way} from ${spoken(first.y)} (${first.label}) to ${spoken(last.y)} ` +
    `(${last.label}); the highest is ${spoken(high.y)} (${high.label}).`
  );
}

function pointSentence(choice: ChartChoice, points: readonly Point[]): string {
  const r = correlation(points);
  const cut = points.length >= mostPoints ? ` The first ${whole(mostPoints)} rows are drawn.` : '';
  const count = `${whole(points.length)} points.`;
  if (r === null) return `${count}${cut}`;
  const strength = Math.abs(r) >= 0.7 ? 'closely' : Math.abs(r) >= 0.3 ? 'loosely' : 'hardly';
  const way =
    Math.abs(r) < 0.3 ? 'go together' : r > 0 ? 'rise together' : 'run against each other';
  return `${count} ${choice.x} and ${choice.y} ${strength} ${way} (correlation r = ${r.toFixed(2)}).${cut}`;
}

function histogramSentence(choice: ChartChoice, points: readonly Point[]): string {
  const total = points.reduce((sum, point) => sum + point.y, 0);
  const [first] = points;
  if (!first || total === 0) return '';
  const high = points.reduce((best, point) => (point.y > best.y ? point : best), first);
  const to = high.end === null ? '' : ` to ${spoken(high.end)}`;
  return (
    `The most common range of ${choice.x} is ${high.label}${to}: ${whole(high.y)} of ` +
    `${whole(total)} rows, ${percent(high.y / total)}.`
  );
}

/** Pearson's r; null when a side does not vary or x is not a number. */
function correlation(points: readonly Point[]): number | null {
  const pairs = points.flatMap(({ x, y }) => (typeof x === 'number' ? [{ x, y }] : []));
  if (pairs.length < 3) return null;
  const meanX = pairs.reduce((sum, pair) => sum + pair.x, 0) / pairs.length;
  const meanY = pairs.reduce((sum, pair) => sum + pair.y, 0) / pairs.length;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const { x, y } of pairs) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
