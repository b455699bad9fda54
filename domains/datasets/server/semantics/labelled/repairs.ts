import { detect } from '../detect/detect.ts';
import { factsOf } from '../detect/facts.ts';
import { automatic, replay } from '../recipe/replay.ts';
import { cityStep } from '../standardise/city-step.ts';
import { proposeSteps } from '../standardise/propose.ts';

/** How much of a dirty table the automatic steps make equal to its clean version. */
export interface Repairs {
  /** Cells that differ before. */
  readonly errors: number;
  readonly repaired: number;
  readonly changed: number;
  /** Cells that were right and are not any more. */
  readonly damaged: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Holds the automatic steps against a clean version, row by row; a missing cell equals an empty one. */
export function measureRepairs(
  columns: readonly string[],
  dirty: readonly (readonly string[])[],
  clean: readonly (readonly string[])[],
  threshold = 0.9,
): Repairs {
  const known = columns.map((name, at) => {
    const facts = factsOf(
      name,
      dirty.map((row) => row[at] ?? ''),
    );
    return { facts, meaning: detect(facts) };
  });
  const settings = { year: 2026, country: 'US' };
  const city = cityStep(known);
  const steps = [
    ...(city ? [city] : []),
    ...known.flatMap(({ facts, meaning }) => proposeSteps(facts, meaning, settings)),
  ];
  const actions = automatic(steps, threshold);
  let errors = 0;
  let repaired = 0;
  let changed = 0;
  let damaged = 0;
  for (const [index, cells] of dirty.entries()) {
    const { row } = replay(
      actions,
      Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])),
    );
    for (const [at, name] of columns.entries()) {
      const [before, after, right] = [cells[at] ?? '', row[name] ?? '', clean[index]?.[at] ?? ''];
      if (before !== after) changed += 1;
      if (before === right) damaged += before === after ? 0 : 1;
      else {
        errors += 1;
        if (after === right) repaired += 1;
      }
    }
  }
  const precision = changed === 0 ? 1 : repaired / changed;
  const recall = errors === 0 ? 1 : repaired / errors;
  return {
    errors,
    repaired,
    changed,
    damaged,
    precision,
    recall,
    f1: (2 * repaired) / Math.max(1, changed + errors),
  };
}
