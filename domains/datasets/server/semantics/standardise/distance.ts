/** Optimal string alignment: edits and swaps of neighbours (Damerau 1964), given up beyond `limit`. */
export function damerauLevenshtein(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      )
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = last;
    last = current;
  }
  return last[right.length] ?? 0;
}

/** Similarity of two texts from 0 to 1 (Jaro 1989, Winkler 1990: a common start of up to four counts more). */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Array<boolean>(right.length).fill(false);
  const matchedLeft: string[] = [];
  for (let index = 0; index < left.length; index += 1)
    for (
      let at = Math.max(0, index - reach);
      at < Math.min(right.length, index + reach + 1);
      at += 1
    )
      if (!taken[at] && left[index] === right[at]) {
        taken[at] = true;
        matchedLeft.push(left[index] ?? '');
        break;
      }
  const matches = matchedLeft.length;
  if (matches === 0) return 0;
  const matchedRight = [...right].filter((_, index) => taken[index]);
  const swapped = matchedLeft.filter((sign, index) => sign !== matchedRight[index]).length / 2;
  const jaro = (matches / left.length + matches / right.length + (matches - swapped) / matches) / 3;
  let start = 0;
  while (start < 4 && left[start] === right[start] && start < left.length) start += 1;
  return jaro + start * 0.1 * (1 - jaro);
}
