import { formatNumber } from '@insites/ui';

/** A score from 0 to 100 with one decimal. What is not quite 100 never reads as 100. */
export function formatScore(score: number): string {
  return formatNumber(score < 100 ? Math.min(score, 99.9) : score, 1);
}
