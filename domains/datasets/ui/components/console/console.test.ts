import { PostgreSQL } from '@codemirror/lang-sql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOfSql, sqlOfHash } from './address.ts';
import { toCsv } from './csv.ts';
import { engineSql } from './dialect.ts';
import { forget, readHistory, remember } from './history.ts';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}

describe('a question in the address', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (sql) => {
        expect(sqlOfHash(hashOfSql(sql))).toBe(sql);
      }),
    );
  });

  it('is empty for another hash or a damaged one', () => {
    expect(sqlOfHash('#rows')).toBe('');
    expect(sqlOfHash('#sql=%E0%A4%A')).toBe('');
  });
});

describe('the answer as CSV', () => {
  const columns = [
    { name: 'name', type: 'VARCHAR' },
    { name: 'amount', type: 'DECIMAL(18,2)' },
  ];

  it('quotes what needs quotes and keeps missing apart from text', () => {
    expect(
      toCsv({
        columns,
        rows: [
          ['a "b", c', '1.50'],
          [null, null],
        ],
      }),
    ).toBe('name,amount\r\n"a ""b"", c",1.50\r\n,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '＝1'])('takes the formula out of %s', (text) => {
    expect(toCsv({ columns, rows: [[text, '-1.00']] }).split('\r\n')[1]).toContain(`'${text}`);
  });

  it('leaves negative numbers alone', () => {
    expect(toCsv({ columns, rows: [['x', '-1.00']] })).toContain('x,-1.00');
  });
});

describe('the history of this browser', () => {
  const at = '2026-11-22T10:00:00Z';

  it('puts a question asked again on top, once', () => {
    const storage = memory();
    for (const sql of ['a', 'b', 'a']) remember({ sql, at, rows: 1 }, storage);
    expect(readHistory(storage).map(({ sql }) => sql)).toEqual(['a', 'b']);
  });

  it('keeps the last thirty', () => {
    const storage = memory();
    for (let index = 0; index < 40; index += 1) remember({ sql: `${index}`, at, rows: 1 }, storage);
    expect(readHistory(storage)).toHaveLength(30);
    expect(readHistory(storage)[0]?.sql).toBe('39');
  });

  it('counts a damaged store as empty and can be forgotten', () => {
    const storage = memory();
    storage.setItem('insites.sql.history', '{"not":"a list"');
    expect(readHistory(storage)).toEqual([]);
    remember({ sql: 'a', at, rows: 1 }, storage);
    expect(forget(storage)).toEqual([]);
    expect(readHistory(storage)).toEqual([]);
  });
});

it('the dialect reads clauses of the engine as keywords, which PostgreSQL does not', () => {
  const keywordIn = (dialect: typeof PostgreSQL) => {
    let found = false;
    dialect.language.parser.parse('select a from t qualify b').iterate({
      enter: ({ name, from }) => {
        if (name === 'Keyword' && from === 16) found = true;
      },
    });
    return found;
  };
  expect(keywordIn(engineSql)).toBe(true);
  expect(keywordIn(PostgreSQL)).toBe(false);
});
