import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { columnNames, datasetNameFrom } from './column-names.ts';
import { detectDialect } from './dialect.ts';
import { examineHead } from './encoding.ts';
import { jsonElements } from './json-elements.ts';
import { csvLine } from './row-writer.ts';
import { run as scan } from './scan.ts';
import { tokenize } from './tokenize.ts';
import { noShapes, type Shape, shapeOf, shapesOf } from './value-shape.ts';

const folder = mkdtempSync(join(tmpdir(), 'parsing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { progress: () => undefined };

function scanText(text: string | Buffer, width: number, header = false, delimiter = ',') {
  const path = join(folder, 'scan.csv');
  writeFileSync(path, text);
  return scan(
    { path, bytes: Buffer.byteLength(text), markBytes: 0, delimiter, header, width },
    quiet,
  );
}

const cell = fc.string({ unit: fc.constantFrom(...'ab1 ,;"\n\r\'é-.0'.split('')), maxLength: 8 });
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 12,
  }),
);

/** Cuts a text into pieces of random length, as a file arrives. */
const pieces = (text: string, sizes: readonly number[]) => {
  const cut: string[] = [];
  let at = 0;
  for (const size of sizes) {
    cut.push(text.slice(at, at + size));
    at += size;
  }
  cut.push(text.slice(at));
  return cut;
};

describe('tokenizer', () => {
  it('reads back whatever was written, however it is cut into pieces', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }),
        (rows, sizes) => {
          const text = rows.map(csvLine).join('');
          const read = [...tokenize(pieces(text, sizes), ',')].map(({ fields }) => fields);
          expect(read).toEqual(rows);
        },
      ),
    );
  });

  it('tells the line at which a record begins when fields span lines', () => {
    const records = [...tokenize(['a,"b\nc\nd"\ne,f\r\ng,h'], ',')];
    expect(records.map(({ line }) => line)).toEqual([1, 4, 5]);
  });

  it('gives a quote that never closes back as lines, so that it does not swallow the file', () => {
    const records = [...tokenize(['a,b\n1,"two\n3,4\n'], ',')];
    expect(records.map(({ fields, unclosed }) => [fields, unclosed])).toEqual([
      [['a', 'b'], false],
      [['1', '"two'], true],
      [['3', '4'], false],
    ]);
  });

  it('takes CR alone as the end of a line', () => {
    expect([...tokenize(['a,b\r1,2\r'], ',')].map(({ fields }) => fields)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('scanner', () => {
  it('counts the records that were written and finds them regular', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'ab1,"\né-.'.split('')), maxLength: 8 });
    const rowsOf = fc.array(fc.tuple(plain, plain, plain), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const result = scanText(rows.map((row) => csvLine(row)).join(''), 3);
        expect(result).toMatchObject({ records: rows.length, regular: true });
      }),
    );
  });

  it('gives every value the shape that its characters have', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789.-+e :Ttrueals'.split('')),
      maxLength: 12,
    });
    const known = fc.constantFrom(
      '0',
      '-0',
      '00',
      '007',
      '1.5',
      '.5',
      '5.',
      '-1.25',
      '1.5e3',
      '1e5',
      '+5',
      '2024-01-31',
      '2024-01-31 12:00',
      '2024-01-31T12:00:00',
      '2024-01-31 12:00:00.123',
      'true',
      'FALSE',
      'True',
      '123456789012345678',
      '1234567890123456789',
      'east',
      '--5',
      '1-2',
      '12:30',
      '0.5',
      '00.5',
    );
    fc.assert(
      fc.property(fc.oneof(digits, known), (value) => {
        fc.pre(!/["\n\r,]/.test(value));
        for (const field of [value, `"${value}"`]) {
          const result = scanText(`${field},x\n`, 2);
          const counts = result.columns[0] ?? noShapes;
          const found = (Object.keys(counts) as Shape[]).filter((shape) => counts[shape] === 1);
          expect([field, found]).toEqual([field, [shapeOf(value)]]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a row of another width', 'a,b\n1,2,3\n', 'record 2 has 3 fields, not 2'],
    ['a blank line', 'a,b\n\n1,2\n', 'line 2 is blank'],
    [
      'a quote inside a field',
      'a,b\n1,2"3\n',
      'a quote stands inside an unquoted field of record 2',
    ],
    [
      'text after a closing quote',
      'a,b\n1,"2"3\n',
      'something follows a closing quote in record 2',
    ],
    ['a quote that never closes', 'a,b\n1,"2\n', 'a quoted field never ends'],
    ['CR line ends', 'a,b\r1,2\r', 'a line ends with CR alone near record 1'],
    ['a NUL byte', 'a,b\n1,\0\n', 'a NUL byte stands in record 2'],
  ])('finds %s irregular', (_, text, irregularity) => {
    expect(scanText(text, 2)).toMatchObject({ regular: false, irregularity });
  });

  it('finds bytes that are no UTF-8, also across its chunks', () => {
    expect(scanText(Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), 2)).toMatchObject({
      regular: false,
      validUtf8: false,
    });
    const big = Buffer.concat([Buffer.alloc(1024 * 1024 - 1, 'x'), Buffer.from('é,2\n')]);
    expect(scanText(big, 2)).toMatchObject({ regular: true, validUtf8: true, records: 1 });
  });

  it('takes CRLF and a missing last line end as they are', () => {
    expect(scanText('a,b\r\n1,2\r\n3,4', 2, true)).toMatchObject({ records: 3, regular: true });
  });

  it('sees in the scanner what rises and what comes again as in memory', () => {
    const values = Array.from({ length: 70 }, (_, index) => [
      String(index * 3),
      String(10_001 + (index % 9)),
      String(index === 40 ? -1 : index),
    ]);
    const text = `a,b,c\n${values.map((row) => row.join(',')).join('\n')}\n`;
    const { columns } = scanText(text, 3, true);
    for (const at of [0, 1, 2])
      expect(columns[at]?.digits).toEqual(shapesOf(values.map((row) => row[at] ?? '')).digits);
    expect(columns[0]?.digits?.rising).toEqual({ first: 0, last: 207 });
    expect(columns[1]?.digits?.again).toMatchObject({ seen: 70, distinct: 9 });
    expect(columns[2]?.digits?.rising).toBeUndefined();
  });

  it('counts small numbers in the scanner as in memory, also where not every row is looked at', () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => [
      String([101, 110, 300, 911][(row * 7) % 4]),
      row % 3 === 0 ? '' : String(row % 300),
      String((row % 5) - 1),
      String(row < 39_999 ? row % 7 : 10_000),
    ]);
    const text = `a,b,c,d\n${rows.map((row) => row.join(',')).join('\n')}\n`;
    const { columns } = scanText(text, 4, true);
    for (const at of [0, 1, 2, 3])
      expect(columns[at]?.digits).toEqual(shapesOf(rows.map((row) => row[at] ?? '')).digits);
    expect(columns[0]?.digits?.support?.values).toEqual([101, 110, 300, 911]);
    expect(columns[2]?.digits?.support?.values).toEqual([0, 1, 2, 3]);
  });

  it('counts digits in the scanner as in memory', () => {
    const { columns } = scanText('a,b,c\n12,-5,x\n12345,77,\n123,8,y\n', 3, true);
    expect(columns[0]?.digits).toEqual(shapesOf(['12', '12345', '123']).digits);
    expect(columns[0]?.digits).toEqual({ fewest: 2, most: 5, beginning: [12, 12_345, 123] });
    expect(columns[1]?.digits?.fewest).toBe(0);
  });
});

describe('dialect', () => {
  it.each([
    [',', 'name,amount\na,1\nb,2\n'],
    [';', 'name;amount\na;1,5\nb;2,5\n'],
    ['\t', 'name\tamount\na\t1\n'],
    ['|', 'name|amount\na, b|1\nc, d|2\n'],
  ])('finds the delimiter %j', (delimiter, text) => {
    expect(detectDialect(text, true)).toMatchObject({
      delimiter,
      header: true,
      width: 2,
      preamble: 0,
    });
  });

  it('finds the table below a preamble', () => {
    const text = 'City of Example\nBudget 2024\n\nfund,department,amount\n1,a,5\n2,b,6\n';
    expect(detectDialect(text, true)).toMatchObject({
      preamble: 3,
      width: 3,
      names: ['fund', 'department', 'amount'],
    });
  });

  it('sees that a first row of numbers is no header, and that years over numbers are one', () => {
    expect(detectDialect('1,2\n3,4\n', true).header).toBe(false);
    expect(detectDialect('county,2019,2020\nA,5,6\nB,7,8\n', true).header).toBe(true);
  });
});

describe('encoding', () => {
  it('tells text from what only claims to be text', () => {
    const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]);
    expect(examineHead(zip)).toMatchObject({ kind: 'binary' });
    expect(
      examineHead(Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256))),
    ).toMatchObject({ kind: 'binary' });
    expect(examineHead(Buffer.alloc(0))).toEqual({ kind: 'empty' });
  });

  it.each([
    ['utf-8', Buffer.from('a,é\n')],
    ['utf-8', Buffer.from('\ufeffa,b\n')],
    ['utf-16le', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')],
    ['utf-16le', Buffer.from('a,b\n1,2\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffa,b\n', 'utf16le').swap16()],
    ['windows-1252', Buffer.from('a,caf\xe9\n', 'latin1')],
  ])('finds %s', (name, bytes) => {
    expect(examineHead(bytes)).toMatchObject({ kind: 'text', encoding: { name } });
  });

  it('does not take a character cut by the end of the head for a wrong one', () => {
    expect(examineHead(Buffer.from('a,é').subarray(0, 3))).toMatchObject({
      encoding: { name: 'utf-8' },
    });
  });
});

describe('names', () => {
  it('are never empty and never twice, whatever their case', () => {
    expect(columnNames([' Name ', 'name', '', 'NAME\nof'], 5)).toEqual([
      'Name',
      'name_2',
      'column_3',
      'NAME of',
      'column_5',
    ]);
  });

  it('of datasets come from names of files', () => {
    expect(datasetNameFrom('Adopted Budget FY22-23.csv')).toBe('adopted_budget_fy22_23');
    expect(datasetNameFrom('2024 Straße.tsv')).toBe('data_2024_stra_e');
  });
});

describe('JSON elements', () => {
  const texts = (text: string, format: 'json' | 'ndjson', sizes: readonly number[] = []) =>
    [...jsonElements(pieces(text, sizes), format)].map((element) =>
      element.kind === 'text' ? element.text.trim() : 'too long',
    );

  it('are the elements of the outermost array, however the text is cut', () => {
    const value = fc.array(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(value, fc.array(fc.integer({ min: 1, max: 7 })), (rows, sizes) => {
        const found = texts(JSON.stringify(rows, null, 1), 'json', sizes);
        expect(found.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
    );
  });

  it('of an object with an array are the elements of that', () => {
    expect(texts('{"count": 2, "data": [{"a": 1}, {"a": 2}]}', 'json')).toEqual([
      '{"a": 1}',
      '{"a": 2}',
    ]);
  });

  it('of NDJSON are its lines', () => {
    expect(texts('{"a":1}\n{"a":2}', 'ndjson')).toEqual(['{"a":1}', '{"a":2}']);
  });
});
