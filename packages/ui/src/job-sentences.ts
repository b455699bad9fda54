import type { JobView } from '@insites/platform/contract';
import { formatBytes, formatDuration, formatNumber, formatShare } from './format.ts';

/** What goes on, as a sentence. */
export function stateSentence(job: JobView): string {
  switch (job.state) {
    case 'waiting':
      return 'Waits for its turn.';
    case 'running':
      return job.step ?? 'Has begun.';
    case 'done':
      return 'Done.';
    case 'failed':
      return 'Did not work.';
    case 'cancelled':
      return 'Was stopped. Nothing half-done was kept.';
  }
}

/** How much, how fast, how long still: `120,000 of 240,000 rows (50%) · 60,000 rows/s · 2 s left`. */
export function progressSentence(job: JobView): string {
  const amount = (value: number) =>
    job.unit === 'bytes' ? formatBytes(value) : `${formatNumber(value, 0)} ${job.unit}`;
  const of = job.total ? ` of ${amount(job.total)} (${formatShare(job.done / job.total)})` : '';
  const head = of && job.unit !== 'bytes' ? formatNumber(job.done, 0) : amount(job.done);
  const parts = [`${head}${of}`];
  if (job.state === 'running' && job.rate) parts.push(`${amount(Math.round(job.rate))}/s`);
  if (job.state === 'running' && job.secondsLeft !== null)
    parts.push(`${formatDuration(job.secondsLeft)} left`);
  return parts.join(' · ');
}
