import { type Choice, type PartKind, Refusal } from '../refusal.ts';
import type { Asked } from './read-table.ts';

/** One of several tables of a file. */
export interface Candidate {
  readonly name: string;
  /** Rows, to tell a table from what only goes with it. */
  readonly size: number;
  readonly what: string;
}

/** A table so many times larger than any other is the one that is meant. */
const clearlyLarger = 20;

/**
 * The table that is meant: the one asked for by name or number, the only one, or one that is far larger than
 * any other. Else the person chooses.
 */
export function choose<C extends Candidate>(
  candidates: readonly C[],
  part: PartKind,
  asked: Asked,
  what: string,
): C {
  const wanted = asked[part];
  if (wanted !== undefined) {
    const found = byName(candidates, wanted);
    if (found) return found;
    if (candidates.length > 0 && !asked.remembered) throw mustChoose(candidates, part, wanted);
  }
  const [first, second] = [...candidates].sort((left, right) => right.size - left.size);
  if (!first) throw new Refusal({ kind: 'empty', what });
  if (!second || (first.size > 0 && first.size >= second.size * clearlyLarger)) return first;
  throw mustChoose(candidates, part, null);
}

function byName<C extends Candidate>(candidates: readonly C[], asked: string): C | undefined {
  const wanted = asked.trim().toLowerCase();
  return (
    candidates.find(({ name }) => name === asked) ??
    candidates.find(({ name }) => name.toLowerCase() === wanted) ??
    candidates.find(({ name }) => wanted.startsWith(`${name.toLowerCase()}/`)) ??
    (/^\d{1,4}$/.test(wanted) ? candidates[Number(wanted) - 1] : undefined)
  );
}

function mustChoose(
  candidates: readonly Candidate[],
  part: PartKind,
  asked: string | null,
): Refusal {
  const choices: Choice[] = candidates.slice(0, 50).map(({ name, what }) => ({ name, what }));
  return new Refusal({ kind: 'choose', part, asked, choices });
}

/** The sentence that names what stays out of a version; nothing when nothing does. */
export function othersNote(others: readonly Candidate[], noun: string): readonly string[] {
  if (others.length === 0) return [];
  const named = others.slice(0, 10).map(({ name, what }) => `“${name}” (${what})`);
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  return [
    `Not in this version: the ${noun}${others.length === 1 ? '' : 's'} ${named.join(', ')}${more}.`,
  ];
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
