import { read } from '../detection/read-whole.ts';
import { detectText } from '../dialect.ts';
import { examineHead } from '../encoding.ts';
import type { PollutedFile } from './pollutions.ts';

/** A table as some reader found it. */
export interface FoundTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A file as an import would read it; null when it would be refused or ask. */
export function readOurs(content: Buffer): (FoundTable & { readonly probability: number }) | null {
  const head = examineHead(content);
  if (head.kind !== 'text') return null;
  const { name, markBytes } = head.encoding;
  const text = new TextDecoder(name, { ignoreBOM: true }).decode(content.subarray(markBytes));
  const { dialect, probability } = detectText([text], true);
  const rows = read(text, dialect).rows.map((row) => row.map((cell) => cell ?? ''));
  return { names: dialect.names, rows, probability };
}

/**
 * The score of Pollock, from 0 to 10: read at all, and precision, recall and their mean for the names, the rows
 * and the cells.
 */
export function scoreOf({ names, rows }: PollutedFile, found: FoundTable | null): number {
  if (!found) return 0;
  const trimmed = (row: readonly string[]) => row.map((cell) => cell.trim()).join('\x1f');
  return (
    1 +
    overlap(names, names === null ? [] : found.names.map((name) => name.trim())) +
    overlap(rows.map(trimmed), found.rows.map(trimmed)) +
    overlap(
      rows.flat(),
      found.rows.flat().map((cell) => cell.trim()),
    )
  );
}

function overlap(meant: readonly string[] | null, found: readonly string[]): number {
  if (meant === null || (meant.length === 0 && found.length === 0)) return 3;
  const left = new Map<string, number>();
  for (const one of meant) left.set(one.trim(), (left.get(one.trim()) ?? 0) + 1);
  let common = 0;
  for (const one of found) {
    const count = left.get(one) ?? 0;
    if (count === 0) continue;
    common += 1;
    left.set(one, count - 1);
  }
  if (common === 0) return 0;
  const [precision, recall] = [common / found.length, common / meant.length];
  return precision + recall + (2 * precision * recall) / (precision + recall);
}
