/** Trees with an id, a kind and a height; `head` and `height` make the next file another one. */
export function trees(
  rows: number,
  head = 'id,kind,height',
  height = (row: number) => ((row * 37) % 1000) / 10,
): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `T-${10_000 + row},${['oak', 'elm', 'fir'][row % 3]},${height(row).toFixed(1)}`,
  );
  return `${head}\n${lines.join('\n')}\n`;
}
