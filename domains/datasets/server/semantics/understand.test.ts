import { describe, expect, it } from 'vitest';
import { factsOf } from './detect/facts.ts';
import { run } from './understand.ts';

/** Meanings by the names of a table’s columns. */
function meaningsOf(table: Readonly<Record<string, readonly string[]>>) {
  const facts = Object.entries(table).map(([name, cells]) => factsOf(name, cells));
  const { meanings } = run({
    facts,
    columns: facts.map(({ name, type }) => ({ name, type })),
    chosen: {},
    settings: { year: 2026, country: 'US' },
  });
  return Object.fromEntries(meanings.map(({ column, best }) => [column, best.type]));
}
const times = (cells: readonly string[], count = 24) =>
  Array.from({ length: count }, (_, index) => cells[index % cells.length] ?? '');

describe('what stands beside a column', () => {
  it('tells flags that were never yes', () => {
    const flags = {
      ramp: times(['0', '1']),
      lift: times(['1', '1', '0']),
      toilet: times(['0', '0', '1']),
    };
    expect(meaningsOf({ ...flags, pool: times(['0']) })).toMatchObject({
      ramp: 'yes-no',
      pool: 'yes-no',
    });
    expect(meaningsOf({ visits: times(['7', '0', '12']), pool: times(['0']) })).toMatchObject({
      pool: 'number',
    });
  });

  it('tells coordinates on the grid of a map', () => {
    const x = times(['552100.25', '553480.5', '551999.75']);
    const y = times(['4183000.5', '4184112.25', '4182777.125']);
    expect(meaningsOf({ X: x, Y: y })).toEqual({ X: 'coordinates', Y: 'coordinates' });
    // As statisticians call what they explain.
    expect(meaningsOf({ y: times(['60323', '61122', '60171']) })).toEqual({ y: 'number' });
  });
});

it('tables of offices in other languages mean what their heads say', () => {
  expect(
    meaningsOf({
      Schulname: times(['Grundschule am Park', 'Goethe-Gymnasium', 'Realschule Nord']),
      Straße: times(['Hauptstraße 5', 'Am Markt 12a', 'Lindenallee 7']),
      Ort: times(['Köln', 'Bad Honnef', 'Unkel']),
      Bundesland: times(['Nordrhein-Westfalen', 'Rheinland-Pfalz']),
      Staat: times(['Deutschland', 'Österreich', 'Schweiz']),
      Schulleiterin: times(['Anke Schäfer', 'Prof. Ute Klein', 'Yıldız Kaya']),
      Eröffnet: times(['3. März 1998', '12. Mai 2004', '1. Oktober 1971']),
      Baujahr: times(['1998', '2004', '1971']),
      Ganztag: times(['J', 'N']),
    }),
  ).toEqual({
    Schulname: 'organisation',
    Straße: 'street-address',
    Ort: 'city',
    Bundesland: 'state',
    Staat: 'country',
    Schulleiterin: 'person-name',
    Eröffnet: 'date',
    Baujahr: 'year',
    Ganztag: 'yes-no',
  });
  expect(
    meaningsOf({
      学校名: times(['市立第一小学校', '県立中央高等学校', '市立北中学校']),
      住所: times(['東京都千代田区1-2-3', '大阪市北区4-5', '京都市左京区6']),
      市区町村名: times(['千代田区', '大阪市', '京都市']),
      校長名: times(['山本太郎', '佐藤花子', '鈴木一郎']),
      緯度: times(['35.6812', '34.7024', '35.0116']),
    }),
  ).toEqual({
    学校名: 'organisation',
    住所: 'street-address',
    市区町村名: 'city',
    校長名: 'person-name',
    緯度: 'latitude',
  });
  expect(
    meaningsOf({
      'Razón social': times([
        'Construcciones Díaz S.A.',
        'Transportes del Sur SRL',
        'Ferretería López',
      ]),
      Dirección: times(['Av. Corrientes 1234', 'Calle 9 de Julio 55', 'Ruta 3 km 12']),
      Municipio: times(['San Miguel', 'Rawson', 'Trelew']),
      Provincia: times(['Buenos Aires', 'Chubut']),
      'Fecha de alta': times(['5 de marzo de 2020', '12 de enero de 2019', '1 de junio de 2021']),
      Monto: times(['$ 1.200,50', '$ 830,00', '$ 99,90']),
      Teléfonos: times(['4322-8033/8221', '4922-1229 / 4922-3333', '4393-0076']),
    }),
  ).toEqual({
    'Razón social': 'organisation',
    Dirección: 'street-address',
    Municipio: 'city',
    Provincia: 'state',
    'Fecha de alta': 'date',
    Monto: 'money',
    Teléfonos: 'phone',
  });
});
