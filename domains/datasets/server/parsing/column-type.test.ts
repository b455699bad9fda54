import { describe, expect, it } from 'vitest';
import { namedAsCode, saidByName, saidByNames } from './code-names.ts';
import { decideType } from './column-type.ts';
import { noShapes, type Shape, shapesOf } from './value-shape.ts';

describe('types', () => {
  const counts = (shapes: Partial<Record<Shape, number>>) => ({ ...noShapes, ...shapes });

  it('keeps a column text for one leading zero among a million whole numbers', () => {
    expect(decideType('area', counts({ integer: 999_999, code: 1 }))).toMatchObject({
      type: 'VARCHAR',
    });
  });

  it('keeps digits text when the name says that they are a code', () => {
    for (const name of [
      'zip',
      'ZIP Code',
      'fips',
      'GEOID10',
      'parcel_number',
      'Phone',
      'caseNumber',
      'fund_code',
      'id',
      'unique_id_l',
      'PROPERTYZIP',
      'COUNTYFP',
      'ROUTEID',
      'Incident Number',
      'House #',
      'Census Tract',
      'COMPKEY',
      'Hausnummer',
      'Straßenschlüssel',
      'código_postal',
      'numero_civico',
      'num_voie',
      'N° de voie',
      'SIRET',
      'Council District',
      'LEAID',
    ])
      expect([name, namedAsCode(name)]).toEqual([name, true]);
    for (const name of [
      'amount',
      'number_of_cases',
      'case count',
      'identity',
      'year',
      'valid',
      'Cost Total $',
      'paid',
      'COVID',
      'total number',
      'parcel_area',
      'Number of Units',
      'num_killed',
      'numero_plazas',
      'buildings',
      'daily_confirmed_case',
      'AMOUNTPAID',
      'Population Analysed #',
      'Phase 1 #',
      'turkey',
    ])
      expect([name, namedAsCode(name)]).toEqual([name, false]);
  });

  it('reads how many there are from names of forms and of reports', () => {
    const said = (name: string) => saidByName(name);
    const counted = [
      'Nbr_Workers_Requested',
      'Potential NumberAffected',
      'HealthMinistry_N_Hospital',
      'elem_enr',
      'Mobile Closures',
      'Volunteers now',
      'hospitalizados_totales',
      'Units_Built_Num',
    ];
    expect(counted.filter((name) => said(name) !== 'quantity')).toEqual([]);
    expect(['middle_in_school', 'Are you willing to move for a job?'].map(said)).toEqual([
      'nothing',
      'nothing',
    ]);
    const things = ['tax_class_at_time_of_sale', 'COUNCIL_DI', 'commdist', 'Contact Mobile'];
    expect(things.filter((name) => !['code', 'thing'].includes(said(name)))).toEqual([]);
  });

  it('keeps digits text for their form where the name says nothing', () => {
    const typed = (name: string, values: readonly string[]) =>
      decideType(name, shapesOf(values)).type;
    const of = (count: number, cell: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => cell(index));
    const nine = of(30, (index) => String(312_000_000 + index * 7_919));
    expect(typed('CAMIS', nine)).toBe('VARCHAR');
    expect(typed('total_value', nine)).toBe('BIGINT');
    expect(typed('CAMIS', [...nine, '5'])).toBe('BIGINT');
    expect(typed('CAMIS', ['-312000000', ...nine])).toBe('BIGINT');
    expect(typed('thing', ['12345678901234567', '1234567890123456'])).toBe('VARCHAR');
    expect(typed('thing', ['4', '1234567890123456'])).toBe('BIGINT');
    expect(typed('tract', ['1234.02', '17'])).toBe('VARCHAR');
    expect(typed('lot', ['0.25', '1.5'])).toBe('DOUBLE');
  });

  it('reads names of other languages and of databases', () => {
    const said = (name: string) => saidByName(name);
    for (const name of [
      'Номер дела',
      'Код ЄДРПОУ',
      '電話番号',
      '都道府県コード',
      '시군구코드',
      'DOKLAD_CISLO',
      'nr_inwentarzowy',
      'adresse_code_voie',
      'CODMUN',
      'kodobce',
      'CRN',
      'GID',
      'Roll_No_Txt',
      'book_of_arrest_number',
    ])
      expect([name, said(name)]).toEqual([name, 'code']);
    for (const name of ['Community Area', 'zona eleitoral', 'Wahlbezirk', 'Quadra', 'supervisor'])
      expect([name, namedAsCode(name)]).toEqual([name, true]);
    for (const name of [
      'Количество мест',
      'Площадь',
      '人口',
      '세대수',
      'pocet_obyvatel',
      'liczba_miejsc',
      'superficie parcela',
      'Lot Area',
      'fritid',
      'number of arrests',
      'Coderre',
      'Number',
      'RatesAmount',
    ])
      expect([name, namedAsCode(name)]).toEqual([name, false]);
  });

  it('reads words that were shortened or cut', () => {
    for (const name of ['street_sgmt', 'NBRHD', 'TAX_PRCL', 'QUAL_CD1', 'hydrant_nu', 'BEZIRKSNUM'])
      expect([name, namedAsCode(name)]).toEqual([name, true]);
    for (const name of ['AssessLand', 'prcnt', 'hght', 'ttl', 'population', 'total_area'])
      expect([name, namedAsCode(name)]).toEqual([name, false]);
    expect(saidByNames(['sec', 'rng', 'acres'])).toEqual(['nothing', 'nothing', 'quantity']);
    expect(saidByNames(['twp', 'rng', 'sec']).slice(1)).toEqual(['thing', 'thing']);
    expect(saidByNames(['dep', 'com', 'nbv'])).toEqual(['thing', 'thing', 'quantity']);
    expect(saidByNames(['dep', 'sales'])).toEqual(['nothing', 'quantity']);
  });

  it('takes the column beside the names for the codes', () => {
    expect(saidByName('quadrille')).toBe('nothing');
    expect(saidByNames(['quadrille', 'quadrille_name', 'votes', 'votes_label'])).toEqual([
      'thing',
      'nothing',
      'quantity',
      'nothing',
    ]);
  });

  it('takes the numbers of rows in a first column without a name for labels, not years', () => {
    const rows = Array.from({ length: 12 }, (_, row) => String(115 + row));
    const years = rows.map((_, row) => String(1999 + row));
    const [first = 'nothing'] = saidByNames(['column_1', 'station', 'elevation']);
    expect(decideType('column_1', shapesOf(rows), first).type).toBe('VARCHAR');
    expect(decideType('column_1', shapesOf(years), first).type).toBe('BIGINT');
    expect(saidByNames(['column_1', 'column_2'])).toEqual(['nothing', 'nothing']);
    // Of numbers of so many digits nothing says that they are a quantity.
    const numbers = Array.from({ length: 60 }, (_, row) =>
      String(32_517 + ((row * 7_919) % 50_000)),
    );
    expect(decideType('column_1', shapesOf(numbers)).type).toBe('VARCHAR');
    expect(decideType('rides', shapesOf(numbers)).type).toBe('BIGINT');
    expect(decideType('column_1', shapesOf(numbers.map((number) => `${number}00`))).type).toBe(
      'BIGINT',
    );
  });

  it('takes the words of a group of columns for the group, not for the single one', () => {
    const one = (name: string) => `Candidate ID and Name ${name}`;
    const names = ['Smith', 'Miller', 'Meyer', 'Garcia', 'Khan', 'Total Votes'].map(one);
    expect(saidByName(names[0] ?? '')).toBe('code');
    expect(saidByNames(['Booth No', ...names]).slice(1)).toEqual([
      ...names.slice(1).map(() => 'nothing'),
      'quantity',
    ]);
    expect(saidByNames(names.slice(0, 3))[0]).toBe('code');
  });

  it('reads units in brackets, and what stands before “of”', () => {
    const quantities =
      'Apartment[호];housing unit (ha);Bevölkerungsstand;Number of code violations';
    for (const name of quantities.split(';'))
      expect([name, saidByName(name)]).toEqual([name, 'quantity']);
    const codes =
      "Unique code number of the operation;Wirtschaftszweig;Kapitel/Titel;FONDO;catégorie d'intervention;זיהוי";
    for (const name of codes.split(';')) expect([name, namedAsCode(name)]).toEqual([name, true]);
    expect(saidByNames(['GHI', 'DNI'])[1]).toBe('quantity');
    expect(saidByName('majority')).toBe('nothing');
  });

  it('reads short names as they are meant where they stand', () => {
    const said = (...names: string[]) => saidByNames(names).at(-1);
    expect(said('SUMLEV', 'PLACE')).toBe('thing');
    expect(said('PLACE')).toBe('nothing');
    expect(said('start', 'stop')).toBe('quantity');
    expect(said('stop')).toBe('thing');
    const codes =
      'SUMLEV COUSUB ketchup.hid obsno distcod UGEMEINDE model_type_index buildings_pk candidatura street'.split(
        ' ',
      );
    for (const name of codes) expect([name, namedAsCode(name)]).toEqual([name, true]);
    const others =
      'estenroll_pk price_pk ankomst_tid house_price_index NO_BLDG supportquantity bed_rms'.split(
        ' ',
      );
    for (const name of others) expect([name, namedAsCode(name)]).toEqual([name, false]);
    // The price of capital has decimals.
    expect(decideType('pk', shapesOf(['183.5', '170.25'])).type).toBe('DOUBLE');
  });

  it('keeps running numbers and numbers that come again text where the name says nothing', () => {
    const of = (count: number, cell: (index: number) => number) =>
      Array.from({ length: count }, (_, index) => String(cell(index)));
    const typed = (values: readonly string[], name = 'thing') =>
      decideType(name, shapesOf(values)).type;
    const running = of(60, (index) => 804_110 + index * 7 + (index % 3));
    expect(typed(running)).toBe('VARCHAR');
    expect(typed(running, 'total_value')).toBe('BIGINT');
    expect(typed(running, 'x')).toBe('BIGINT');
    expect(typed([...running, '804110'])).toBe('BIGINT');
    // Sorted populations lie far from each other; years rise, too, and what is measured every so often.
    expect(typed(of(60, (index) => index * 10))).toBe('BIGINT');
    expect(typed(of(60, (index) => 1_000 + index ** 3))).toBe('BIGINT');
    expect(typed(of(60, (index) => 1_960 + index))).toBe('BIGINT');
    const again = of(90, (index) => 11_111 + (index % 10) * 1_307);
    expect(typed(again)).toBe('VARCHAR');
    expect(typed(again, 'population')).toBe('BIGINT');
    expect(typed([...again, '17'])).toBe('BIGINT');
    // Rounded amounts and months come again, too.
    expect(typed(of(90, (index) => 10_000 + (index % 10) * 2_500))).toBe('BIGINT');
    expect(typed(of(90, (index) => 202_401 + (index % 10)))).toBe('BIGINT');
  });

  it('makes a number only of a column in which every value is one', () => {
    expect(decideType('amount', counts({ integer: 5, decimal: 2, empty: 3 })).type).toBe('DOUBLE');
    expect(decideType('amount', counts({ integer: 5 })).type).toBe('BIGINT');
    expect(decideType('amount', counts({ integer: 999, text: 1 }))).toEqual({
      type: 'VARCHAR',
      why: 'Kept as text: 1 value of 1,000 is no number.',
    });
  });
});
