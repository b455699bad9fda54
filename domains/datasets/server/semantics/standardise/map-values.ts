import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { RecipeStep } from '../../../contract/recipe-step.ts';
import { csvLine, LineFile } from '../../parsing/row-writer.ts';
import { tokenize } from '../../parsing/tokenize.ts';
import { noShapes, type Shape, shapeOf } from '../../parsing/value-shape.ts';
import { cityAndState } from '../values/places.ts';
import { apply } from './apply.ts';

/** The steps of one column and where its distinct values lie, as CSV: value, rows. */
export interface MapTask {
  readonly column: string;
  readonly steps: readonly RecipeStep[];
  readonly valuesPath: string;
  /** Written here as CSV: before, after, `1` where it becomes missing. Only values that change. */
  readonly mapPath: string;
}

/** What the steps do to a column. */
export interface Mapped {
  readonly column: string;
  /** With counts over all rows. */
  readonly steps: readonly RecipeStep[];
  /** Rows of each shape afterwards. */
  readonly shapes: Readonly<Record<Shape, number>>;
  /** Every number is written as a number is written, so that none loses a digit by being one. */
  readonly plain: boolean;
  readonly changes: number;
}

export interface MapInput {
  readonly tasks: readonly MapTask[];
}

const shown = 5;

/** Does the steps on every distinct value of each column. Runs in a process of its own. */
export function run({ tasks }: MapInput): readonly Mapped[] {
  return tasks.map(mapColumn);
}

/** A step and what it did so far. */
interface Tally {
  readonly step: RecipeStep;
  cells: number;
  unread: number;
  readonly examples: RecipeStep['examples'];
  readonly unreadExamples: string[];
}

function mapColumn({ column, steps, valuesPath, mapPath }: MapTask): Mapped {
  const tallies = steps.map(
    (step): Tally => ({ step, cells: 0, unread: 0, examples: [], unreadExamples: [] }),
  );
  const shapes = { ...noShapes };
  let plain = true;
  let changes = 0;
  const map = new LineFile(mapPath);
  for (const { fields } of tokenize(chunksOf(valuesPath), ',', { quote: '"' })) {
    const [before = '', rows = '0'] = fields;
    const count = Number(rows);
    const after = tallies.reduce<string | null>(
      (value, tally) => onTally(tally, value, count),
      before,
    );
    const shape = shapeOf(after ?? '');
    shapes[after === null ? 'empty' : after === '' ? 'text' : shape] += count;
    if ((shape === 'integer' || shape === 'decimal') && String(Number(after)) !== after)
      plain = false;
    if (after === before) continue;
    changes += 1;
    map.write(csvLine([before, after ?? '', after === null ? '1' : '0']));
  }
  map.close();
  return {
    column,
    shapes,
    plain,
    changes,
    steps: tallies.map(({ step, ...did }) => ({ ...step, ...did, over: 'all rows' })),
  };
}

function onTally(tally: Tally, value: string | null, count: number): string | null {
  const result = apply(tally.step.action, value);
  if (result.flag === 'unread') {
    tally.unread += count;
    if (tally.unreadExamples.length < shown && value !== null) tally.unreadExamples.push(value);
  }
  if ((result.flag === 'changed' || result.flag === 'missing') && value !== null) {
    tally.cells += count;
    if (tally.examples.length < shown)
      tally.examples.push({ before: value, after: result.value, count });
  }
  return result.value;
}

/** Cities with a state behind them: written as CSV: before, city, state. */
export function splitCities(valuesPath: string, mapPath: string): void {
  const map = new LineFile(mapPath);
  for (const { fields } of tokenize(chunksOf(valuesPath), ',', { quote: '"' })) {
    const [before = ''] = fields;
    const found = cityAndState(before);
    if (found) map.write(csvLine([before, found.city, found.state]));
  }
  map.close();
}

function* chunksOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const decoder = new StringDecoder('utf8');
  try {
    for (;;) {
      const read = readSync(file, buffer, 0, buffer.length, null);
      if (read === 0) break;
      yield decoder.write(buffer.subarray(0, read));
    }
    yield decoder.end();
  } finally {
    closeSync(file);
  }
}
