import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../contract/index.ts';
import { newestTold, rowCountTold } from './bounds.ts';
import type { ColumnFacts, VersionFacts } from './column-facts.ts';
import { suggest, timeOf } from './suggest.ts';
import { merged } from './suggestions.ts';

type Value = string | number | null;
type Kind = 'text' | 'number' | 'date';
interface Table {
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

const none = { absolute: 0, relative: 0 };
const day = 86_400_000;

/** What the engine finds, found here by plain loops. */
function factsOf({ kinds, rows }: Table): ColumnFacts[] {
  return Object.entries(kinds).map(([name, kind]) => {
    const values = rows.map((row) => row[name] ?? null);
    const there = values.filter((value) => value !== null);
    const sorted = [...there].sort(compare);
    const distinct = [...new Set(there.map(String))].sort();
    const shapes = [...new Set(there.map((value) => shapeOf(String(value))))];
    const runs = (wrong: (value: Value, before: Value) => boolean) =>
      there.every((value, at) => !there.slice(0, at).some((before) => wrong(value, before)));
    return {
      name,
      kind,
      type: { text: 'VARCHAR', number: 'DOUBLE', date: 'DATE' }[kind],
      rows: rows.length,
      missing: rows.length - there.length,
      unique: there.length === rows.length ? distinct.length === rows.length : null,
      least: kind === 'text' ? null : (sorted[0]?.toString() ?? null),
      most: kind === 'text' ? null : (sorted.at(-1)?.toString() ?? null),
      values: kind === 'text' && distinct.length <= 30 ? distinct : null,
      shapes: kind === 'text' && shapes.length <= 12 ? shapes : null,
      rising: kind === 'date' ? runs((value, before) => compare(value, before) < 0) : null,
      falling: kind === 'date' ? runs((value, before) => compare(value, before) > 0) : null,
    };
  });
}

function compare(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
}

function shapeOf(text: string): string {
  return text.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/[0-9]/g, '9');
}

/** Whether every row of a version meets an expectation, by its own words. */
function meets(expectation: Expectation, { rows }: Table, version: VersionFacts): boolean {
  const column = 'column' in expectation ? expectation.column : '';
  const there = rows.map((row) => row[column] ?? null).filter((value) => value !== null);
  switch (expectation.kind) {
    case 'notNull':
      return there.length === rows.length;
    case 'unique': {
      const keys = rows.map((row) => JSON.stringify(expectation.columns.map((name) => row[name])));
      return new Set(keys).size === keys.length;
    }
    case 'range': {
      const { least, most } = expectation;
      return there.every(
        (value) =>
          (least === null || compare(value, least) >= 0) &&
          (most === null || compare(value, most) <= 0),
      );
    }
    case 'pattern':
      return there.every((value) =>
        new RegExp(`^(?:${expectation.pattern})$`, 'su').test(String(value)),
      );
    case 'set':
      return there.every((value) => expectation.values.includes(String(value)));
    case 'monotone': {
      const sign = expectation.direction === 'rising' ? 1 : -1;
      return there.every(
        (value, at) => at === 0 || sign * compare(value, there[at - 1] ?? null) >= 0,
      );
    }
    case 'freshness': {
      const most = [...there].sort(compare).at(-1)?.toString() ?? null;
      return newestTold(expectation, none, most, version.at).passed === true;
    }
    case 'rowCount':
      return (
        rowCountTold(expectation, none, { rows: rows.length, rowsBefore: null }).passed === true
      );
    case 'foreignKey':
      return true;
  }
}

const iso = (at: number) => new Date(at * day).toISOString().slice(0, 10);
const cell: Readonly<Record<Kind, fc.Arbitrary<Value>>> = {
  text: fc.oneof(
    fc.constantFrom('A', 'B', 'C'),
    fc.stringMatching(/^[A-Z]{1,2}-[0-9]{2,4}$/),
    fc.string({ maxLength: 6 }),
  ),
  number: fc.oneof(
    fc.integer({ min: -50, max: 2_000 }),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  ),
  date: fc.integer({ min: 20_000, max: 20_500 }).map(iso),
};

/** Versions of one table; a column may be clean in some and not in others. */
const histories = fc
  .array(fc.record({ kind: fc.constantFrom<Kind>('text', 'number', 'date'), tidy: fc.nat(3) }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((columns) => {
    const kinds = Object.fromEntries(columns.map(({ kind }, at) => [`c${at}`, kind]));
    const values = columns.map(({ kind, tidy }) => {
      const full = tidy === 0 ? fc.option(cell[kind], { freq: 6 }) : cell[kind];
      const lists = fc.array(full, { minLength: 10, maxLength: 40 });
      return tidy === 2 ? lists.map((list) => [...list].sort(compare)) : lists;
    });
    const version = fc.tuple(...values).map((lists) => {
      const size = Math.min(...lists.map(({ length }) => length));
      const rows = Array.from({ length: size }, (_, row) =>
        Object.fromEntries(lists.map((list, at) => [`c${at}`, list[row] ?? null])),
      );
      return { kinds, rows };
    });
    return fc.array(version, { minLength: 1, maxLength: 4 });
  });

describe('suggestions', () => {
  it('are met by every row of every version', () => {
    fc.assert(
      fc.property(histories, (tables) => {
        const versions = tables.map((table, at) => ({
          version: at + 1,
          rows: table.rows.length,
          at: new Date((20_510 + at) * day),
          columns: factsOf(table),
        }));
        for (const { expectation, confidence, why } of suggest(versions)) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(why).toMatch(/\.$/);
          for (const [at, table] of tables.entries()) {
            const version = versions[at];
            if (version && !meets(expectation, table, version))
              throw new Error(`${JSON.stringify(expectation)} is not met by version ${at + 1}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  const table = (rows: number, more: (row: number) => Readonly<Record<string, Value>>): Table => ({
    kinds: { id: 'text', state: 'text', amount: 'number' },
    rows: Array.from({ length: rows }, (_, row) => ({
      id: `P-${1000 + row}`,
      state: ['open', 'closed', 'void'][row % 3] ?? '',
      amount: 10 + (row % 50),
      ...more(row),
    })),
  });
  const history = (...tables: readonly Table[]): VersionFacts[] =>
    tables.map((each, at) => ({
      version: at + 1,
      rows: each.rows.length,
      at: new Date((20_510 + at) * day),
      columns: factsOf(each),
    }));
  const of = (versions: readonly VersionFacts[], kind: string, column: string) =>
    suggest(versions).find(
      ({ expectation: it }) => it.kind === kind && JSON.stringify(it).includes(`"${column}"`),
    )?.expectation;

  it('name keys, sets, shapes and ranges', () => {
    const versions = history(table(200, () => ({})));
    expect(of(versions, 'unique', 'id')).toEqual({ kind: 'unique', columns: ['id'] });
    expect(of(versions, 'pattern', 'id')).toMatchObject({ pattern: '[A-Z]-[0-9]{4}' });
    expect(of(versions, 'set', 'state')).toMatchObject({ values: ['closed', 'open', 'void'] });
    expect(of(versions, 'range', 'amount')).toMatchObject({
      least: expect.closeTo(5.1, 6),
      most: 63.9,
    });
    expect(of(versions, 'notNull', 'amount')).toBeDefined();
  });

  it('leave out what an older version contradicts, and widen what varied', () => {
    const older = table(200, (row) => ({ ...(row === 7 ? { id: 'P-1000', amount: null } : {}) }));
    const newer = table(200, (row) => ({ amount: 30 + (row % 50) }));
    const versions = history(older, newer);
    expect(of(versions, 'unique', 'id')).toBeUndefined();
    expect(of(versions, 'notNull', 'amount')).toBeUndefined();
    // The bounds moved by 20: from 10..59 to 30..79.
    expect(of(versions, 'range', 'amount')).toMatchObject({ least: 0, most: 99 });
  });

  it('do not come back when they were dropped, and keep their ids', () => {
    const found = suggest(history(table(50, () => ({}))));
    const first = merged([], found);
    const [dropped, ...others] = first;
    if (!dropped) throw new Error('Nothing was suggested.');
    const again = merged([{ ...dropped, state: 'dropped' }, ...others], found);
    expect(again).toEqual([{ ...dropped, state: 'dropped' }, ...others]);
  });

  it('read times with and without zone', () => {
    expect(timeOf('2024-01-31')).toBe(Date.UTC(2024, 0, 31));
    expect(timeOf('2024-01-31 12:00:00')).toBe(Date.UTC(2024, 0, 31, 12));
    expect(timeOf('2024-01-31 12:00:00+00')).toBe(Date.UTC(2024, 0, 31, 12));
    expect(timeOf(null)).toBeNull();
  });
});
