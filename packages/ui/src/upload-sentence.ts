import { formatBytes, formatDuration } from './format.ts';
import type { UploadItem } from './uploads.ts';

/** How far an upload is: `1.2 GB of 2 GB · 80 MB/s · 10 s left`. */
export function uploadSentence(item: UploadItem): string {
  if (item.state === 'done') return `${formatBytes(item.bytes)}, arrived`;
  const parts = [`${formatBytes(item.sent)} of ${formatBytes(item.bytes)}`];
  if (item.state === 'paused') parts.push('paused');
  if (item.state === 'sending' && item.rate) {
    parts.push(`${formatBytes(item.rate)}/s`);
    parts.push(`${formatDuration((item.bytes - item.sent) / item.rate)} left`);
  }
  return parts.join(' · ');
}
