import type { SemanticType } from '../../../contract/semantic-type.ts';
import type { Random } from './random.ts';

/** A way that columns of a type are named and filled. */
export interface Variant {
  /** What a person would call it; several where people would differ. */
  readonly types: readonly SemanticType[];
  readonly names: readonly string[];
  readonly cell: (random: Random, row: number) => string;
  /** Neither noise nor missing values: a key has none. */
  readonly clean?: boolean;
}

export interface LabelledColumn {
  readonly name: string;
  readonly types: readonly SemanticType[];
  readonly cells: readonly (string | null)[];
  /** The names of its table. */
  readonly beside?: readonly string[];
}

/** A column of a variant, with the noise of real files: missing cells, stand-ins, stray spaces, strange case, slips. */
export function columnOf(variant: Variant, name: string, random: Random): LabelledColumn {
  const rows = random.pick([40, 120, 400, 900]);
  const missing = variant.clean ? 0 : random.pick([0, 0, 0.02, 0.2]);
  const standIn = random.pick(['N/A', '-', 'unknown', 'NULL', '']);
  const standIns = variant.clean ? 0 : random.pick([0, 0, 0, 0.03]);
  const slips = variant.clean ? 0 : random.pick([0, 0, 0.01, 0.02]);
  const spaced = variant.clean ? 0 : random.pick([0, 0, 0.05]);
  const cells = Array.from({ length: rows }, (_, row) => {
    if (random.chance(missing)) return null;
    if (random.chance(standIns)) return standIn === '' ? null : standIn;
    const cell = variant.cell(random, row);
    if (random.chance(slips)) return slip(cell, random);
    return random.chance(spaced) ? ` ${cell} ` : cell;
  });
  return { name, types: variant.types, cells };
}

function slip(cell: string, random: Random): string {
  const at = random.whole(0, Math.max(0, cell.length - 1));
  return random.pick([
    cell.slice(0, at) + cell.slice(at + 1),
    `${cell}?`,
    cell.slice(0, at) + random.pick([...'xq7 ']) + cell.slice(at),
    'see note',
  ]);
}
