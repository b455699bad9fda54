import type { SaidByName } from '../../parsing/code-names.ts';
import { isCodebook } from '../../parsing/codebook.ts';
import { mostValues } from '../../parsing/support.ts';
import type { ColumnFacts, ValueCount } from './facts.ts';

/** -1 and the like stand for “unknown” among codes. */
export const smallWhole = /^(0|[1-9]\d{0,3}|-[1-9])$/;

/** Whether small whole numbers have the gaps of a codebook, where the name does not say that they are a quantity. */
export function isListed(
  { complete }: ColumnFacts,
  values: readonly ValueCount[],
  said: SaidByName,
): boolean {
  if (said === 'quantity' || !complete || values.length > 2 * mostValues) return false;
  const counts = new Map<number, number>();
  for (const { value, count } of values) {
    const number = smallWhole.test(value.trim()) ? Number(value) : -1;
    if (number >= 0) counts.set(number, (counts.get(number) ?? 0) + count);
  }
  const sorted = [...counts].sort(([left], [right]) => left - right);
  return (
    sorted.length <= mostValues &&
    isCodebook({ values: sorted.map(([value]) => value), counts: sorted.map(([, count]) => count) })
  );
}
