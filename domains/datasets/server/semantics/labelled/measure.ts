import type { SemanticType } from '../../../contract/semantic-type.ts';
import { saidByNames } from '../../parsing/code-names.ts';
import { detect } from '../detect/detect.ts';
import { factsOf } from '../detect/facts.ts';
import { columnOf, type LabelledColumn } from './column.ts';
import { randomFrom } from './random.ts';
import { quantitiesAndTimes } from './variants-how-much.ts';
import { codesAndKinds } from './variants-what.ts';
import { whoAndWhere } from './variants-who-where.ts';

/** Made-up labelled columns: rules were tuned on the first half of each variant's names, the other half is reported. */
export function madeUp(half: 'tuning' | 'report'): LabelledColumn[] {
  return [...whoAndWhere, ...codesAndKinds, ...quantitiesAndTimes].flatMap((variant, index) =>
    variant.names
      .filter((_, at) => (half === 'tuning' ? at < 2 : at >= 2))
      .flatMap((name, at) =>
        [0, 1].map((time) =>
          columnOf(
            variant,
            name,
            randomFrom(index * 100 + at * 10 + time + (half === 'tuning' ? 1 : 7_919)),
          ),
        ),
      ),
  );
}

export interface Score {
  readonly type: SemanticType;
  readonly columns: number;
  readonly right: number;
  readonly claimed: number;
}

export interface Outcome {
  /** Of the claims made, right ones; of the columns with a type, found ones. */
  readonly precision: number;
  readonly recall: number;
  readonly types: readonly Score[];
  readonly wrong: readonly string[];
}

/** “Text” and “number” say that nothing more is known: they are no claim, and no label to find. */
const noClaim = new Set<SemanticType>(['text', 'number']);

/** How often the detectors are right on labelled columns. */
export function measure(columns: readonly LabelledColumn[]): Outcome {
  const scores = new Map<SemanticType, { columns: number; right: number; claimed: number }>();
  const of = (type: SemanticType) =>
    scores.get(type) ??
    scores.set(type, { columns: 0, right: 0, claimed: 0 }).get(type) ?? {
      columns: 0,
      right: 0,
      claimed: 0,
    };
  const wrong: string[] = [];
  for (const { name, types, cells, beside = [name] } of columns) {
    const { best } = detect(factsOf(name, cells), saidByNames(beside)[beside.indexOf(name)]);
    const label = types[0] ?? 'text';
    const right = types.includes(best.type);
    // Where abstaining is right, there is nothing to claim and nothing to find.
    if (right && noClaim.has(best.type)) continue;
    if (!noClaim.has(label)) of(label).columns += 1;
    if (!noClaim.has(best.type)) of(right ? label : best.type).claimed += 1;
    if (right && !noClaim.has(label)) of(label).right += 1;
    if (!right)
      wrong.push(
        `${name}: ${label}, taken for ${best.type} (${best.confidence}), e.g. ${cells.find((cell) => cell !== null)}`,
      );
  }
  const types = [...scores]
    .map(([type, score]) => ({ type, ...score }))
    .filter(({ type }) => !noClaim.has(type));
  const sum = (key: 'columns' | 'right' | 'claimed') =>
    types.reduce((total, score) => total + score[key], 0);
  return {
    precision: sum('right') / sum('claimed'),
    recall: sum('right') / sum('columns'),
    types,
    wrong,
  };
}
