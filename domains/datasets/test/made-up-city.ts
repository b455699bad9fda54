/** Tables of a city that does not exist, some of which can be joined: what finds joins is measured by them. */
export interface MadeUpTable {
  readonly name: string;
  readonly csv: string;
}

/** A join that was planted: `dataset.column`, both ways. */
export type Planted = readonly [string, string];

export interface MadeUpCity {
  readonly tables: readonly MadeUpTable[];
  readonly planted: readonly Planted[];
}

type Rows = readonly (readonly (string | number)[])[];

const streets = 'Oak Elm Main Park Lake Hill Pine Cedar River Mill'.split(' ');
const given = 'Ada Ben Cleo Dora Emil Fritz Greta Hanna Ida Jonas Karla Lena'.split(' ');
const family = 'Abel Brandt Conrad Dietz Ebert Falk Graf Hahn Jung Keller Lange Maurer'.split(' ');

/** The same for the same seed. */
export function madeUpCity(seed: number): MadeUpCity {
  let state = seed;
  const whole = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const one = <T>(from: readonly T[]): T => from[whole(from.length)] as T;
  const digits = (number: number, length: number) => String(number).padStart(length, '0');
  const times = <T>(count: number, make: (at: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const several = <T>(count: number, make: (at: number) => T): T[] => {
    const found = new Map<string, T>();
    for (let at = 0; found.size < count; at += 1) {
      const each = make(at);
      found.set(String(each), each);
    }
    return [...found.values()];
  };
  const person = () => `${one(given)} ${one(family)}`;
  const day = (year = 2024) => `${year}-${digits(1 + whole(12), 2)}-${digits(1 + whole(28), 2)}`;
  const sheet = (name: string, header: string, rows: Rows): MadeUpTable => ({
    name,
    csv: `${header}\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  });

  const zips = several(45, () => `0${2_100 + whole(700)}`);
  const facilities = several(260, () => `F-${digits(whole(90_000), 5)}`);
  const parcels = several(
    400,
    () => `${100 + whole(900)}-${digits(whole(1_000), 3)}-${digits(whole(1_000), 3)}`,
  );
  const employees = several(220, () => 1_000 + whole(80_000));
  const stops = several(350, () => 10_000 + whole(80_000));
  const licences = several(300, () => `LIC${digits(whole(1_000_000), 6)}`);
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  const vins = several(
    120,
    () => `1F${times(9, () => one([...letters])).join('')}${digits(whole(1_000_000), 6)}`,
  );
  const departments = [
    ['PW', 'Public Works'],
    ['PD', 'Police'],
    ['FD', 'Fire'],
    ['PR', 'Parks'],
    ['HS', 'Housing'],
    ['LB', 'Library'],
    ['TR', 'Transport'],
    ['HL', 'Health'],
    ['FN', 'Finance'],
    ['IT', 'Technology'],
    ['LW', 'Law'],
    ['EN', 'Energy'],
  ] as const;
  const states = ['open', 'closed', 'pending', 'withdrawn'];
  const permits = (year: number) =>
    times(320, (at) => [
      `BP${year}-${digits(at * 3 + whole(3), 5)}`,
      one(parcels),
      Number(one(zips)),
      one(states),
      1_000 + whole(900_000) / 10,
      day(year),
    ]);
  const permitColumns = 'permit_no,parcel_number,zip_code,status,cost,issued';

  const tables = [
    sheet(
      'facilities',
      'facility_code,name,street,zip',
      facilities.map((code) => [
        code,
        `${one(family)} Foods`,
        `${1 + whole(900)} ${one(streets)} St`,
        one(zips),
      ]),
    ),
    sheet(
      'inspections',
      'inspection,facility,result,score,inspected_on',
      times(600, (at) => [
        at + 1,
        // Written in another way, and of some that are in no list.
        whole(10) < 8
          ? ` ${one(facilities.slice(0, 180)).toLowerCase()} `
          : `f-${digits(90_000 + whole(9_000), 5)}`,
        one(['pass', 'fail']),
        60 + whole(41),
        day(),
      ]),
    ),
    sheet(
      'parks',
      'park_id,park_name,zipcode,acres',
      times(60, (at) => [
        at + 1,
        `${one(streets)} ${one(family)} Park ${at}`,
        one(zips),
        whole(500) / 10,
      ]),
    ),
    sheet(
      'visits',
      'day,park_id,visitors',
      times(500, () => [day(), 1 + whole(60), whole(900)]),
    ),
    sheet(
      'zip_areas',
      'zip,population,median_income',
      zips.map((zip) => [zip, 900 + whole(40_000), 30_000 + whole(90_000)]),
    ),
    sheet('permits', permitColumns, permits(2024)),
    sheet('permits_2023', permitColumns, permits(2023)),
    sheet(
      'parcels',
      'apn,owner,land_use,area',
      parcels.map((apn) => [
        apn,
        person(),
        one(['residential', 'commercial', 'public']),
        whole(9_000),
      ]),
    ),
    sheet(
      'employees',
      'emp_no,full_name,department_code,hired',
      employees.map((number) => [digits(number, 7), person(), one(departments)[0], day(2015)]),
    ),
    sheet(
      'payroll',
      'employee,month,gross',
      times(700, () => [
        one(employees.slice(0, 150)),
        `2024-${digits(1 + whole(12), 2)}`,
        2_000 + whole(90_000) / 10,
      ]),
    ),
    sheet(
      'departments',
      'code,department',
      departments.map(([code, name]) => [code, name]),
    ),
    sheet(
      'stops',
      'stop_id,stop_name,latitude,longitude',
      stops.map((stop) => [
        stop,
        `${one(streets)} at ${one(family)}`,
        42 + whole(9_999) / 100_000,
        -71 - whole(9_999) / 100_000,
      ]),
    ),
    sheet(
      'ridership',
      'stop,boardings,hour',
      times(800, () => [
        whole(10) < 3 ? one(stops) : 10_000 + whole(80_000),
        whole(300),
        whole(24),
      ]),
    ),
    sheet(
      'vehicles',
      'vin,make,model_year',
      vins.map((vin) => [vin, one(['Ford', 'Chevrolet', 'Toyota']), 2005 + whole(20)]),
    ),
    sheet(
      'fuel',
      'vehicle,gallons,filled',
      times(500, () => [one(vins).toLowerCase(), whole(400) / 10, day()]),
    ),
    sheet(
      'restaurants',
      'license,business,seats',
      licences.map((licence) => [licence, `${one(given)}s ${one(streets)} Kitchen`, 4 + whole(90)]),
    ),
    sheet(
      'violations',
      'case,license_number,kind,fine',
      times(450, (at) => [
        `V${digits(at, 4)}`,
        whole(100) < 40 ? one(licences) : `LIC${digits(whole(1_000_000), 6)}`,
        one(['noise', 'waste', 'smoke', 'access']),
        25 * (1 + whole(20)),
      ]),
    ),
    // Nothing of these belongs together, though numbers from 1 on, yes and no stand in all.
    sheet(
      'survey',
      'row,knows_city,satisfied,trust',
      times(500, (at) => [at + 1, one(['yes', 'no']), one(['yes', 'no']), 1 + whole(5)]),
    ),
    sheet(
      'meters',
      'id,reading,working',
      times(400, (at) => [at + 1, whole(100_000), one(['yes', 'no'])]),
    ),
    sheet(
      'streetlights',
      'id,lamp,status',
      times(300, (at) => [at + 1, one(['LED', 'sodium', 'mercury']), one(states)]),
    ),
    sheet(
      'budget',
      'line,amount,fiscal_year',
      times(200, (at) => [at + 1, whole(1_000_000), 2020 + whole(5)]),
    ),
    sheet(
      'wells',
      'number,depth,checked',
      times(150, (at) => [at + 1, 10 + whole(90), one(['yes', 'no'])]),
    ),
  ];
  const planted: Planted[] = [
    ['facilities.facility_code', 'inspections.facility'],
    ['parks.park_id', 'visits.park_id'],
    ['zip_areas.zip', 'facilities.zip'],
    ['zip_areas.zip', 'parks.zipcode'],
    ['zip_areas.zip', 'permits.zip_code'],
    ['zip_areas.zip', 'permits_2023.zip_code'],
    ['parcels.apn', 'permits.parcel_number'],
    ['parcels.apn', 'permits_2023.parcel_number'],
    ['employees.emp_no', 'payroll.employee'],
    ['departments.code', 'employees.department_code'],
    ['stops.stop_id', 'ridership.stop'],
    ['vehicles.vin', 'fuel.vehicle'],
    ['restaurants.license', 'violations.license_number'],
  ];
  return { tables, planted };
}
