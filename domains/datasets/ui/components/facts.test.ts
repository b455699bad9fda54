import type { Conservation } from '@insites/datasets/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars } from './columns/shape.ts';
import { timeOf } from './numbers.ts';
import { tabOf } from './overview/tab-names.ts';
import { parseRows } from './preview/rows.ts';
import { partsOf } from './rejected/parts.ts';
import { goodFor, recipesFor } from './share/recipes.ts';

describe('the sum of the rows', () => {
  it('adds up to the records of the file, whatever went where', () => {
    const count = fc.nat({ max: 1_000_000 });
    const shape = {
      loaded: count,
      rejected: count,
      header: count,
      preamble: count,
      blank: count,
      footer: count,
    };
    fc.assert(
      fc.property(fc.record(shape), (counts) => {
        const records = Object.values(counts).reduce((sum, each) => sum + each, 0);
        const conservation: Conservation = { ...counts, records, holds: true, sentence: '' };
        expect(partsOf(conservation).reduce((sum, part) => sum + part.count, 0)).toBe(records);
      }),
    );
  });

  it('always names loaded and rejected, and one row as one', () => {
    const nothing = { header: 0, preamble: 0, blank: 0, footer: 0, holds: true, sentence: '' };
    expect(partsOf({ ...nothing, records: 1, loaded: 1, rejected: 0 })).toEqual([
      { label: 'row loaded', count: 1 },
      { label: 'rejected', count: 0 },
    ]);
  });
});

describe('rows of the preview', () => {
  it('keep whole numbers beyond 2^53 as they were written', () => {
    expect(parseRows('[{"id": 9007199254740993, "small": 12, "share": 0.5}]')).toEqual([
      { id: '9007199254740993', small: 12, share: 0.5 },
    ]);
  });

  it('show nested values as JSON and missing ones as null', () => {
    expect(parseRows('[{"tags": ["a", "b"], "gone": null}]')).toEqual([
      { tags: '["a","b"]', gone: null },
    ]);
  });
});

describe('the small drawing', () => {
  it('joins bins without losing any', () => {
    const histogram = Array.from({ length: 30 }, (_, from) => ({ from, to: from + 1, count: 1 }));
    expect(bars({ histogram, top: [] }, 10)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('falls back on the most frequent values, and on nothing', () => {
    expect(
      bars(
        {
          histogram: [],
          top: [
            { value: 'a', count: 4 },
            { value: 'b', count: 1 },
          ],
        },
        10,
      ),
    ).toEqual([1, 0.25]);
    expect(bars({ histogram: [], top: [] }, 10)).toEqual([]);
  });
});

describe('commands to copy', () => {
  const shared = {
    name: 'budget',
    server: 'https://data.example.org',
    address: (format: string) => `https://data.example.org/api/v1/datasets/1/data?format=${format}`,
  };

  it('carry a token only when the dataset is not public', () => {
    const [open, closed] = [true, false].map((isPublic) =>
      recipesFor({ ...shared, isPublic })
        .slice(0, 3)
        .map(({ code }) => code.includes('INSITES_TOKEN')),
    );
    expect(open).toEqual([false, false, false]);
    expect(closed).toEqual([true, true, true]);
  });

  it('never hold a token themselves, and say what every form is good for', () => {
    expect(
      recipesFor({ ...shared, isPublic: false })
        .map(({ code }) => code)
        .join(),
    ).not.toMatch(/ins_/);
    expect(Object.keys(goodFor)).toHaveLength(5);
  });
});

it.each([
  ['2020-01-31', Date.UTC(2020, 0, 31)],
  ['2020-01-31 10:30:00', Date.UTC(2020, 0, 31, 10, 30)],
  ['2020-01-31 10:30:00+02', Date.UTC(2020, 0, 31, 8, 30)],
  ['2020-01-31T10:30:00Z', Date.UTC(2020, 0, 31, 10, 30)],
])('reads the time %s', (text, time) => {
  expect(timeOf(text)).toBe(time);
});

it('shows the preview for a part that there is not', () => {
  expect(tabOf('columns')).toBe('columns');
  expect(tabOf('nonsense')).toBe('preview');
  expect(tabOf(undefined)).toBe('preview');
});
