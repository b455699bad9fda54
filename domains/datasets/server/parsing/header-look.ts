import { shapeOf } from './value-shape.ts';

/** A first row is a header when it holds names: no numbers or dates, no repetition of values below. */
export function looksLikeHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...below] = records;
  if (!first || first.every((cell) => cell.trim() === '')) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  if (
    filled.some((cell) =>
      ['integer', 'decimal', 'date', 'timestamp'].includes(shapeOf(cell.trim())),
    )
  )
    return yearsAsNames(first, below);
  if (below.length === 0) return true;
  const typed = first.some((_, column) =>
    below.some((row) => !['text', 'empty'].includes(shapeOf((row[column] ?? '').trim()))),
  );
  if (typed) return true;
  const repeated = first.filter(
    (cell, column) => cell !== '' && below.some((row) => row[column] === cell),
  ).length;
  return repeated / filled.length < 0.5;
}

/** A header like `county, 2019, 2020, 2021`: text in front, then years, with other numbers below. */
function yearsAsNames(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const years = first.filter((cell) => /^(19|20)\d\d$/.test(cell.trim()));
  const words = first.filter((cell) => shapeOf(cell.trim()) === 'text');
  return (
    words.length > 0 &&
    years.length > 0 &&
    new Set(first).size === first.length &&
    words.length + years.length === first.filter((cell) => cell.trim() !== '').length &&
    below.some((row) => first.some((cell, column) => row[column] !== cell))
  );
}
