import type { DuplicatesSummary } from '../../contract/duplicates.ts';
import { offFor } from './estimating/hanging.ts';
import type { Resolved } from './resolve.ts';

type Doubt = NonNullable<DuplicatesSummary['doubts']>[number];

/** Why pairs that look alike were left apart: what the search cannot tell, it says. */
export function doubtsOf(found: Pick<Resolved, 'rows' | 'comparisons' | 'model'>): Doubt[] {
  return [crowd(found), weak(found)].filter((doubt) => doubt !== null);
}

function crowd({ comparisons, model }: Pick<Resolved, 'comparisons' | 'model'>): Doubt | null {
  if (!model.doubt) return null;
  const { comparison, pairs } = model.doubt;
  const column = comparisons[comparison]?.column ?? '';
  return {
    kind: 'crowd',
    column,
    pairs,
    sentence: `About ${told(pairs)} pairs of rows agree in much, but hardly ever in ${column}. They may be different things, so they were left apart. If rows of one thing can differ in ${column}, look again without that column.`,
  };
}

/** Few values, few columns: rows of different things agree in everything, and nothing tells them from duplicates. */
function weak({ rows, model }: Pick<Resolved, 'rows' | 'model'>): Doubt | null {
  const off = offFor(
    model.m.map(() => 1),
    model.hanging,
  );
  const chance = model.u.reduce((product, levels, at) => {
    const [agreed, byChance] = [model.m[at]?.[0] ?? 1, levels[0] ?? 1];
    return agreed > byChance ? product * byChance : product;
  }, 2 ** -off);
  const agreed = model.m.reduce(
    (product, levels, at) =>
      (levels[0] ?? 1) > (model.u[at]?.[0] ?? 1) ? product * (levels[0] ?? 1) : product,
    1,
  );
  const pairs = Math.round(((rows * (rows - 1)) / 2) * chance);
  if (pairs < 1 || model.prior * agreed > chance) return null;
  return {
    kind: 'weak',
    column: null,
    pairs,
    sentence: `The compared columns have so few different values that about ${told(pairs)} pairs of different things may agree in all of them. Rows that look the same were left apart. Compare a column that tells things apart, such as a number, a date or an address.`,
  };
}

const told = (pairs: number) =>
  Math.max(1, pairs).toLocaleString('en', { maximumSignificantDigits: 2 });
