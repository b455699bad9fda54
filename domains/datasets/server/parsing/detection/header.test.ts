import { describe, expect, it } from 'vitest';
import { joinNames } from './header.ts';
import { read } from './read-whole.ts';

describe('names of columns', () => {
  it('may be names in several rows', () => {
    const text = 'Place,2019,,2020,\n,Trees,Cuts,Trees,Cuts\nNorth,10,2,11,3\nSouth,20,1,21,4\n';
    expect(read(text).dialect).toMatchObject({
      headerRows: 2,
      names: ['Place', '2019 Trees', '2019 Cuts', '2020 Trees', '2020 Cuts'],
    });
  });

  it('may be names that span others, beside names with nothing below them', () => {
    const text =
      'Day,Place,COST,,,Sum\n,,Bus,Train,Hotel,\n2024-01-02,Leeds,1,20,60,81\n2024-01-03,York,2,30,,32\n';
    expect(read(text).dialect.names).toEqual([
      'Day',
      'Place',
      'COST Bus',
      'COST Train',
      'COST Hotel',
      'Sum',
    ]);
    const deep = [
      ['Body', 'Staff', '', '', '', 'Cost'],
      ['', 'Junior', '', 'Senior', '', ''],
      ['', 'Heads', 'Hours', 'Heads', 'Hours', ''],
    ];
    expect(joinNames(deep, 6)).toEqual([
      'Body',
      'Staff Junior Heads',
      'Staff Junior Hours',
      'Staff Senior Heads',
      'Staff Senior Hours',
      'Cost',
    ]);
  });

  it('may have its columns numbered below it, or its accounts above', () => {
    const people = ['Anna,Rome,30,4.5', 'Bert,Bonn,40,5.5', 'Carl,Oslo,50,6.5'].join('\n');
    for (const row of ['1,2,3,4', '(1),(2),(3),(4)', '1.,2.,3.,4.'])
      expect(read(`name,city,people,area\n${row}\n${people}\n`)).toMatchObject({
        dialect: { headerRows: 2, names: ['name', 'city', 'people', 'area'] },
        counts: { header: 2, loaded: 3 },
      });
    // Where nothing but numbers stand, it is a row like others.
    expect(read('a,b,c,d\n1,2,3,4\n5,6,7,8\n9,1,2,3\n')).toMatchObject({
      dialect: { headerRows: 1 },
      counts: { loaded: 3 },
    });
    const tasks = ['11130;Office', '11140;Council', '11220;Taxes', '13350;Land'];
    const rows = tasks.map((task, at) => `${task};${100 + at};0;${20 * at}`).join('\n');
    expect(read(`;;1;3;24\n;;Wages;Bonuses;Rent\n${rows}\n`)).toMatchObject({
      dialect: { headerRows: 2, names: ['', '', '1 Wages', '3 Bonuses', '24 Rent'] },
      counts: { header: 2, loaded: 4 },
    });
  });

  it('may stand below a title whose blank cells a program named', () => {
    const rows = ['Section 12;47;PC', 'Disorderly;69;Arrest', 'Disorderly;21;PC', 'Theft;33;PC'];
    const body = rows.map((row, at) => `${at + 1};${at + 1};${row}`).join('\n');
    const title = ';2015 Use of Force;Unnamed: 1;Unnamed: 2;Unnamed: 3';
    expect(read(`${title}\n0;Event #;Call Type;Age;Outcome\n${body}\n`)).toMatchObject({
      dialect: {
        headerRows: 2,
        names: ['', '2015 Use of Force Event #', 'Call Type', 'Age', 'Outcome'],
      },
      counts: { header: 2, loaded: 4 },
    });
  });

  it('may be rows with an empty corner above the labels of the rows', () => {
    const wards = ['North', 'South', 'East', 'West', 'Hill'];
    const rows = wards.map(
      (ward, row) => `${ward};${900 + row};${70 + row};${810 + row};${60 + row}`,
    );
    const days = ';Residents;;Visitors;\n;31.12.2023;31.12.2024;31.12.2023;31.12.2024';
    expect(read(`${days}\n${rows.join('\n')}\n`)).toMatchObject({
      dialect: { headerRows: 2, names: expect.arrayContaining(['Residents 31.12.2023']) },
      counts: { header: 2, loaded: 5 },
    });
    const words = 'Ward;Votes;;Seats;\n;First;Second;First;Second\n;early;late;early;late';
    expect(read(`${words}\n${rows.join('\n')}\n`)).toMatchObject({
      dialect: { headerRows: 3, names: expect.arrayContaining(['Ward', 'Votes Second late']) },
      counts: { header: 3, loaded: 5 },
    });
    // A row whose label is missing is a row.
    expect(read(`ward;one;two\n;1;2\nSouth;3;4\nEast;5;6\nWest;7;8\nHill;9;9\n`)).toMatchObject({
      counts: { header: 1, loaded: 5 },
    });
    expect(
      read(
        `ward;town;kind\n;Leeds;old\nSouth;York;new\nEast;Hull;old\nWest;Ripon;new\nHill;Bath;old\n`,
      ),
    ).toMatchObject({
      counts: { header: 1, loaded: 5 },
    });
  });
});
