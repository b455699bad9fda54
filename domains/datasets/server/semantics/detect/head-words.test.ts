import { describe, expect, it } from 'vitest';
import { headKinds } from './head-words.ts';

const kinds = (name: string) => [...headKinds(name)];

describe('the head of a column’s name', () => {
  it.for([
    ['Adresse', 'address'],
    ['dirección_institucional', 'address'],
    ['STRASSENNAME', 'address'],
    ['所在地', 'address'],
    ['nom_commune', 'city'],
    ['Libellé de la commune', 'city'],
    ['FOLKBOKFÖRINGSKOMMUN', 'city'],
    ['Kecamatan', 'city'],
    ['Город', 'city'],
    ['Bundesland', 'region'],
    ['PROVINCIA', 'region'],
    ['都道府県名', 'region'],
    ['Län', 'region'],
    ['UF', 'county'],
    ['Departamento', 'county'],
    ['País de procedencia', 'country'],
    ['Land', 'country'],
    ['Vorname', 'given-or-family'],
    ['apellidos', 'given-or-family'],
    ['氏名', 'given-or-family'],
    ['Cognome e nome', 'given-or-family'],
    ['Nombre y apellidos', 'given-or-family'],
    ['Candidato', 'person'],
    ['Geschäftsführer', 'role'],
    ['Raison sociale', 'organisation'],
    ['Nome da escola', 'organisation'],
    ['latitudine', 'latitude'],
    ['LONGITUD', 'longitude'],
    ['發生年度', 'year'],
    ['Baujahr', 'year'],
    ['Uhrzeit', 'clock'],
  ] as const)('%s says %s', ([name, kind]) => {
    expect(kinds(name)).toContain(kind);
  });

  it.for([
    'code commune',
    'Gemeindenummer',
    'fecha_direccion',
    'Straßenlänge',
    'tipo_comune',
    '市区町村コード',
    'e-mail address',
    'population',
    'Porte da Escola',
    '—',
    '',
    'column_7',
  ])('%s is none of these', (name) => {
    expect(kinds(name)).toEqual([]);
  });

  it('stands before “of”, and last in names of databases', () => {
    expect(kinds('ciudad de residencia')).toEqual(['city']);
    expect(kinds('municipio de la entidad')).toEqual(['city']);
    expect(kinds('ENTIDAD_PROVINCIA')).toEqual(['region']);
    expect(kinds('geo_adresse')).toEqual(['address']);
  });
});
