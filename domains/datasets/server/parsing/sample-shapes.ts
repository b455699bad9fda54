import type { Dialect } from './dialect.ts';
import { tokenize } from './tokenize.ts';
import { type ColumnShapes, shapesOf } from './value-shape.ts';

const sampleRows = 2_000;

/** Shapes of the values in the beginning of a text: a first guess, to be held against all values. */
export function sampleShapes(sample: string, dialect: Dialect): readonly ColumnShapes[] {
  const values = Array.from({ length: dialect.width }, (): string[] => []);
  let seen = 0;
  for (const { fields, line } of tokenize([sample], dialect.delimiter, dialect)) {
    if (line <= dialect.preamble) continue;
    seen += 1;
    if (seen <= dialect.headerRows) continue;
    if (seen > sampleRows) break;
    if (fields.length !== dialect.width) continue;
    fields.forEach((field, column) => {
      values[column]?.push(field);
    });
  }
  return values.map(shapesOf);
}
