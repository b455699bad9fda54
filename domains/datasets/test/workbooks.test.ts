import { odsOf, rowsXml, type XlsxBook, xlsxOf } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from './house.ts';
import { accountOf, type Outcome } from './outcome.ts';
import { numbers, type Record, xlsOf } from './xls-files.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const xlsx = (book: XlsxBook, more: Parameters<typeof accountOf>[3] = {}): Promise<Outcome> =>
  accountOf(house, 'book.bin', xlsxOf(book), more);
const sheet = (xml: string, after = '') => ({ sheets: [{ name: 'Data', xml, after }] });

describe('XLSX', () => {
  it('texts, numbers, yes and no, blank cells: as the file has them', async () => {
    const rows = [
      ['place', 'people', 'share', 'open', 'zip'],
      ['Oakland', 440646, 0.1, true, '94612'],
      ['Fresno', 542107, -2.5e-7, false, '02139'],
      ['', null, 1e21, null, '00501'],
    ];
    const { counts, columns, first, recipe } = await xlsx(sheet(rowsXml(rows)));
    expect(counts).toEqual({ records: 4, loaded: 3, header: 1 });
    expect(columns).toEqual({
      place: 'VARCHAR',
      people: 'BIGINT',
      share: 'DOUBLE',
      open: 'BOOLEAN',
      zip: 'VARCHAR',
    });
    expect(first).toEqual([
      { place: 'Oakland', people: 440646, share: 0.1, open: true, zip: '94612' },
      { place: 'Fresno', people: 542107, share: -2.5e-7, open: false, zip: '02139' },
      { place: null, people: null, share: 1e21, open: null, zip: '00501' },
    ]);
    expect(recipe).toMatchObject({ format: 'xlsx', part: { sheet: 'Data' }, header: true });
  });

  it('dates are serials in the calendar of 1900, with its 29 February that never was, or of 1904', async () => {
    const cells = (serials: readonly number[]) =>
      `<row r="1"><c r="A1" t="inlineStr"><is><t>day</t></is></c></row>${serials
        .map(
          (serial, index) =>
            `<row r="${index + 2}"><c r="A${index + 2}" s="1"><v>${serial}</v></c></row>`,
        )
        .join('')}`;
    const book = { formats: ['yyyy\\-mm\\-dd;@'] };
    const of1900 = await xlsx({ ...book, ...sheet(cells([1, 59, 61, 45322])) });
    expect(of1900.columns).toEqual({ day: 'DATE' });
    expect(of1900.first.map(({ day }) => day)).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2024-01-31',
    ]);
    const of1904 = await xlsx({ ...book, from1904: true, ...sheet(cells([0, 43860])) });
    expect(of1904.first.map(({ day }) => day)).toEqual(['1904-01-01', '2024-01-31']);
    const moments = await xlsx({ ...book, ...sheet(cells([45322.5, 45322.99999])) });
    expect(moments.columns).toEqual({ day: 'TIMESTAMP' });
  });

  it('a number shown with leading zeros keeps them; colours and currencies are no dates', async () => {
    const xml =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>paid</t></is></c></row>' +
      '<row r="2"><c r="A2" s="1"><v>2139</v></c><c r="B2" s="2"><v>12.5</v></c></row>';
    const { columns, first } = await xlsx({
      ...sheet(xml),
      formats: ['00000', '[Red]#,##0.00\\ [$€-407]'],
    });
    expect(columns).toEqual({ code: 'VARCHAR', paid: 'DOUBLE' });
    expect(first).toEqual([{ code: '02139', paid: 12.5 }]);
  });

  it('shared and rich texts, characters XML cannot hold, formulas by their stored results', async () => {
    const xml =
      '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>sum</t></is></c></row>' +
      '<row><c t="s"><v>1</v></c><c><f>1+1</f><v>2</v></c></row>' +
      '<row><c t="s"><v>2</v></c><c><f>1/0</f></c></row>';
    const rawTexts =
      '<sst><si><t>words</t></si><si><r><t>say </t></r><r><t xml:space="preserve">“hi” &amp; go</t></r><rPh><t>aloud</t></rPh></si><si><t>two_x000D__x000D_&#10;lines</t></si></sst>';
    const { counts, first, recipe } = await xlsx({ ...sheet(xml), rawTexts });
    expect(counts).toEqual({ records: 3, loaded: 2, header: 1 });
    expect(first).toEqual([
      { words: 'say “hi” & go', sum: 2 },
      { words: 'two\nlines', sum: null },
    ]);
    expect(recipe?.notes).toEqual(['1 formula in the sheet has no stored result and is missing.']);
  });

  it('title, notes and blank rows are told from the table, and every row is counted', async () => {
    const xml =
      rowsXml([['Budget of the city']]) +
      rowsXml(
        [
          ['place', 'year', 'spent'],
          ['Parks', 2023, 5],
          ['Fire', 2023, 7],
        ],
        3,
      ) +
      rowsXml([['Police', 2023, 9]], 7) +
      rowsXml([['Source: Budget Office']], 9);
    const { counts, first } = await xlsx(sheet(xml));
    expect(counts).toEqual({ records: 9, loaded: 3, header: 1, preamble: 1, blank: 3, footer: 1 });
    expect(first.map(({ place }) => place)).toEqual(['Parks', 'Fire', 'Police']);
  });

  it('merged cells: names are joined across, values stand for all of their rows', async () => {
    const xml = rowsXml([
      ['unit', '2023', null, '2024', null],
      [null, 'Q1', 'Q2', 'Q1', 'Q2'],
      ['Parks', 1, 2, 3, 4],
      [null, 5, 6, 7, 8],
    ]);
    const merges =
      '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/><mergeCell ref="A1:A2"/><mergeCell ref="A3:A4"/></mergeCells>';
    const { counts, first, recipe } = await xlsx(sheet(xml, merges));
    expect(counts).toEqual({ records: 4, loaded: 2, header: 2 });
    expect(first).toEqual([
      { unit: 'Parks', '2023 Q1': 1, '2023 Q2': 2, '2024 Q1': 3, '2024 Q2': 4 },
      { unit: 'Parks', '2023 Q1': 5, '2023 Q2': 6, '2024 Q1': 7, '2024 Q2': 8 },
    ]);
    expect(recipe?.notes).toContain(
      'Merged cells stand for all of their rows: 1 cell was filled from above.',
    );
  });

  it('hidden rows are loaded, and it is said', async () => {
    const xml = `${rowsXml([
      ['a', 'b'],
      ['x', 1],
    ])}<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>y</t></is></c><c r="B3"><v>2</v></c></row>`;
    const { counts, recipe } = await xlsx(sheet(xml));
    expect(counts.loaded).toBe(2);
    expect(recipe?.notes).toEqual(['1 hidden row is loaded like the others.']);
  });

  it('several sheets: the person chooses by name or number, and the next version remembers', async () => {
    const rows = (place: string) =>
      rowsXml([
        ['place', 'n'],
        [place, 1],
        [place, 2],
      ]);
    const book = xlsxOf({
      sheets: [
        { name: 'North', xml: rows('N') },
        { name: 'South', xml: rows('S') },
        { name: 'Lists', xml: rows('L'), state: 'hidden' },
      ],
    });
    const asked = await house.city.import('regions.xlsx', book);
    expect(asked.job.error).toMatchObject({
      code: 'datasets.choiceNeeded',
      message: expect.stringMatching(/2 sheets.*“North” \(3 rows × 2 columns\), “South”/),
      hint: expect.stringContaining('--sheet "North"'),
    });
    const wrong = await house.city.import('regions.xlsx', book, { sheet: 'West' });
    expect(wrong.job.error?.message).toMatch(/has no sheet “West”/);
    for (const sheetName of ['south', '2']) {
      const { first } = await accountOf(house, 'regions.xlsx', book, { sheet: sheetName });
      expect(first[0]).toEqual({ place: 'S', n: 1 });
    }
    const hidden = await accountOf(house, 'regions.xlsx', book, { sheet: 'Lists' });
    expect(hidden.first[0]).toEqual({ place: 'L', n: 1 });
    const { datasetId } = await house.city.import('regions.xlsx', book, { sheet: 'South' });
    const next = await accountOf(house, 'regions.xlsx', book, { datasetId });
    expect(next.first[0]).toEqual({ place: 'S', n: 1 });
    expect(next.recipe).toMatchObject({
      part: { sheet: 'South' },
      notes: [expect.stringContaining('“North” (3 rows × 2 columns)')],
    });
  }, 60_000);

  it('several tables on a sheet, one below the other and side by side', async () => {
    const below = sheet(
      rowsXml([
        ['place', 'n'],
        ['A', 1],
        ['B', 2],
      ]) +
        rowsXml(
          [
            ['kind', 'cost'],
            ['X', 10],
            ['Y', 20],
            ['Z', 30],
          ],
          6,
        ),
    );
    const refused = await house.city.import('two.xlsx', xlsxOf(below));
    expect(refused.job.error?.message).toMatch(/2 tables: “A1:B3” .*“A6:B9”/);
    const second = await xlsx(below, { table: 'A6:B9' });
    expect(second.counts).toEqual({ records: 9, loaded: 3, header: 1, preamble: 3, blank: 2 });
    expect(second.first[0]).toEqual({ kind: 'X', cost: 10 });
    const beside = sheet(
      rowsXml([
        ['place', 'n', null, 'kind', 'cost'],
        ['A', 1, null, 'X', 10],
        ['B', 2, null, 'Y', 20],
        [null, null, null, 'Z', 30],
      ]),
    );
    const left = await xlsx(beside, { table: '1' });
    expect(left.first).toEqual([
      { place: 'A', n: 1 },
      { place: 'B', n: 2 },
    ]);
    const right = await xlsx(beside, { table: 'D1:E4' });
    expect(right.counts.loaded).toBe(3);
  }, 60_000);

  it('errors of formulas are kept as they are shown', async () => {
    const xml = `${rowsXml([['n'], [1]])}<row r="3"><c r="A3" t="e"><v>#DIV/0!</v></c></row>`;
    const { columns, first } = await xlsx(sheet(xml));
    expect(columns).toEqual({ n: 'VARCHAR' });
    expect(first).toEqual([{ n: '1' }, { n: '#DIV/0!' }]);
  });
});

describe('ODS', () => {
  const text = (value: string) =>
    `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
  const number = (value: string) =>
    `<table:table-cell office:value-type="float" office:value="${value}"/>`;
  const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
  const table = (name: string, ...rows: string[]) =>
    `<table:table table:name="${name}">${rows.join('')}</table:table>`;

  it('values by their type, repeated rows and cells, notes to cells, a million blank rows', async () => {
    const xml = table(
      'Data',
      row(text('place'), text('n'), text('day'), text('long'), text('same'), text('again')),
      `<table:table-row table:number-rows-repeated="2">${text('Oak<text:s text:c="2"/>land')}${number('1.50')}<table:table-cell office:value-type="date" office:date-value="2024-01-31T00:00:00"/><table:table-cell office:value-type="time" office:time-value="PT26H05M00S"/><table:table-cell table:number-columns-repeated="2" office:value-type="boolean" office:boolean-value="true"><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell></table:table-row>`,
      '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    );
    const { counts, columns, first } = await accountOf(house, 'a.bin', odsOf(xml));
    expect(counts).toEqual({ records: 3, loaded: 2, header: 1 });
    expect(columns).toMatchObject({ n: 'DOUBLE', day: 'DATE', same: 'BOOLEAN' });
    expect(first[1]).toEqual({
      place: 'Oak  land',
      n: 1.5,
      day: '2024-01-31',
      long: '26:05:00',
      same: true,
      again: true,
    });
  });

  it('merged cells', async () => {
    const spanned = `<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>Parks</text:p></table:table-cell>`;
    const xml = table(
      'Data',
      row(text('unit'), text('n')),
      row(spanned, number('1')),
      row('<table:covered-table-cell/>', number('2')),
    );
    const { first } = await accountOf(house, 'a.bin', odsOf(xml));
    expect(first).toEqual([
      { unit: 'Parks', n: 1 },
      { unit: 'Parks', n: 2 },
    ]);
  });
});

describe('XLS', () => {
  const text = (value: string) =>
    Buffer.concat([numbers([value.length, 2], [0, 1]), Buffer.from(value, 'latin1')]);
  const shared = (row: number, column: number, index: number): Record => [
    0x00fd,
    numbers([row, 2], [column, 2], [0, 2], [index, 4]),
  ];
  const number = (row: number, column: number, value: number, style = 0): Record => [
    0x0203,
    numbers([row, 2], [column, 2], [style, 2], [value, 8]),
  ];
  const style = (format: number): Record => [0x00e0, numbers([0, 2], [format, 2], [0, 8], [0, 8])];

  it('texts cut by the end of a record, numbers in all their forms, dates, formulas, truth, merged cells', async () => {
    // The second text goes on in the next record, which says anew that its characters are wide.
    const globals: Record[] = [
      style(0),
      style(14),
      [
        0x00fc,
        Buffer.concat([
          numbers([5, 4], [5, 4]),
          text('place'),
          numbers([7, 2], [0, 1]),
          Buffer.from('Oak'),
        ]),
      ],
      [
        0x003c,
        Buffer.concat([
          numbers([1, 1]),
          Buffer.from('land', 'utf16le'),
          text('n'),
          text('day'),
          text('open'),
        ]),
      ],
    ];
    const cells: Record[] = [
      [0x0208, numbers([2, 2], [0, 2], [4, 2], [0, 2], [0, 2], [0, 2], [0x20, 2], [0, 2])],
      shared(0, 0, 0),
      shared(0, 1, 2),
      shared(0, 2, 3),
      shared(0, 3, 4),
      shared(1, 0, 1),
      // 12.34 as hundredths in thirty bits, then a serial.
      [0x027e, numbers([1, 2], [1, 2], [0, 2], [((1234 << 2) | 3) >>> 0, 4])],
      number(1, 2, 45322, 1),
      [0x0205, numbers([1, 2], [3, 2], [0, 2], [1, 1], [0, 1])],
      // A formula with a stored number, and two whole numbers in one record.
      [0x0006, numbers([2, 2], [1, 2], [0, 2], [0.5, 8], [0, 2], [0, 4], [0, 2])],
      [
        0x00bd,
        numbers([2, 2], [2, 2], [1, 2], [(45323 << 2) | 2, 4], [0, 2], [(7 << 2) | 2, 4], [3, 2]),
      ],
      [0x00e5, numbers([1, 2], [1, 2], [2, 2], [0, 2], [0, 2])],
    ];
    const { counts, first, recipe } = await accountOf(house, 'old.bin', xlsOf(globals, cells));
    expect(counts).toEqual({ records: 3, loaded: 2, header: 1 });
    expect(first).toEqual([
      { place: 'Oakland', n: 12.34, day: '2024-01-31', open: 'true' },
      { place: 'Oakland', n: 0.5, day: '2024-02-01', open: '7' },
    ]);
    expect(recipe).toMatchObject({
      format: 'xls',
      notes: [
        '1 hidden row is loaded like the others.',
        'Merged cells stand for all of their rows: 1 cell was filled from above.',
      ],
    });
  });

  it('a password is told', async () => {
    const { job } = await house.city.import('old.xls', xlsOf([[0x002f, Buffer.alloc(6)]], []));
    expect(job.error?.code).toBe('datasets.fileLocked');
  });
});
