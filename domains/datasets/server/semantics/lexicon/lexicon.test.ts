import { describe, expect, it } from 'vitest';
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
