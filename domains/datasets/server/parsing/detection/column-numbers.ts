/** Whole numbers only, each above the one before it. */
export function isNumbered(row: readonly string[]): boolean {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    filled.length > 2 &&
    filled.every(
      (cell, at) => /^\d{1,6}$/.test(cell) && (at === 0 || Number(cell) > Number(filled[at - 1])),
    )
  );
}

/**
 * Whether a row below the names does nothing but number the columns from 1 on, as forms of offices do: some column of
 * words has a number there and nowhere else.
 */
export function numbersColumns(
  row: readonly string[],
  below: readonly (readonly string[])[],
): boolean {
  const cells = row.map((cell) => cell.trim().replace(/^\((\d+)\)$|^(\d+)\.$/, '$1$2'));
  if (cells.length < 4 || below.length < 2) return false;
  if (!cells.every((cell, at) => cell === String(at + 1))) return false;
  return cells.some((_, column) => {
    const values = below
      .map((fields) => (fields[column] ?? '').trim())
      .filter((value) => value !== '');
    return values.length > 1 && values.every((value) => /^\p{L}/u.test(value));
  });
}
