import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { temporaryHome, zipOf } from '@insites/testing';
import {
  Bool,
  DateDay,
  Float64,
  Int64,
  Table,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from './house.ts';
import { accountOf } from './outcome.ts';
import { shapefileOf } from './shape-files.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const cities = 'city,people\nOakland,440646\nFresno,542107\n';
const read = (name: string, content: Buffer | string, more = {}) =>
  accountOf(house, name, content, more);

describe('packed files are what is in them, whatever their name', () => {
  it.for([
    ['gzip', gzipSync(cities)],
    ['zstd', zstdCompressSync(Buffer.from(cities))],
    [
      'bzip2',
      Buffer.from(
        'QlpoOTFBWSZTWdVKF6UAAAtdgAAQAAR3gAEAri3cICAAMUAA0DJkERomR4moPJol16VtmRiCGU6ICArC45h3io6vnDRTW/xdyRThQkNVKF6U',
        'base64',
      ),
    ],
    ['zip', zipOf([{ name: 'data/cities.csv', content: cities }])],
  ] as const)('%s', async ([packing, bytes]) => {
    const { counts, first, recipe } = await read('cities.csv', bytes);
    expect(counts).toEqual({ records: 3, loaded: 2, header: 1 });
    expect(first[1]).toEqual({ city: 'Fresno', people: 542107 });
    expect(recipe).toMatchObject({ format: 'csv', packing: [packing] });
  });

  it('gzip in a zip; pictures and leavings of a Mac beside the table', async () => {
    const archive = zipOf([
      { name: '__MACOSX/._cities.csv.gz', content: 'x' },
      { name: 'map.png', content: 'x' },
      { name: 'cities.csv.gz', content: gzipSync(cities) },
    ]);
    const { recipe } = await read('cities.zip', archive);
    expect(recipe).toMatchObject({ packing: ['zip', 'gzip'], part: { member: 'cities.csv.gz' } });
  });

  it('several files: the person chooses', async () => {
    const archive = zipOf([
      { name: 'a.csv', content: cities },
      { name: 'sub/b.csv', content: 'n\n1\n2\n' },
    ]);
    const { job } = await house.city.import('two.zip', archive);
    expect(job.error).toMatchObject({
      code: 'datasets.choiceNeeded',
      message: expect.stringMatching(/2 files: “a.csv” \(41 bytes\), “sub\/b.csv”/),
      hint: expect.stringContaining('--member'),
    });
    const { first, recipe } = await read('two.zip', archive, { member: 'sub/b.csv' });
    expect(first).toEqual([{ n: 1 }, { n: 2 }]);
    expect(recipe?.notes).toEqual(['Not in this version: the file “a.csv” (41 bytes).']);
  });
});

describe('Arrow', () => {
  const table = new Table({
    n: vectorFromArray([1n, 9007199254740993n, null], new Int64()),
    words: vectorFromArray(['a', '007', null], new Utf8()),
    ratio: vectorFromArray([0.5, Number.NaN, null], new Float64()),
    even: vectorFromArray([true, false, null], new Bool()),
    day: vectorFromArray([new Date('1955-01-01'), new Date('2024-01-31'), null], new DateDay()),
    moment: vectorFromArray(
      [new Date('1969-12-31T23:59:58.500Z'), new Date('2024-01-31T12:00:00Z'), null],
      new TimestampMillisecond(),
    ),
  });

  it.for(['file', 'stream'] as const)('%s', async (form) => {
    const { counts, columns, first, recipe } = await read(
      'a.bin',
      Buffer.from(tableToIPC(table, form)),
    );
    expect(counts).toEqual({ records: 3, loaded: 3 });
    expect(columns).toEqual({
      n: 'BIGINT',
      words: 'VARCHAR',
      ratio: 'DOUBLE',
      even: 'BOOLEAN',
      day: 'DATE',
      moment: 'TIMESTAMP',
    });
    expect(first[0]).toEqual({
      n: 1,
      words: 'a',
      ratio: 0.5,
      even: true,
      day: '1955-01-01',
      moment: expect.stringMatching(/^1969-12-31[ T]23:59:58\.5/),
    });
    expect(recipe?.notes).toEqual(['1 value of number columns (NaN or infinite) is missing.']);
  });
});

describe('SQLite', () => {
  it('the table that is asked for; nothing of it runs', async () => {
    await using home = await temporaryHome();
    const path = join(home.path, 'city.db');
    const database = new DatabaseSync(path);
    database.exec(`
      CREATE TABLE permits (id INTEGER, zip TEXT, cost REAL, photo BLOB);
      INSERT INTO permits VALUES (9007199254740993, '02139', 1.5, x'cafe'), (2, NULL, NULL, NULL);
      CREATE TABLE streets (name TEXT); INSERT INTO streets VALUES ('Main'), ('Oak');
      CREATE VIEW endless AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;`);
    database.close();
    const bytes = await readFile(path);
    const asked = await house.city.import('city.bin', bytes);
    expect(asked.job.error?.message).toMatch(
      /2 tables: “permits” \(2 rows\), “streets” \(2 rows\)/,
    );
    const { columns, first } = await read('city.bin', bytes, { table: 'permits' });
    expect(columns).toMatchObject({ zip: 'VARCHAR', cost: 'DOUBLE', photo: 'VARCHAR' });
    expect(first).toEqual([
      { id: '9007199254740993', zip: '02139', cost: 1.5, photo: 'cafe' },
      { id: '2', zip: null, cost: null, photo: null },
    ]);
  });
});

describe('XML', () => {
  it('the elements that repeat are rows; what is in them are columns', async () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>
      <!-- permits --><response><row>
        <row id="1"><name>Caf\u00e9 &amp; Bar</name><at><city>Oakland</city></at><tag>a</tag><tag>b</tag></row>
        <row id="2"><name><![CDATA[<b>]]></name><cost>1.5</cost></row>
      </row></response>`;
    const { counts, columns, first, recipe } = await read('a.bin', Buffer.from(xml, 'latin1'));
    expect(counts).toEqual({ records: 2, loaded: 2 });
    expect(columns).toMatchObject({ 'at.city': 'VARCHAR', cost: 'DOUBLE' });
    expect(first).toEqual([
      { id: '1', name: 'Café & Bar', 'at.city': 'Oakland', tag: '["a","b"]', cost: null },
      { id: '2', name: '<b>', 'at.city': null, tag: null, cost: 1.5 },
    ]);
    expect(recipe?.part).toEqual({ table: 'response/row/row' });
  });

  it('several kinds of elements that repeat: the person chooses', async () => {
    const xml =
      '<all><a><n>1</n></a><a><n>2</n></a><b><m>1</m></b><b><m>2</m></b><b><m>3</m></b></all>';
    const { job } = await house.city.import('a.xml', xml);
    expect(job.error?.message).toMatch(
      /2 tables: “all\/a” \(2 elements\), “all\/b” \(3 elements\)/,
    );
    const { first } = await read('a.xml', xml, { table: 'all/b' });
    expect(first).toEqual([{ m: 1 }, { m: 2 }, { m: 3 }]);
  });

  it('cut off: refused, with where', async () => {
    const { job } = await house.city.import('a.xml', '<all><a><n>1</n></a><a><n>2</n>');
    expect(job.error).toMatchObject({
      code: 'datasets.fileDamaged',
      message: expect.stringContaining('it ends inside of <a>'),
    });
  });
});

describe('places', () => {
  it('KML: placemarks with their data and shapes, alone and as KMZ', async () => {
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Parks</name>
      <Placemark id="p1"><name>Lake</name><ExtendedData><Data name="acres"><value>12.5</value></Data></ExtendedData>
        <Point><coordinates>-122.25,37.8,0</coordinates></Point></Placemark></Folder>
      <Placemark><name>Square</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
    </Document></kml>`;
    for (const bytes of [Buffer.from(kml), zipOf([{ name: 'doc.kml', content: kml }])]) {
      const { first, recipe } = await read('a.kml', bytes);
      expect(first).toEqual([
        {
          id: 'p1',
          name: 'Lake',
          acres: 12.5,
          geometry: '{"type":"Point","coordinates":[-122.25,37.8,0]}',
        },
        {
          id: null,
          name: 'Square',
          acres: null,
          geometry: '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}',
        },
      ]);
      expect(recipe).toMatchObject({ format: 'kml', crs: 'WGS 84 (longitude, latitude)' });
    }
  });

  it('a zipped shapefile: holes belong to the edge around them, deleted records are rejected', async () => {
    const { counts, columns, first, recipe } = await read('a.zip', shapefileOf());
    expect(counts).toEqual({ records: 3, loaded: 2, rejected: 1 });
    expect(columns).toEqual({ NAME: 'VARCHAR', POP: 'BIGINT', DAY: 'DATE', geometry: 'VARCHAR' });
    expect(first[0]).toEqual({
      NAME: 'Ålesund',
      POP: 47772,
      DAY: '2024-01-31',
      geometry:
        '{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}',
    });
    expect(first[1]?.geometry).toBeNull();
    expect(recipe).toMatchObject({ format: 'shapefile', crs: 'NAD83 / Test' });
  });
});

describe('fixed width', () => {
  it('columns are told from the blanks that all rows have, also where later values are longer', async () => {
    const line = (...cells: (string | number)[]) =>
      `${String(cells[0]).padEnd(14)}${String(cells[1]).padStart(8)}${String(cells[2]).padStart(9)}`;
    const rows = Array.from({ length: 600 }, (_, index) =>
      line(index % 2 ? 'San Leandro' : 'Oakland', index < 500 ? index : index + 100_000, index / 4),
    );
    const text = ['Monthly readings', '', line('place', 'count', 'level'), ...rows, ''].join('\n');
    const { counts, columns, first, recipe } = await read('a.txt', text);
    expect(counts).toEqual({ records: 603, loaded: 600, header: 1, preamble: 1, blank: 1 });
    expect(columns).toEqual({ place: 'VARCHAR', count: 'BIGINT', level: 'DOUBLE' });
    expect(first[1]).toEqual({ place: 'San Leandro', count: 1, level: 0.25 });
    expect(recipe?.format).toBe('fixed');
    const { datasetId } = await read('a.txt', text);
    expect(await house.city.rows(datasetId, { select: 'sum(count) AS n' })).toEqual([
      { n: (599 * 600) / 2 + 100 * 100_000 },
    ]);
  });

  it('a row with something across the edge of a column is rejected, with its line', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, index) => `${String(index).padStart(6)}   ${index % 9}`,
    );
    const text = ['     n   m', ...rows, '123456789012'].join('\n');
    const { counts } = await read('a.txt', text);
    expect(counts).toEqual({ records: 502, loaded: 500, rejected: 1, header: 1 });
  });
});

describe('what is well known and not read is named', () => {
  it.for([
    ['a 7-Zip archive', Buffer.from('377abcaf271c0004', 'hex')],
    ['a Word document', zipOf([{ name: 'word/document.xml', content: '<w/>' }])],
    ['a binary Excel workbook', zipOf([{ name: 'xl/workbook.bin', content: 'x' }])],
  ] as const)('%s', async ([what, bytes]) => {
    const { job } = await house.city.import('table.csv', bytes);
    expect(job.error).toMatchObject({
      code: 'datasets.formatUnknown',
      message: expect.stringContaining(what),
    });
  });
});
