/** A pair within a component and how much speaks for its being one thing, in bits. */
export interface WeighedPair {
  readonly l: number;
  readonly r: number;
  readonly bits: number;
}

/** Evidence against counts so much at most: records that were badly spoilt contradict each other. */
const mostAgainst = 3;
const mostFor = 25;
/** More than evidence can be: a person or a rule has said so. */
const said = 500;

/**
 * Groups the rows of one component: again and again the two groups are joined for whose being one the sum of the
 * evidence over all their pairs is greatest, until it speaks against every joining left (greedy additive edge
 * contraction: Keuper et al., “Efficient Decomposition of Image and Mesh Graphs by Lifted Multicuts”, ICCV 2015).
 * One false link between two crowds does not make them one, as it does where components are taken as they are.
 */
export function contractEdges(pairs: readonly WeighedPair[]): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  const between = new Map<number, Map<number, number>>();
  const weigh = (from: number, to: number, bits: number) => {
    const row = between.get(from) ?? new Map<number, number>();
    row.set(to, (row.get(to) ?? 0) + bits);
    between.set(from, row);
  };
  for (const { l, r, bits } of pairs) {
    groups.set(l, [l]);
    groups.set(r, [r]);
    const clipped = Math.abs(bits) >= said ? bits : Math.max(-mostAgainst, Math.min(mostFor, bits));
    weigh(l, r, clipped);
    weigh(r, l, clipped);
  }
  for (;;) {
    const best = strongest(between);
    if (best === null)
      return [...groups.values()].map((rows) => rows.sort((one, other) => one - other));
    const { from, to } = best;
    groups.set(from, [...(groups.get(from) ?? []), ...(groups.get(to) ?? [])]);
    groups.delete(to);
    const moved = between.get(to) ?? new Map<number, number>();
    between.delete(to);
    between.get(from)?.delete(to);
    for (const [other, bits] of moved) {
      if (other === from) continue;
      between.get(other)?.delete(to);
      weigh(from, other, bits);
      weigh(other, from, bits);
    }
  }
}

function strongest(
  between: ReadonlyMap<number, ReadonlyMap<number, number>>,
): { from: number; to: number } | null {
  let best: { from: number; to: number; bits: number } | null = null;
  for (const [from, row] of between)
    for (const [to, bits] of row)
      if (bits > 0 && from < to && (!best || bits > best.bits)) best = { from, to, bits };
  return best;
}
