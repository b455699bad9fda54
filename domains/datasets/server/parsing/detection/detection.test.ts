import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectText, sureFrom } from '../dialect.ts';
import { examples, judge } from '../labelled/fit.ts';
import { pollutedFiles } from '../labelled/pollutions.ts';
import { readOurs, scoreOf } from '../labelled/score.ts';
import type { Sorted } from '../sort-records.ts';
import { weights } from './choose-marks.ts';
import { read } from './read-whole.ts';

const total = ({ counts }: Sorted) =>
  counts.loaded + counts.rejected + counts.header + counts.preamble + counts.blank + counts.footer;

const patient = { timeout: 120_000 };

describe('the detector', () => {
  it(
    'finds the dialect of files it was not fitted on, and is sure only where it is right',
    patient,
    () => {
      const { share, bins } = judge(examples(5_000_001, 120), weights);
      expect(share).toBeGreaterThan(0.96);
      const sure = [...bins].filter(([from]) => from >= sureFrom).map(([, bin]) => bin);
      const files = sure.reduce((sum, bin) => sum + bin.files, 0);
      const right = sure.reduce((sum, bin) => sum + bin.right, 0);
      expect(files).toBeGreaterThan(95);
      expect(right / files).toBeGreaterThan(0.98);
    },
  );

  it('reads tables with one thing wrong with them, and does not ask', patient, () => {
    const files = pollutedFiles(7).filter((_, index) => index < 40 || index % 15 === 0);
    const found = files.map(({ content }) => readOurs(content));
    const scores = files.map((file, index) => scoreOf(file, found[index] ?? null));
    expect(scores.reduce((sum, score) => sum + score, 0) / files.length).toBeGreaterThan(9.85);
    const asked = files.filter((_, index) => (found[index]?.probability ?? 1) < sureFrom);
    expect(asked.map(({ kind }) => kind)).toEqual([]);
  });

  it('accounts for every record of any text', patient, () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        '1',
        '2024-01-31',
        'x y',
        '"',
        "'",
        '""',
        ',',
        ';',
        '\t',
        '|',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '#',
        '\\',
        '\0',
        'Total',
        '---',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 120 }), (pieces) => {
        const found = read(pieces.join(''));
        expect(total(found)).toBe(found.counts.records);
        expect(found.rows.length).toBe(found.counts.loaded);
        expect(found.rejects.length).toBe(found.counts.rejected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what stands around a table', () => {
  const body = '1,2024-01-02,10.5\n2,2024-01-03,20\n3,2024-01-04,30.25\n';

  it('is no row: units, remarks, sums, notes, the header again', () => {
    const text = `id,day,amount\n,,USD\n${body}# checked\nid,day,amount\n4,2024-01-05,9.25\nTotal,,70\nSource: the city\n`;
    const found = read(text);
    expect(found.counts).toEqual({
      records: 10,
      loaded: 4,
      rejected: 0,
      header: 3,
      preamble: 0,
      blank: 0,
      footer: 3,
      detail: { units: 1, repeatedHeaders: 1, comments: 1, totals: 1, otherTables: 0 },
    });
    expect(found.dialect).toMatchObject({ units: ['', '', 'USD'], comment: '#' });
  });

  it('is a row when it is called a total and is no sum', () => {
    expect(read(`kind,n,m\na,1,5\nb,2,6\nTotal,99,7\n`).counts).toMatchObject({
      loaded: 3,
      footer: 0,
    });
    // A row with a field too many was added up, too.
    expect(read(`kind,n,m\na,1,5\nb,2,6\nc,4,9,x\nTotal,7,20\n`).counts).toMatchObject({
      loaded: 2,
      rejected: 1,
      footer: 1,
    });
    expect(read(`kind,n,m\na,1,5\nb,2,6\nTotal,3,11\n`).counts).toMatchObject({
      loaded: 2,
      footer: 1,
    });
  });

  it('may be another table, which is told and not mixed in', () => {
    const text = `id,day,amount\n${body}\nname,share\nNorth,0.5\nSouth,0.25\nWest,0.25\n`;
    const found = read(text);
    expect(found.counts).toMatchObject({ loaded: 3, rejected: 0, detail: { otherTables: 4 } });
    expect(found.others).toEqual([{ line: 6, records: 4, width: 2 }]);
    const second = detectText([text], true, { skipLines: 5 }).dialect;
    expect(second).toMatchObject({ preamble: 5, names: ['name', 'share'], width: 2 });
    expect(read(text, second).counts.loaded).toBe(3);
  });

  it('may be most of the beginning, where rows are long', () => {
    const sizes = Array.from({ length: 15 }, (_, n) => `${n}.500`).join(',');
    const above = Array.from({ length: 12 }, (_, n) =>
      n === 0 ? '$$sizes' : `kind_${n}=[${sizes}]`,
    );
    const columns = Array.from({ length: 900 }, (_, n) => `speed_${n}[km/h]`);
    const rows = Array.from({ length: 12 }, (_, row) => columns.map((_, n) => `${row}.${n}0125`));
    const table = [columns, ...rows].map((cells) => cells.join(';'));
    const found = read(`${[...above, ...table].join('\n')}\n`);
    expect(found.dialect).toMatchObject({ delimiter: ';', width: 900, names: columns });
    expect(found.counts.loaded).toBe(12);
  });

  it('may be the same years again below each of several names', () => {
    const rows = 'North,oak,110,122,311,403\nSouth,oak,120,131,221,314\nWest,elm,90,95,201,288\n';
    const names = ['Trees 2019', 'Trees 2020', 'Cuts 2019', 'Cuts 2020'];
    for (const corners of [
      ['Place,Kind', ','],
      [',', 'Place,Kind'],
    ]) {
      const [upper, lower] = corners;
      const found = read(`${upper},Trees,,Cuts,\n${lower},2019,2020,2019,2020\n${rows}`);
      expect(found.dialect.names.slice(2)).toEqual(names);
      expect(found.counts).toMatchObject({ header: 2, loaded: 3 });
    }
    const deep =
      'Value,,Sex,Year,,\n,,women,,men,\nCode,Name,2019,2020,2019,2020\n01,North,1104,1220,3110,4030\n02,South,1200,1310,2210,3140\n03,West,901,950,2710,2880\n04,East,905,955,2715,2885\n';
    expect(read(deep).counts).toMatchObject({ header: 3, loaded: 4 });
  });

  it('may be a sentence with one cell beside it, above the names', () => {
    const note =
      'Note: the figures of all years before the last census were worked out again, by the method of the year after.';
    const names = 'Places,All of 2019,,,All of 2020,,\nKind (old),Trees,Cuts,New,Trees,Cuts,New\n';
    const rows = 'North,10,2,11,3,5,6\nSouth,20,1,21,4,7,8\nWest,12,3,14,5,9,9\n';
    expect(read(`"${note}",,,,,,(Number)\n${names}${rows}`)).toMatchObject({
      dialect: { names: expect.arrayContaining(['All of 2020 Cuts']), preamble: 1 },
      counts: { loaded: 3, preamble: 1, header: 2 },
    });
  });

  it('may be one cell in each of several rows, above names and rows of which some have no label', () => {
    const titles = '"",,"Country",,\n"",,"All ages",,\n"",,"Estimate",,\n';
    const names = '"Kind","Way","May 2018","June 2018","July 2018"\n';
    const rows = ['People', 'Work', 'Study']
      .map((kind) => `"${kind}","counted","30,233.8","30,271.0","30,317.2"\n,"rounded",..,..,..\n`)
      .join('');
    expect(read(`${titles}${names}${rows}`)).toMatchObject({
      dialect: { names: expect.arrayContaining(['Kind', 'Way', 'June 2018']), headerRows: 4 },
      counts: { header: 4, loaded: 6 },
    });
  });

  it('may be rows that say more of the columns, the last of them what the dates are', () => {
    const head = 'Label;Index of trade;Codes\n';
    const more = 'Series;010537323;\nUpdated;05/04/2023 08:45;\nPeriod;;\n';
    const rows = Array.from({ length: 8 }, (_, n) => `2023-0${n + 1};94.${n}1;A\n`).join('');
    expect(read(`${head}${more}${rows}`)).toMatchObject({
      dialect: { names: expect.arrayContaining(['Label Series Updated Period', 'Codes']) },
      counts: { header: 4, loaded: 8 },
    });
    const sums = more.replace('Period;;', 'Total;94.1;A');
    expect(read(`${head}${sums}${rows}`).counts).toMatchObject({ header: 1, loaded: 11 });
  });

  it('may be labels below a blank line, each with its text below it', () => {
    const table = 'place,n,m\nNorth,1,5\nSouth,2,6\n';
    const footer = ['Latest update:', '20240426 08:00', 'Internal code:', '001_11ra'];
    for (const rest of ['', ',,']) {
      const below = footer.map((line) => `${line}${rest}\n`).join('');
      expect(read(`${table}${rest}\n${below}`).counts).toMatchObject({
        loaded: 2,
        footer: 4,
        rejected: 0,
      });
    }
    // What comes after a heading between rows stays a row.
    expect(read(`${table},,\nHills:,,\nTop,,\nWest,3,7\n`).counts).toMatchObject({
      loaded: 5,
      footer: 0,
    });
  });

  it('may be names above labels of rows that have no name', () => {
    const words =
      'load;load;load;valid\n"first";0.5;0.1;0.2;TRUE\n"next";0.6;0.2;0.4;TRUE\n"last";1;0;0;FALSE\n';
    expect(read(words)).toMatchObject({
      dialect: { names: ['', 'load', 'load', 'load', 'valid'] },
      counts: { header: 1, preamble: 0, loaded: 3 },
    });
    const numbers = '"tree","height","width"\n"1","oak",9,4\n"2","elm",8,3\n"3","ash",7,2\n';
    expect(read(numbers).dialect.names).toEqual(['', 'tree', 'height', 'width']);
  });

  it('may be names of columns that no row reaches', () => {
    const text =
      'id,day,place,approved,reason\n1,2024-01-02,Leeds\n2,2024-01-03,York\n3,2024-01-04,Hull\n';
    const found = read(text);
    expect(found.dialect.names).toEqual(['id', 'day', 'place', 'approved', 'reason']);
    expect(found.rows[0]).toEqual(['1', '2024-01-02', 'Leeds', null, null]);
  });

  it('may be a title above each of two tables with the same names', () => {
    const text =
      'Spent on travel,\n,\nKind,Sum\nRail,981.75\nHotels,227.5\nBuses,12.25\n,\nSpent on paper,\n,\nKind,Sum\nBooks,62.25\nPens,4.5\nInk,9.5\n';
    const found = detectText([text], true);
    expect(found.probability).toBeGreaterThan(sureFrom);
    expect(read(text)).toMatchObject({
      dialect: { names: ['Kind', 'Sum'], preamble: 2 },
      counts: { loaded: 6, header: 2, preamble: 2, footer: 1, blank: 2 },
    });
  });

  it('is no last row of two columns that has nothing in the second', () => {
    const text = 'Park,Trees\nNorth end of the town,12\n\nOld mill by the river,\n';
    expect(read(text).counts).toMatchObject({ loaded: 2, footer: 0 });
  });

  it('may be names that come again below the titles of further tables', () => {
    const talks = ['Ann', 'Ben', 'Cid', 'Dot']
      .map(
        (name, index) =>
          `Councillor ${name},Oct-1${index},Friends of the park,Talk,,\n,,Tree wardens,,,\n`,
      )
      .join('');
    const text = `Talks,,,,,\nMember,Date,Who was met,What about,,\n${talks},,,,,\nGifts,,,,,\nMember,Date,Gift,Giver,,\nCouncillor Ann,Oct-12,Book,School,,\n`;
    const { dialect, probability } = detectText([text], true);
    expect(dialect.names.slice(0, 4)).toEqual(['Member', 'Date', 'Who was met', 'What about']);
    expect(probability).toBeGreaterThan(sureFrom);
  });

  it('may be a title with a comma above remarks and names', () => {
    const rows = Array.from({ length: 12 }, (_, n) => `${1990 + n},${n}.25`).join('\n');
    const text = `Rain in the town, January to December\nUnits: mm\nBase: 1901-2000\nYear,Value\n${rows}\n`;
    const { dialect, counts } = read(text);
    expect(dialect).toMatchObject({ names: ['Year', 'Value'], preamble: 3, headerRows: 1 });
    expect(counts.loaded).toBe(12);
  });

  it('is no row of units that has a letter above words', () => {
    const text =
      'Key,Kind,Account,\nA,Grants to towns,,\nA1,Roads,300368540,\nA2,Bridges,300389440,\nA3,Parks,300468560,\nB,Schools,300489460,\n';
    expect(read(text)).toMatchObject({ dialect: { units: null }, counts: { loaded: 5 } });
  });

  it('may be more remarks than rows, the last of them the names', () => {
    const remarks = Array.from(
      { length: 20 },
      (_, n) => `# ${n}. What column ${n} holds, in words`,
    );
    const text = `${remarks.join('\n')}\n#\n# Period;Sun;Rain\n2020-01;50.5;12\n2020-02;91.25;8\n2020-03;172.5;31\n`;
    const found = detectText([text], true);
    expect(found.probability).toBeGreaterThan(sureFrom);
    expect(found.dialect).toMatchObject({ delimiter: ';', names: ['Period', 'Sun', 'Rain'] });
    expect(read(text).counts).toMatchObject({ loaded: 3, header: 1, preamble: 21, rejected: 0 });
    const named = text.replace('# Period', 'Period').replace('\n#\n', '\n# the end\n');
    expect(read(named)).toMatchObject({
      dialect: { names: ['Period', 'Sun', 'Rain'] },
      counts: { loaded: 3, preamble: 21 },
    });
  });

  it('may be prose of any length above numbers', () => {
    const prose = 'This file was made by hand, for tests; it says "nothing" of note.\n'.repeat(30);
    const found = read(`${prose}\nData: Y\n-------\n   1.5\n   2.5\n  13.25\n`);
    expect(found.dialect).toMatchObject({ names: ['Y'], width: 1, preamble: 31 });
    expect(found.rows).toEqual([['1.5'], ['2.5'], ['13.25']]);
  });
});

describe('a rejected row', () => {
  const rows = Array.from({ length: 9 }, (_, n) => `${n},2024-01-0${n + 1},Park ${n},${n}.5`);
  const withRow = (row: string) =>
    read(`id,day,place,cost\n${[...rows, row, ...rows].join('\n')}\n`);

  it.for([
    ['7,2024-02-01,Hill, upper part,3.5', '7,2024-02-01,"Hill, upper part",3.5'],
    ['7,,2024-02-01,Hill,3.5', '7,2024-02-01,Hill,3.5'],
    ['7,"2024-02-01,Hill,3.5', '7,2024-02-01,Hill,3.5'],
    ['7;2024-02-01;Hill;3.5', '7,2024-02-01,Hill,3.5'],
  ] as const)('%s comes with the way it was meant', ([row, suggestion]) => {
    const found = withRow(row);
    expect(found.rejects).toMatchObject([{ line: 11, suggestion }]);
    expect(found.counts.loaded).toBe(18);
  });

  it('comes without one where nothing is clear', () => {
    expect(withRow('7,?').rejects).toEqual([{ line: 11, reason: 'It has 2 of 4 fields.' }]);
  });
});
