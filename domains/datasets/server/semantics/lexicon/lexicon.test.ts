import { describe, expect, it } from 'vitest';
import { readDate } from '../values/dates.ts';
import { isWrittenDuration } from '../values/durations.ts';
import { parseMoney } from '../values/quantities.ts';
import { countryCode } from './countries.ts';
import { folded } from './folded.ts';
import { monthAbroad } from './months.ts';
import { namesOrganisation } from './organisations.ts';
import { isNameInSigns } from './people-abroad.ts';
import { commonCountry, countriesWithPart, partCode } from './subdivisions.ts';

it('letters lose their accents in the scripts of Europe, and Korean and Japanese stay', () => {
  expect(folded('Straße, FØROYAR, Łódź, Žižkov')).toBe('strasse, foroyar, lodz, zizkov');
  expect(folded('구분 ガス')).toBe('구분 ガス');
});

it('countries are known in many languages', () => {
  expect(
    ['Allemagne', 'Deutschland', 'Países Bajos', '日本', 'Россия', 'Ελλάδα', 'DE', 'FRA'].map(
      countryCode,
    ),
  ).toEqual(['DE', 'DE', 'NL', 'JP', 'RU', 'GR', 'DE', 'FR']);
  expect(['Atlantis', 'Anh', 'de', 'Other'].map(countryCode)).toEqual([null, null, null, null]);
});

it('months are known in many languages, but for words that are another month elsewhere', () => {
  expect(['février', 'März', 'ene.', 'stycznia', 'января', 'marraskuuta'].map(monthAbroad)).toEqual(
    [2, 3, 1, 1, 1, 11],
  );
  // November in Polish, October in Croatian.
  expect(monthAbroad('listopada')).toBeNull();
});

describe('parts of countries', () => {
  it('by name, with what kind of part they are, and by code where asked', () => {
    expect([...countriesWithPart('Bács-Kiskun megye')]).toEqual(['HU']);
    expect([...countriesWithPart('SÃO PAULO')]).toContain('BR');
    expect([...countriesWithPart('Nsw', true)]).toContain('AU');
    expect([...countriesWithPart('NSW')]).toEqual([]);
  });

  it('are those of one country, not directions', () => {
    const share = (...values: string[]) => commonCountry(values).share;
    expect(commonCountry(['Lambayeque', 'CAJAMARCA', 'Loreto', 'Ancash'])).toEqual({
      country: 'PE',
      share: 1,
    });
    expect(share('North', 'South', 'East', 'West', 'Central')).toBe(0);
    expect(share('Bayern', 'Loreto', 'Utrecht', 'Kisumu')).toBe(0.25);
  });

  it('have one code, or none where a name is that of two', () => {
    expect(
      ['Bayern', 'BY', 'de-by', 'Hessen', 'Atlantis'].map((value) => partCode(value, 'DE')),
    ).toEqual(['DE-BY', 'DE-BY', 'DE-BY', 'DE-HE', null]);
    // The province and the community around it.
    expect(partCode('Murcia', 'ES')).toBeNull();
  });
});

it('organisations are told by a word or by their legal form as it is written', () => {
  const are = [
    'Muster GmbH',
    'Grundschule am Park',
    'MUNICIPALIDAD DE LIMA',
    '株式会社山本',
    'Bygg AB',
  ];
  expect(are.filter((value) => !namesOrganisation(value))).toEqual([]);
  const no = ['just as', 'Ana Paula Souza', 'Hauptstraße 5', 'tell me', '山本太郎'];
  expect(no.filter(namesOrganisation)).toEqual([]);
});

it('names in Chinese, Japanese and Korean begin with a family name', () => {
  expect(['王小明', '山本太郎', '김민수'].every(isNameInSigns)).toBe(true);
  expect(['蘆竹溝', 'Wang', '山', '市役所の窓口と受付'].some(isNameInSigns)).toBe(false);
});

it('money says its currency as it is written where it is spent, and codes are none', () => {
  const read = (value: string) =>
    (parseMoney(value, '.') ?? parseMoney(value, ','))?.currency ?? null;
  expect(
    [
      'S/ 24,000.00',
      'R 56 000.00',
      'Rs 14,66,239',
      '1 650 000 Ft',
      '32680 lei',
      '49709,50 лв.',
      '250 Kč',
    ].map(read),
  ).toEqual(['PEN', 'ZAR', 'INR', 'HUF', 'RON', 'BGN', 'CZK']);
  // Rooms, and heights in feet.
  expect(['R101', 'R 12', '12 Ft', 'S12'].map(read)).toEqual([null, null, null, null]);
});

it('dates have their month in words, of eras and of years before the day', () => {
  const read = (value: string) =>
    readDate(value, { order: 'day-first', century: 2036 })?.iso ?? null;
  expect(
    [
      '5. März 2021',
      '1er août 2019',
      '5 de marzo de 2020',
      '5 stycznia 2020 r.',
      '2004.07.09.',
      '21.04.2023 г.',
      '令和5年9月26日',
      'S35.02.26',
      '2020年1月5日',
      'Tue May 29 12:55:27 PDT 2012',
    ].map(read),
  ).toEqual([
    '2021-03-05',
    '2019-08-01',
    '2020-03-05',
    '2020-01-05',
    '2004-07-09',
    '2023-04-21',
    '2023-09-26',
    '1960-02-26',
    '2020-01-05',
    '2012-05-29T12:55:27-07:00',
  ]);
  expect(
    ['3 listopada 2020', 'R1.2.3', 'Grupo 12 marzo 2019 bis', '12 foo 2019'].map(read),
  ).toEqual([null, null, null, null]);
});

it('lengths of time are told in many languages, codes are none', () => {
  const are = ['365 dias', '11 Mes(es)', '3 Monate', '2 ans', '4,5 h', '24 месеца', '6 maanden'];
  expect(are.filter((value) => !isWrittenDuration(value))).toEqual([]);
  expect(['0001613AR', '12 m', '10 a 19'].filter(isWrittenDuration)).toEqual([]);
});
