import type { ValueCount } from '../detect/facts.ts';
import { damerauLevenshtein, jaroWinkler } from './distance.ts';

/** Spellings of one thing, and the one proposed for all of them. */
export interface Cluster {
  readonly canonical: string;
  readonly others: readonly ValueCount[];
}

export type ClusterMethod =
  | 'case and punctuation'
  | 'order of words'
  | 'letters'
  | 'slips of the pen';

const comparedAtMost = 3_000;

/** How sure each method is that two spellings are one thing. */
export const clusterConfidence: Readonly<Record<ClusterMethod, number>> = {
  'case and punctuation': 0.88,
  'order of words': 0.75,
  letters: 0.65,
  'slips of the pen': 0.55,
};

/** Spellings that become one when looked at in a certain way; the most frequent spelling is proposed. */
export function clusters(values: readonly ValueCount[], method: ClusterMethod): Cluster[] {
  if (method === 'slips of the pen') return slips(values);
  const key = keys[method];
  const groups = Map.groupBy(
    values.filter(({ value }) => /\p{L}/u.test(value)),
    ({ value }) => key(value),
  );
  return [...groups].flatMap(([of, group]) =>
    of.length > 1 && group.length > 1 ? [clusterOf(group)] : [],
  );
}

const keys: Readonly<
  Record<Exclude<ClusterMethod, 'slips of the pen'>, (value: string) => string>
> = {
  'case and punctuation': (value) => folded(value).join(' '),
  'order of words': (value) => [...new Set(folded(value))].sort().join(' '),
  letters: (value) => twoGrams(folded(value).join('')),
};

function folded(value: string): string[] {
  return value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter((word) => word !== '');
}

/** Digits are kept apart: “Zone 12” and “Zone 21” are two things. */
function twoGrams(text: string): string {
  const grams = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at += 1) grams.add(text.slice(at, at + 2));
  return `${digits(text)} ${[...grams].sort().join('')}`;
}

const digits = (text: string) => text.replace(/\D/g, '');

function clusterOf(group: readonly ValueCount[]): Cluster {
  const sorted = [...group].sort(
    (left, right) =>
      right.count - left.count ||
      preferred(left.value) - preferred(right.value) ||
      (left.value < right.value ? -1 : 1),
  );
  return { canonical: sorted[0]?.value ?? '', others: sorted.slice(1) };
}

/** Of two that are as frequent, the one in mixed case reads best. */
const preferred = (value: string) =>
  value !== value.toUpperCase() && value !== value.toLowerCase() ? 0 : 1;

/** A rare spelling one slip away from a frequent one. */
function slips(values: readonly ValueCount[]): Cluster[] {
  if (values.length > comparedAtMost) return [];
  const sorted = [...values].sort((left, right) => right.count - left.count);
  const groups = new Map<string, ValueCount[]>();
  const targets = new Set<string>();
  for (const rare of [...sorted].reverse()) {
    if (rare.value.length < 6 || targets.has(rare.value)) continue;
    const target = sorted.find(
      (frequent) =>
        frequent.count >= 10 * rare.count &&
        !groups.get(frequent.value)?.includes(rare) &&
        digits(frequent.value) === digits(rare.value) &&
        damerauLevenshtein(frequent.value.toLowerCase(), rare.value.toLowerCase(), 1) === 1 &&
        jaroWinkler(frequent.value.toLowerCase(), rare.value.toLowerCase()) > 0.93,
    );
    if (!target) continue;
    targets.add(target.value);
    groups.set(target.value, [...(groups.get(target.value) ?? []), rare]);
  }
  return [...groups].map(([canonical, others]) => ({ canonical, others }));
}
