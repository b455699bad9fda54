import { DuckDBInstance } from '@duckdb/node-api';
import type { ColumnProfile, QueryResult } from '@insites/datasets/contract';
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { type ChartChoice, settle } from './plan.ts';
import { pointsOf } from './points.ts';
import { chartSql } from './queries.ts';
import { sentenceOf } from './sentence.ts';
import { specOf } from './spec.ts';

const column = (part: Partial<ColumnProfile> & Pick<ColumnProfile, 'name' | 'kind'>) =>
  ({
    position: 0,
    source: part.name,
    type: 'VARCHAR',
    why: '',
    rows: 4,
    missing: 0,
    distinct: 3,
    exactDistinct: true,
    min: null,
    max: null,
    mean: null,
    median: null,
    standardDeviation: null,
    top: [],
    histogram: [],
    meaning: null,
    ...part,
  }) satisfies ColumnProfile;

const columns = [
  column({ name: 'de"partment', kind: 'text' }),
  column({
    name: 'amount',
    kind: 'number',
    min: '-10',
    max: '30',
    histogram: [
      { from: -10, to: 10, count: 2 },
      { from: 10, to: 30, count: 2 },
    ],
  }),
  column({ name: 'day', kind: 'date', min: '2020-01-01', max: '2024-12-31' }),
];

const bar: ChartChoice = { mark: 'bar', x: 'de"partment', y: 'amount', aggregate: 'sum' };

async function ask(sql: string): Promise<QueryResult> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `create table "bud get" as select * from (values
      ('Fire', -10, date '2020-01-01'), ('Police', 30, date '2020-01-15'),
      ('Fire', 5, date '2022-03-01'), (null, 12, date '2024-12-31')) t("de""partment", amount, day)`,
  );
  const answer = await connection.runAndReadAll(sql);
  return {
    columns: answer.columnNames().map((name) => ({ name, type: 'VARCHAR' })),
    rows: answer.getRowsJson() as QueryResult['rows'],
    truncated: false,
    milliseconds: 1,
    datasets: [],
  };
}

async function pointsFor(choice: ChartChoice) {
  const profile = columns.find(({ name }) => name === choice.x);
  return pointsOf(await ask(chartSql(choice, 'bud get', profile)), choice.mark, profile);
}

describe('the question behind a chart, asked of the engine', () => {
  it('sums by name, leaving out rows without a name', async () => {
    const points = await pointsFor(bar);
    expect(points.map(({ label, y }) => [label, y])).toEqual([
      ['Police', 30],
      ['Fire', -5],
    ]);
  });

  it('gathers a long time by month', async () => {
    const points = await pointsFor({ mark: 'line', x: 'day', y: null, aggregate: 'count' });
    expect(points.map(({ label, y }) => [label, y])).toEqual([
      ['2020-01-01', 2],
      ['2022-03-01', 1],
      ['2024-12-01', 1],
    ]);
    expect(points[0]?.x).toBe(Date.UTC(2020, 0, 1));
  });

  it('puts values into the bins of the profile, also below zero', async () => {
    const points = await pointsFor({ mark: 'histogram', x: 'amount', y: null, aggregate: null });
    expect(points.map(({ x, end, y }) => [x, end, y])).toEqual([
      [-10, 10, 2],
      [10, 30, 2],
    ]);
  });
});

describe('what the sentence says', () => {
  it('names the first bar and its share only when shares make sense', async () => {
    const sentence = sentenceOf(bar, await pointsFor(bar));
    expect(sentence).toBe('Police comes first of 2: 30 (sum of amount).');
    const counted: ChartChoice = { ...bar, y: null, aggregate: 'count' };
    expect(sentenceOf(counted, await pointsFor(counted))).toContain('67% of what is shown');
  });

  it('tells how a line goes and where it is highest', async () => {
    const line: ChartChoice = { mark: 'line', x: 'day', y: 'amount', aggregate: 'sum' };
    expect(sentenceOf(line, await pointsFor(line))).toBe(
      'Sum of amount falls from 20 (2020-01-01) to 12 (2024-12-01); the highest is 20 (2020-01-01).',
    );
  });

  it('tells how closely points go together', () => {
    const points = [1, 2, 3, 4].map((x) => ({ x, y: -2 * x, end: null, label: String(x) }));
    const choice: ChartChoice = { mark: 'point', x: 'a', y: 'b', aggregate: null };
    expect(sentenceOf(choice, points)).toBe(
      '4 points. a and b closely run against each other (correlation r = -1.00).',
    );
  });

  it('names the fullest bin, without calling it most of the values', async () => {
    const choice: ChartChoice = { mark: 'histogram', x: 'amount', y: null, aggregate: null };
    expect(sentenceOf(choice, await pointsFor(choice))).toBe(
      'The most common range of amount is -10 to 10: 2 of 4 rows, 50%.',
    );
  });

  it('says so when there is nothing', () => {
    expect(sentenceOf(bar, [])).toContain('nothing to draw');
  });
});

describe('a choice that does not fit is put right', () => {
  it.each([
    [
      { mark: 'histogram', x: 'de"partment', y: 'amount', aggregate: 'sum' },
      { mark: 'histogram', x: 'amount', y: null, aggregate: null },
    ],
    [
      { mark: 'bar', x: 'de"partment', y: null, aggregate: 'mean' },
      { mark: 'bar', x: 'de"partment', y: 'amount', aggregate: 'mean' },
    ],
    [
      { mark: 'point', x: 'amount', y: null, aggregate: null },
      { mark: 'point', x: 'day', y: 'amount', aggregate: null },
    ],
    [
      { mark: 'point', x: 'day', y: null, aggregate: null },
      { mark: 'point', x: 'day', y: 'amount', aggregate: null },
    ],
  ] as const)('%o', (choice, settled) => {
    expect(settle(choice, columns)).toEqual(settled);
  });

  it('gives up when no column fits', () => {
    expect(settle({ ...bar, mark: 'histogram' }, columns.slice(0, 1))).toBeNull();
  });
});

describe('the specification', () => {
  it.each(['bar', 'line', 'histogram', 'point'] as const)(
    'of %s is drawn by Vega without making functions from text',
    async (mark) => {
      const choice = settle(
        { mark, x: mark === 'bar' ? 'de"partment' : 'day', y: 'amount', aggregate: 'sum' },
        columns,
      );
      if (!choice) throw new Error('no choice');
      const points = await pointsFor(choice);
      const profile = columns.find(({ name }) => name === choice.x);
      const {
        width: _,
        autosize: __,
        ...spec
      } = specOf(choice, points, profile) as object as Record<string, unknown>;
      const compiled = compile({ ...spec, width: 300 } as never).spec;
      const view = new View(parse(compiled, {}, { ast: true }), {
        expr: expressionInterpreter,
        renderer: 'none',
      });
      const svg = await view.toSVG();
      expect(svg.match(/aria-roledescription="(bar|line mark|point)"/g)?.length).toBeGreaterThan(0);
      view.finalize();
    },
  );
});
