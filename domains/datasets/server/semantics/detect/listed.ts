import type { SaidByName } from '../../parsing/code-names.ts';
import { isCodebook } from '../../parsing/codebook.ts';
import { isScale } from '../../parsing/scale.ts';
import { mostValues, type Support } from '../../parsing/support.ts';
import type { ColumnFacts, ValueCount } from './facts.ts';

/** -1 and the like stand for “unknown” among codes. */
export const smallWhole = /^(0|[1-9]\d{0,3}|-[1-9])$/;

export interface Listed {
  /** Whether small whole numbers have the gaps of a codebook. */
  readonly listed: boolean;
  /** Whether they are all those from 1 to a last one, as codes and answers are. */
  readonly scaled: boolean;
}

/** What small whole numbers say by how often each comes, where the name does not say that they are a quantity. */
export function listedAs(
  facts: ColumnFacts,
  values: readonly ValueCount[],
  said: SaidByName,
): Listed {
  const support = said === 'quantity' ? null : supportOf(facts, values);
  if (support === null) return { listed: false, scaled: false };
  const listed = isCodebook(support);
  return { listed, scaled: !listed && isScale(facts.name, support) };
}

function supportOf({ complete }: ColumnFacts, values: readonly ValueCount[]): Support | null {
  if (!complete || values.length > 2 * mostValues) return null;
  const counts = new Map<number, number>();
  for (const { value, count } of values) {
    const number = smallWhole.test(value.trim()) ? Number(value) : -1;
    if (number >= 0) counts.set(number, (counts.get(number) ?? 0) + count);
  }
  if (counts.size > mostValues) return null;
  const sorted = [...counts].sort(([left], [right]) => left - right);
  return { values: sorted.map(([value]) => value), counts: sorted.map(([, count]) => count) };
}
