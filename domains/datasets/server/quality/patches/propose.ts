import {
  type CheckResult,
  type DriftPatch,
  type Expectation,
  type ListedExpectation,
  patchTypes,
} from '../../../contract/index.ts';
import type { ColumnFacts } from '../column-facts.ts';
import type { Renamed } from '../renames.ts';
import { number, sentenceOf } from '../sentences.ts';

/** What makes a new version fit, with a sentence for each step. A proposal: a person does it or does not. */
export function proposePatch(found: {
  readonly renamed: readonly Renamed[];
  readonly types: Readonly<Record<string, string>>;
  readonly scale: Readonly<Record<string, number>>;
  readonly after: { readonly rows: number; readonly columns: readonly ColumnFacts[] };
  readonly items: readonly ListedExpectation[];
  readonly results: readonly CheckResult[];
}): { readonly patch: DriftPatch; readonly sentences: readonly string[] } {
  const { renamed, scale } = found;
  const rename = Object.fromEntries(renamed.map(({ pair }) => [pair.after.name, pair.before.name]));
  const types = Object.fromEntries(
    Object.entries(found.types).flatMap(([name, type]) => {
      const known = patchTypes.find((each) => each === type);
      return known ? [[name, known]] : [];
    }),
  );
  const expectations = found.items.flatMap((item) => {
    const result = found.results.find(({ expectationId }) => expectationId === item.id);
    // What is scaled back may fit again; its bounds are no fault.
    const scaled = 'column' in item.expectation && item.expectation.column in scale;
    const wider =
      result?.passed === false && !scaled ? widened(item.expectation, found.after) : null;
    return wider ? [{ id: item.id, expectation: wider, tolerance: item.tolerance }] : [];
  });
  return {
    patch: {
      rename,
      types,
      scale: { ...scale },
      expectations: expectations.map(({ id, expectation }) => ({ id, expectation })),
    },
    sentences: [
      ...Object.entries(rename).map(([from, to]) => `Call ${from} ${to}, as before.`),
      ...Object.entries(types).map(
        ([name, type]) => `Read ${name} as ${type} again; what cannot be read becomes missing.`,
      ),
      ...Object.entries(scale).map(
        ([name, factor]) =>
          `Multiply ${name} by ${number(Number(factor.toPrecision(6)))}, so that its unit is the one of before.`,
      ),
      ...expectations.map(
        ({ expectation, tolerance }) => `Expect from now on: ${sentenceOf(expectation, tolerance)}`,
      ),
    ],
  };
}

/** The same expectation with bounds that the new version meets; null where bounds are not the point. */
function widened(
  expectation: Expectation,
  after: { readonly rows: number; readonly columns: readonly ColumnFacts[] },
): Expectation | null {
  switch (expectation.kind) {
    case 'range': {
      const facts = after.columns.find(({ name }) => name === expectation.column);
      if (facts?.kind !== 'number' || facts.least === null || facts.most === null) return null;
      const { least, most } = expectation;
      if (typeof least === 'string' || typeof most === 'string') return null;
      return {
        ...expectation,
        least: least === null ? null : Math.min(least, Number(facts.least)),
        most: most === null ? null : Math.max(most, Number(facts.most)),
      };
    }
    case 'set': {
      const facts = after.columns.find(({ name }) => name === expectation.column);
      const values = facts?.values;
      return values
        ? { ...expectation, values: [...new Set([...expectation.values, ...values])].sort() }
        : null;
    }
    case 'rowCount': {
      const { least, most } = expectation;
      return {
        ...expectation,
        least: least === null ? null : Math.min(least, after.rows),
        most: most === null ? null : Math.max(most, after.rows),
        change: null,
      };
    }
    case 'notNull':
    case 'unique':
    case 'pattern':
    case 'foreignKey':
    case 'monotone':
    case 'freshness':
      return null;
  }
}
