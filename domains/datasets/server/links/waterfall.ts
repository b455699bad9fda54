import type { EvidenceStep } from '../../contract/duplicates.ts';
import type { KeptModel } from './tables.ts';

type Cells = Readonly<Record<string, unknown>>;

/** Why a pair weighs what it weighs, step by step: the steps add up to its bits. `row`: a line of the kept pairs. */
export function waterfall(
  row: Cells,
  { comparisons, weights, prior }: KeptModel,
  left: Readonly<Record<string, string | null>>,
): EvidenceStep[] {
  const steps: EvidenceStep[] = [
    {
      column: null,
      kind: 'prior',
      label: 'Two rows at random',
      bits: prior,
      sentence: `Of ${times(-prior)} pairs of rows taken at random, about one is the same thing.`,
    },
  ];
  for (const [index, { column, labels }] of comparisons.entries()) {
    const level = Number(row[`g${index}`] ?? 0);
    if (level === 0) continue;
    const bits = weights[index]?.[level - 1] ?? 0;
    const label = labels[level - 1] ?? '';
    steps.push({
      column,
      kind: 'column',
      label,
      bits,
      sentence: `${column} is ${label}: ${factor(bits)}.`,
    });
    const rarity = Number(row[`a${index}`] ?? 0);
    if (Math.abs(rarity) >= 0.05) steps.push(rare(column, rarity, left[column] ?? ''));
  }
  const together = Number(row.together ?? 0);
  if (together !== 0)
    steps.push({
      column: null,
      kind: 'neighbours',
      label: 'Neighbours agree here too',
      bits: together,
      sentence: `What agrees here often agrees among neighbours as well: ${factor(together)}.`,
    });
  return steps;
}

function rare(column: string, bits: number, value: string): EvidenceStep {
  const how = bits > 0 ? 'rare' : 'common';
  return {
    column,
    kind: 'rarity',
    label: `a ${how} value`,
    bits,
    sentence: `“${value}” is ${how} in ${column}: ${factor(bits)}.`,
  };
}

function factor(bits: number): string {
  if (Math.abs(bits) < 0.15) return 'this says nothing either way';
  return bits > 0
    ? `${times(bits)} times likelier in the same thing`
    : `${times(-bits)} times likelier in two different things`;
}

function times(bits: number): string {
  const value = 2 ** bits;
  return value < 10
    ? value.toLocaleString('en', { maximumFractionDigits: 1 })
    : Math.round(value).toLocaleString('en', { maximumSignificantDigits: 2 });
}
