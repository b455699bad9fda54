import type { Variant } from './column.ts';
import type { Random } from './random.ts';
import { family, firms, given, streetKinds, streets, towns, trades } from './words.ts';

const states =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );
const stateNames =
  'California|Texas|Ohio|New York|Oregon|Iowa|Kansas|Florida|Georgia|Maine|Nevada|Utah|Vermont|Illinois|North Carolina|South Dakota|West Virginia'.split(
    '|',
  );
const countries =
  'Germany|France|Brazil|India|China|Japan|Kenya|Nigeria|Mexico|Canada|United States|United Kingdom|Viet Nam|South Korea|Peru|Chile|Italy|Spain|Poland|Egypt|Iran|Czech Republic'.split(
    '|',
  );
const address = (random: Random) =>
  `${random.whole(1, 9999)} ${random.chance(0.3) ? `${random.pick(['N', 'S.', 'East', 'W'])} ` : ''}${random.pick(streets)} ${random.pick(streetKinds)}${random.chance(0.2) ? random.pick([' Apt 4', ' #12', ', Suite 300', ' Unit B']) : ''}`;
const npa = (random: Random) => `${random.whole(2, 9)}${random.filled('##')}`;

/** People, organisations, places and how to reach them. */
export const whoAndWhere: readonly Variant[] = [
  {
    types: ['person-name'],
    names: ['Owner Name', 'applicant', 'INSPECTOR_NAME', 'contactPerson'],
    cell: (r) => `${r.pick(given)} ${r.pick(family)}`,
  },
  {
    types: ['person-name'],
    names: ['name', 'Full Name', 'Officer', 'NAME_1'],
    cell: (r) => `${r.pick(family)}, ${r.pick(given)}${r.chance(0.4) ? ` ${r.filled('@')}` : ''}`,
  },
  {
    types: ['person-name'],
    names: ['employee', 'Teacher', 'person', 'Reported By'],
    cell: (r) => `${r.pick(given)} ${r.filled('@')}. ${r.pick(family)}`.toUpperCase(),
  },
  {
    types: ['person-name'],
    names: ['first_name', 'FirstName', 'GIVEN NAME', 'fname'],
    cell: (r) => r.pick(given),
  },
  {
    types: ['person-name'],
    names: ['last_name', 'Surname', 'LASTNAME', 'family name'],
    cell: (r) => r.pick(family),
  },
  {
    types: ['organisation'],
    names: ['Business Name', 'company', 'VENDOR', 'Legal Name'],
    cell: (r) => `${r.pick(firms)} ${r.pick(trades)}`,
  },
  {
    types: ['organisation'],
    names: ['contractor', 'dba_name', 'Facility Name', 'licensee'],
    cell: (r) =>
      `${r.pick(family)} ${r.pick(['& Sons', 'Brothers Inc', 'Construction', 'Enterprises LLC', 'Electric'])}`.toUpperCase(),
  },
  {
    types: ['organisation'],
    names: ['Department', 'agency_name', 'employer', 'Department Name'],
    cell: (r) =>
      r.pick([
        'Public Works Department',
        'Police Department',
        'Department of Parks',
        'Fire Department',
        'City Clerk',
        'Office of the Mayor',
        'Planning Commission',
      ]),
  },
  {
    types: ['street-address'],
    names: ['Address', 'street_address', 'SITE ADDRESS', 'mailingAddress'],
    cell: address,
  },
  {
    types: ['street-address'],
    names: ['location', 'ADDR1', 'property address', 'Incident Address'],
    cell: (r) => address(r).toUpperCase(),
  },
  {
    types: ['street-address'],
    names: ['location_1', 'where', 'place', 'Address Full'],
    cell: (r) => `${address(r)}, ${r.pick(towns)}, ${r.pick(states)} ${r.filled('9####')}`,
  },
  {
    types: ['street-address'],
    names: ['block', 'Block Address', 'location', 'BLOCK_ADDR'],
    cell: (r) =>
      `${r.whole(1, 99)}00 BLOCK OF ${r.pick(streets).toUpperCase()} ${r.pick(['ST', 'AVE', 'BLVD'])}`,
  },
  {
    types: ['city'],
    names: ['city', 'City Name', 'TOWN', 'owner_city'],
    cell: (r) => r.pick(towns),
  },
  {
    types: ['city'],
    names: ['municipality', 'MAILING_CITY', 'Business City', 'city'],
    cell: (r) => r.pick(towns).toUpperCase(),
  },
  {
    types: ['state'],
    names: ['state', 'ST', 'owner_state', 'State Code'],
    cell: (r) => r.pick(states),
  },
  {
    types: ['state'],
    names: ['State Name', 'STATE', 'mailing state', 'state'],
    cell: (r) => r.pick(stateNames),
  },
  { types: ['state'], names: ['loc', 'plate_state', 'v7', 'where'], cell: (r) => r.pick(states) },
  {
    types: ['country'],
    names: ['country', 'Nation', 'COUNTRY_NAME', 'country of origin'],
    cell: (r) => r.pick(countries),
  },
  {
    types: ['country'],
    names: ['v2', 'country_code', 'origin', 'place'],
    cell: (r) => r.pick(countries),
  },
  {
    types: ['zip'],
    names: ['zip', 'Zip Code', 'POSTAL_CODE', 'mail_zip'],
    cell: (r) => r.filled('#####'),
  },
  {
    types: ['zip'],
    names: ['ZIPCODE', 'zip5', 'Incident Zip', 'Postcode'],
    cell: (r) => (r.chance(0.4) ? r.filled('9####-####') : r.filled('9####')),
  },
  {
    types: ['zip'],
    names: ['postcode', 'v4', 'code', 'Postal'],
    cell: (r) => r.filled(r.pick(['M#B #H#', 'K#A #L#', 'V#T #S#'])),
  },
  {
    types: ['fips'],
    names: ['fips', 'county_fips', 'FIPS Code', 'GEOID'],
    cell: (r) => `${r.pick(['06', '01', '36', '48', '17'])}${r.filled('###')}`,
  },
  {
    types: ['fips'],
    names: ['census_tract', 'geoid10', 'Census Tract', 'TRACT_GEOID'],
    cell: (r) => `${r.pick(['06001', '36061', '17031', '48201'])}${r.filled('0#####')}`,
  },
  {
    types: ['latitude'],
    names: ['latitude', 'LAT', 'y', 'intptlat'],
    cell: (r) => (37 + r.next() * 5).toFixed(6),
  },
  {
    types: ['longitude'],
    names: ['longitude', 'lng', 'X', 'Lon'],
    cell: (r) => (-122 + r.next() * 40).toFixed(6),
  },
  {
    types: ['coordinates'],
    names: ['location', 'geom', 'the_geom', 'Georeference'],
    cell: (r) => `POINT (${(-122 - r.next()).toFixed(6)} ${(37 + r.next()).toFixed(6)})`,
  },
  {
    types: ['coordinates'],
    names: ['lat_long', 'Location 1', 'coordinates', 'geo'],
    cell: (r) => `(${(37 + r.next()).toFixed(5)}, ${(-122 - r.next()).toFixed(5)})`,
  },
  {
    types: ['phone'],
    names: ['phone', 'Telephone', 'CONTACT_PHONE', 'fax'],
    cell: (r) => `(${npa(r)}) ${npa(r)}-${r.filled('####')}`,
  },
  {
    types: ['phone'],
    names: ['phone_number', 'v9', 'cell', 'Business Phone'],
    cell: (r) => `${npa(r)}-${npa(r)}-${r.filled('####')}${r.chance(0.1) ? ' x12' : ''}`,
  },
  {
    types: ['phone'],
    names: ['PHONE', 'mobile', 'tel', 'Contact Phone Number'],
    cell: (r) => `${npa(r)}${npa(r)}${r.filled('####')}`,
  },
  {
    types: ['email'],
    names: ['email', 'contact', 'E-Mail', 'v1'],
    cell: (r) =>
      `${r.pick(given)}.${r.pick(family)}@${r.pick(['gmail.com', 'city.gov', 'yahoo.com', 'ci.oakland.ca.us'])}`
        .toLowerCase()
        .replace(/['ö]/g, ''),
  },
  {
    types: ['url'],
    names: ['url', 'website', 'link', 'more info'],
    cell: (r) =>
      `${r.pick(['https://www.', 'http://'])}${r.pick(firms).toLowerCase()}.com/${r.filled('@@##')}`,
  },
  {
    types: ['ip'],
    names: ['ip', 'client', 'source ip', 'remote_addr'],
    cell: (r) => `${r.whole(1, 223)}.${r.whole(0, 255)}.${r.whole(0, 255)}.${r.whole(1, 254)}`,
  },
];
