import { describe, expect, it } from 'vitest';
import { madeUp, measure } from '../labelled/measure.ts';
import { proposeSteps } from '../standardise/propose.ts';
import { detect } from './detect.ts';
import { factsOf } from './facts.ts';

const type = (name: string, cells: readonly string[]) => detect(factsOf(name, cells)).best.type;
const times = (count: number, cell: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => cell(index));

describe('types of columns', () => {
  const outcome = measure(madeUp('report'));

  it('are right where they are claimed, and found where they are there', () => {
    expect(outcome.wrong.slice(0, 20)).toEqual([]);
    expect(outcome.precision).toBeGreaterThanOrEqual(0.97);
    expect(outcome.recall).toBeGreaterThanOrEqual(0.9);
  });

  it('are each measured on columns of their own', () => {
    expect(outcome.types.filter(({ columns }) => columns === 0)).toEqual([]);
    expect(outcome.types.length).toBeGreaterThanOrEqual(33);
  });

  it('never make a number of what names something', () => {
    const named = [
      'ssn',
      'ein',
      'npi',
      'vin',
      'isbn',
      'zip',
      'fips',
      'parcel',
      'phone',
      'case-number',
      'key',
      'foreign-key',
    ];
    const codes = madeUp('report').filter(({ types }) => named.includes(types[0] ?? ''));
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.map(({ name, cells }) => detect(factsOf(name, cells)).best.type)).not.toContain(
      'number',
    );
  });
});

describe('a column', () => {
  it('of five digits is no postcode unless its name says so', () => {
    const cells = times(50, (index) => String(10_000 + index * 37));
    expect(type('population', cells)).toBe('number');
    expect(type('zip', cells)).toBe('zip');
  });

  it('of digits with zeros before them is a code, and no step takes the zeros', () => {
    const cells = times(50, (index) =>
      index % 9 === 0 ? `0${1_000 + index}` : String(10_000 + index),
    );
    const facts = factsOf('v', cells);
    const meaning = detect(facts);
    expect(meaning.best.type).toBe('identifier');
    expect(proposeSteps(facts, meaning, { year: 2026, country: 'US' })).toEqual([]);
  });

  it('of codes named city, state or date is what its values are', () => {
    expect(
      type(
        'city_id',
        times(50, (index) => String(index % 7)),
      ),
    ).toBe('foreign-key');
    expect(
      type(
        'state',
        times(50, (index) => ['solid', 'liquid', 'gas'][index % 3] ?? ''),
      ),
    ).toBe('category');
    expect(
      type(
        'paid',
        times(50, (index) => ['Y', 'N'][index % 2] ?? ''),
      ),
    ).toBe('yes-no');
    expect(
      type(
        'humid',
        times(50, (index) => `${40 + (index % 9)}.${index % 5}1`),
      ),
    ).toBe('number');
  });

  it('needs right check digits to be a provider or a book without its name', () => {
    expect(
      type(
        'v',
        times(40, (index) => String(1_000_000_000 + index * 7)),
      ),
    ).not.toBe('npi');
    expect(type('npi', ['1234567893', '1245319599', '1003000126'])).toBe('npi');
  });

  it('has its order of day and month decided by all rows', () => {
    const cells = [
      ...times(500, (index) => `0${(index % 9) + 1}/0${(index % 8) + 1}/2024`),
      '25/03/2024',
    ];
    expect(detect(factsOf('when', cells)).best).toMatchObject({
      type: 'date',
      details: { order: 'day-first', guessed: false },
    });
    expect(detect(factsOf('when', cells.slice(0, 500))).best.details).toMatchObject({
      order: 'month-first',
      guessed: true,
    });
  });

  it('of real files: answers named first, degrees in signs, a spread, numbers without a name, a scale', () => {
    expect(
      type(
        'first',
        times(60, (index) => (index % 3 === 0 ? 'no' : 'yes')),
      ),
    ).toBe('yes-no');
    expect(
      type(
        '緯度',
        times(30, (index) => `33.62${1_000 + index * 37}`),
      ),
    ).toBe('latitude');
    expect(
      type(
        '経度',
        times(30, (index) => `130.68${1_000 + index * 37}`),
      ),
    ).toBe('longitude');
    expect(
      type(
        'Graduation Rate SD',
        times(30, (index) => `1.${300 + index * 13}`),
      ),
    ).toBe('number');
    const numbers = times(60, (index) => String(32_517 + ((index * 7_919) % 50_000)));
    expect(type('column_1', numbers)).toBe('identifier');
    expect(type('rides', numbers)).toBe('number');
    expect(
      type(
        'quill',
        times(200, (index) => String((index % 4) + 1)),
      ),
    ).toBe('category');
  });

  it('of a table of few rows is told by what comes again, by its form and by its name', () => {
    const again = (...values: string[]) =>
      times(14, (index) => values[index % values.length] ?? '');
    expect([
      type('OCCUPANT', again('POLICE', 'Public', 'Public use', 'Parks')),
      type('Report_Status', ['Closed', 'Closed', 'Closed']),
      type(
        'anda',
        times(12, (index) => `ANDA-0${79_040 + 37 * index}`),
      ),
      type(
        'REFVAL',
        times(8, (index) => `08/0${3_300 + index}/DET`),
      ),
      type('gov-uk-slug', ['aberdeen', 'adur', 'isle-of-wight', 'aberdeenshire']),
      type('PROCESSO', again('1250.01.0002042/2020-09', '1250.01.0002112/2020-59')),
      type('BLDG_YR', ['0', '1956', '1990', '0', '1971', '2001', '1988']),
      type('Completion', again('2022', '2021', '2020')),
      type('RULING', again('196007', '200206', '201310', '194010', '195511', '199902', '201105')),
      type('投票率', again('58.87', '60.55', '50.65')),
      type('THEFT_HOUR', again('14', '16', '3', '23')),
      type('tax_class_at_time_of_sale', again('1', '2', '4')),
      type('Total Assets', ['154566136', '3630000', '564425']),
      type(
        'GISID',
        times(14, (index) => `${145 - index}-${29 + index}`),
      ),
      type('Height', again('5 ft 8 in', '6 ft 0 in', `5'11"`)),
      type(
        'hash',
        times(4, (index) => `${index}4addebbee6965f941ef1bbbfe24029`.padEnd(40, 'a')),
      ),
      type('sctCite', ['67 S. Ct. 6', '67 S. Ct. 13', '67 S. Ct. 231', '68 S. Ct. 3']),
      type('ledCite', ['91 L. Ed. 3', '91 L. Ed. 12', '91 L. Ed. 22', '92 L. Ed. 4']),
      type('container', again('12 oz Pack 24', '16 oz Pack 12', '8 oz Pack 6')),
      type('Khan Academy', ['Khan Academy', '', 'Khan Academy', '', '']),
    ]).toEqual([
      'category',
      'category',
      'identifier',
      'identifier',
      'identifier',
      'case-number',
      'year',
      'year',
      'date',
      'percentage',
      'time',
      'category',
      'money',
      'key',
      'measure',
      'identifier',
      'identifier',
      'identifier',
      'measure',
      'yes-no',
    ]);
  });

  it('holds people with what registers write behind them, and a day as a spreadsheet counts it', () => {
    const owners = [
      'MANUS, DEBORAH J., TRUSTEE',
      'WANG LI & SMITH JOHN',
      'MILLER, JAMES ET AL',
      'LUFF WILLIAM JACOB',
    ];
    expect(type('Owner_Name', owners)).toBe('person-name');
    expect(type('Involved_Party_LName', ['MASLO', 'GARZA', 'FLISK'])).toBe('person-name');
    expect(type('営業者代表者名', ['長渡　邦弘', '入江　重機', '鵜川　俊英'])).toBe('person-name');
    expect(type('ASSIGN_DATE', ['9/18/2007', '39667', '39356.59287', '5/8/2008'])).toBe('date');
    expect(
      type(
        'District',
        times(9, (index) => `Sarah ${'ABCDEFGHI'[index]} District Municipality`),
      ),
    ).toBe('text');
  });

  it('shows its evidence: how many pass, and which do not', () => {
    const { best } = detect(
      factsOf('contact', [...times(98, (index) => `p${index}@city.gov`), 'call me', 'none yet']),
    );
    expect(best).toMatchObject({
      type: 'email',
      passed: 98,
      of: 100,
      over: 'all rows',
      failing: ['call me', 'none yet'],
    });
    expect(best.why).toBe('98 of 100 values are e-mail addresses.');
  });

  it('without a value claims nothing', () => {
    expect(detect(factsOf('zip', [])).best).toMatchObject({ type: 'text', confidence: 0 });
    expect(detect(factsOf('zip', ['', 'N/A'])).best.confidence).toBe(0);
  });
});

describe('values that stand for “missing”', () => {
  const proposed = (name: string, cells: readonly string[]) =>
    detect(factsOf(name, cells)).missing.map(({ value }) => value);

  it('are words where all others are numbers, and numbers far from all others', () => {
    expect(proposed('ibu', [...times(50, String), 'N/A'])).toEqual(['N/A']);
    expect(
      proposed('co', [
        ...times(90, (index) => (1 + index / 30).toFixed(2)),
        ...times(20, () => '-200'),
      ]),
    ).toEqual(['-200']);
    expect(
      proposed('age', [...times(90, (index) => String(index)), ...times(9, () => '999')]),
    ).toEqual(['999']);
  });

  it('are no ordinary values', () => {
    expect(
      proposed(
        'temperature',
        times(300, (index) => String((index % 60) - 30)),
      ),
    ).toEqual([]);
    expect(proposed('price', [...times(300, (index) => String(index)), '999'])).toEqual([]);
    expect(
      proposed(
        'state',
        times(100, (index) => ['ND', 'SD', 'MN', 'CA', 'NV'][index % 5] ?? ''),
      ),
    ).toEqual([]);
  });

  it('may be an answer, and are less sure then', () => {
    const { missing } = detect(
      factsOf(
        'damage',
        times(90, (index) => ['None', 'Minor', 'Substantial'][index % 3] ?? ''),
      ),
    );
    expect(missing).toMatchObject([{ value: 'None', count: 30 }]);
    expect(missing[0]?.confidence).toBeLessThan(0.8);
  });
});
