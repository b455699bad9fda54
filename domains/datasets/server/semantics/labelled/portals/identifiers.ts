import { namingTypes, type SemanticType } from '../../../../contract/semantic-type.ts';
import { saidByNames } from '../../../parsing/code-names.ts';
import { decideTypes, openQuestion } from '../../../parsing/column-type.ts';
import { shapesOf } from '../../../parsing/value-shape.ts';
import { detect } from '../../detect/detect.ts';
import { factsOf } from '../../detect/facts.ts';
import { randomFrom } from '../random.ts';
import type { PortalTable } from './schema.ts';

const quantities = new Set<SemanticType>([
  'number',
  'money',
  'measure',
  'percentage',
  'duration',
  'year',
]);
const rows = 400;

export interface Identifiers {
  /** Columns whose first label names something. */
  readonly columns: number;
  /** Those that became numbers, in the file of the engine or by what they are said to mean. */
  readonly numbers: readonly string[];
  /** Quantities of whole numbers that were kept as text: the price of caution. */
  readonly kept: readonly string[];
}

/** Which identifiers become numbers. Cells are without noise: one slip would make a text of any column. */
export function identifiers(tables: readonly PortalTable[], seed: number): Identifiers {
  const found = tables.flatMap(({ columns }, table) => {
    const head = columns.map(([name]) => name);
    const said = saidByNames(head);
    const body = columns.map(([, , cell], at) => {
      const random = randomFrom(seed + table * 1_000 + at);
      return Array.from({ length: rows }, (_, row) => cell(random, row));
    });
    const shapes = body.map(shapesOf);
    const decisions = decideTypes(head, shapes);
    return columns.map(([name, types], at) => {
      const cells = body[at] ?? [];
      const label = typeof types === 'string' ? types : types[0];
      const { type = 'VARCHAR', why } = decisions[at] ?? {};
      const numeric = type === 'BIGINT' || type === 'DOUBLE';
      const open = why === openQuestion;
      const context = { open, amongFlags: false, paired: false };
      const meaning = detect(factsOf(name, cells), said[at], context).best.type;
      const told = `${name}: ${type}, ${meaning}, e.g. ${cells.find((value) => value !== '')}`;
      const digits = (shapes[at]?.integer ?? 0) + (shapes[at]?.empty ?? 0) === rows;
      return { label, numeric, meaning, told, digits };
    });
  });
  const named = found.filter(({ label }) => label !== undefined && namingTypes.includes(label));
  return {
    columns: named.length,
    numbers: named
      .filter(({ numeric, meaning }) => numeric || quantities.has(meaning))
      .map(({ told }) => told),
    kept: found
      .filter(
        ({ label, numeric, digits }) =>
          digits && !numeric && label !== undefined && quantities.has(label),
      )
      .map(({ told }) => told),
  };
}
