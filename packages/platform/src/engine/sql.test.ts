import { DuckDBInstance } from '@duckdb/node-api';
import { assert as always, asyncProperty, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifier, join, list, literal, sql } from './sql.ts';

describe('SQL that is built', () => {
  it('quotes names and values', () => {
    const query = sql`SELECT ${identifier('a "b"')} FROM ${identifier('main', 't')} WHERE x = ${"it's"} AND y = ${3n}`;
    expect(query.text).toBe(`SELECT "a ""b""" FROM "main"."t" WHERE x = 'it''s' AND y = 3`);
  });

  it('puts pieces into pieces', () => {
    const where = join([sql`a = ${1}`, sql`b IS ${null}`, sql`c = ${true}`], sql` AND `);
    expect(sql`SELECT ${list(['x', 2])} WHERE ${where}`.text).toBe(
      `SELECT ['x', 2] WHERE a = 1 AND b IS NULL AND c = true`,
    );
  });

  it('refuses what cannot be written', () => {
    expect(() => literal(Number.NaN)).toThrow('finite');
    expect(() => literal('a\0b')).toThrow('NUL');
    expect(() => identifier('')).toThrow('empty');
  });

  it('gives any text back as it was, as a value and as a name', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const text = string({ minLength: 1, unit: 'binary' }).filter((each) => !each.includes('\0'));
    await always(
      asyncProperty(text, async (value) => {
        const reader = await connection.runAndReadAll(
          sql`SELECT ${value} AS ${identifier(value)}`.text,
        );
        expect(reader.getRows()).toEqual([[value]]);
        expect(reader.columnNames()).toEqual([value]);
      }),
      { numRuns: 200 },
    );
    connection.closeSync();
  });
});
