import type { Variant } from './column.ts';
import type { Random } from './random.ts';
import { firms, prose, titles, trades } from './words.ts';

const phrase = (r: Random, words: number) =>
  Array.from({ length: words }, () => r.pick(prose)).join(' ');
const npi = (r: Random) =>
  withCheck(`1${r.filled('########')}`, (digits) => {
    const sum = [...`80840${digits}`]
      .reverse()
      .reduce(
        (total, digit, at) =>
          total +
          (at % 2 === 0 ? ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0) : Number(digit)),
        0,
      );
    return String((10 - (sum % 10)) % 10);
  });
const isbn = (r: Random) =>
  withCheck(`978${r.filled('#########')}`, (digits) => {
    const sum = [...digits].reduce(
      (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
      0,
    );
    return String((10 - (sum % 10)) % 10);
  });
const withCheck = (digits: string, check: (digits: string) => string) => digits + check(digits);
const iban = (r: Random) => {
  const account = r.filled('37040044##########');
  // “DE00” is 131400 in digits; the check digits bring the rest to 1.
  const rest = [...`${account}131400`].reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0);
  return `DE${String(98 - rest).padStart(2, '0')}${account}`;
};
const steady = (text: string) => () => text;

/** Codes and keys, and what is left when nothing has a name. */
export const codesAndKinds: readonly Variant[] = [
  {
    types: ['ssn'],
    names: ['ssn', 'SSN', 'social security number', 'v3'],
    cell: (r) => `${r.whole(100, 665)}-${r.whole(10, 99)}-${r.whole(1000, 9999)}`,
  },
  {
    types: ['ein'],
    names: ['ein', 'Tax ID', 'FEIN', 'EIN Number'],
    cell: (r) => `${r.pick(['12', '20', '94', '45', '83', '36', '75'])}-${r.filled('#######')}`,
  },
  { types: ['npi'], names: ['npi', 'NPI', 'provider', 'v5'], cell: npi },
  { types: ['isbn'], names: ['isbn', 'ISBN13', 'book', 'v6'], cell: isbn },
  { types: ['iban'], names: ['iban', 'v12', 'bank account', 'IBAN'], cell: iban },
  {
    types: ['vin'],
    names: ['vin', 'VIN', 'vehicle_identification_number', 'Vehicle VIN'],
    cell: (r) => r.filled('1@@@@##@#@@######').replace(/[IOQ]/g, 'A'),
  },
  {
    types: ['parcel'],
    names: ['APN', 'parcel_number', 'Parcel ID', 'parcel'],
    cell: (r) => r.filled('0##-0###-0##'),
  },
  {
    types: ['parcel'],
    names: ['bbl', 'PIN', 'ParcelID', 'folio'],
    cell: (r) => r.filled('10########'),
  },
  {
    types: ['case-number'],
    names: ['Case Number', 'case_no', 'PERMIT_NUMBER', 'Complaint #'],
    cell: (r) => `${r.whole(15, 26)}-${r.filled('#####')}`,
    clean: true,
  },
  {
    types: ['case-number'],
    names: ['permit no', 'Incident Number', 'record_number', 'ServiceRequestNumber'],
    cell: (r) => `${r.pick(['BLD', 'SR', 'CE'])}20${r.whole(15, 26)}-${r.filled('#####')}`,
  },
  {
    types: ['key', 'identifier'],
    names: ['id', 'OBJECTID', 'record_id', 'Unique Key'],
    cell: (_, row) => String(row + 1),
    clean: true,
  },
  {
    types: ['key', 'identifier'],
    names: ['uuid', 'row_id', 'guid', 'id'],
    cell: (r) =>
      Array.from({ length: 5 }, (_, at) =>
        Array.from({ length: [8, 4, 4, 4, 12][at] ?? 4 }, () =>
          r.pick([...'0123456789abcdef']),
        ).join(''),
      ).join('-'),
    clean: true,
  },
  {
    types: ['foreign-key', 'identifier'],
    names: ['brewery_id', 'AgencyID', 'station_id', 'owner id'],
    cell: (r) => String(r.whole(100, 130)),
    clean: true,
  },
  {
    types: ['yes-no'],
    names: ['active', 'is_open', 'Arrest', 'flag'],
    cell: (r) => r.pick(['Y', 'N']),
  },
  {
    types: ['yes-no'],
    names: ['inspected', 'has_pool', 'v8', 'Exempt?'],
    cell: (r) => r.pick(['Yes', 'No', 'Yes']),
  },
  {
    types: ['yes-no'],
    names: ['domestic', 'Running', 'is_valid', 'open'],
    cell: (r) => r.pick(['true', 'false']),
  },
  {
    types: ['ordinal'],
    names: ['day_of_week', 'Weekday', 'DAY', 'day'],
    cell: (r) =>
      r.pick(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']),
  },
  {
    types: ['ordinal'],
    names: ['month', 'Month Name', 'MONTH', 'mon'],
    cell: (r) => r.pick(['January', 'February', 'March', 'June', 'July', 'October']),
  },
  {
    types: ['ordinal'],
    names: ['severity', 'Priority', 'risk', 'level'],
    cell: (r) => r.pick(['Low', 'Medium', 'High']),
  },
  {
    types: ['ordinal'],
    names: ['age_group', 'Age Range', 'bracket', 'AGE'],
    cell: (r) => r.pick(['0-17', '18-24', '25-34', '35-44', '45-64', '65+']),
  },
  {
    types: ['ordinal'],
    names: ['agreement', 'q7', 'response', 'How satisfied?'],
    cell: (r) => r.pick(['Strongly agree', 'Agree', 'Neutral', 'Disagree', 'Strongly disagree']),
  },
  {
    types: ['category'],
    names: ['status', 'Request Type', 'CATEGORY', 'disposition'],
    cell: (r) => r.pick(['Open', 'Closed', 'Pending', 'In Progress', 'Cancelled']),
  },
  {
    types: ['category'],
    names: ['race', 'Complaint Type', 'species', 'source'],
    cell: (r) =>
      r.pick([
        'Noise',
        'Illegal Parking',
        'Heat/Hot Water',
        'Street Condition',
        'Rodent',
        'Graffiti',
        'Sewer',
      ]),
  },
  {
    types: ['category'],
    names: ['zoning', 'Zone', 'land use', 'zone_class'],
    cell: (r) => r.pick(['R-1', 'R-2', 'C-1', 'M-2', 'PUD', 'OS']),
  },
  {
    types: ['category'],
    names: ['district', 'Ward', 'council_district', 'Precinct'],
    cell: (r) => String(r.whole(1, 9)),
  },
  {
    types: ['free-text'],
    names: ['description', 'Comments', 'NARRATIVE', 'v11'],
    cell: (r) => phrase(r, r.whole(6, 25)),
  },
  {
    types: ['free-text'],
    names: ['notes', 'resolution', 'Work Description', 'remarks'],
    cell: (r) => `${phrase(r, r.whole(4, 14))}.`,
  },
  {
    types: ['text'],
    names: ['title', 'beer_name', 'Song', 'name'],
    cell: (r) =>
      `${r.pick(titles)} ${r.pick(['IPA', 'Stout', 'II', 'Live', 'Suite', r.filled('@')])} ${r.pick(['Reserve', 'Again', 'Forever', 'Days'])}`,
  },
  {
    types: ['text', 'organisation'],
    names: ['landmark', 'place', 'thing', 'item'],
    cell: (r) =>
      `${r.pick(firms)} ${r.pick(['Park', 'Field', 'Trail', 'Bridge', 'Plaza', 'Fountain'])}`,
  },
  {
    types: ['number'],
    names: ['population', 'count', 'Total Students', 'households'],
    cell: (r) => String(r.whole(10_000, 99_999)),
  },
  {
    types: ['number'],
    names: ['injured', 'bedrooms', 'ridership', 'score'],
    cell: (r) => String(r.whole(0, 4000)),
  },
  {
    types: ['number'],
    names: ['index', 'v10', 'ratio', 'mean'],
    cell: (r) => (r.next() * 40).toFixed(3),
  },
  {
    types: ['number'],
    names: ['stock', 'visits', 'riders', 'votes'],
    cell: (r) => r.whole(1_000, 99_000).toLocaleString('en'),
  },
  {
    types: ['category', 'text', 'organisation'],
    names: ['brand', 'make', 'trade', 'kind of shop'],
    cell: (r) => r.pick(trades.map((trade) => trade.split(' ')[0] ?? '')),
  },
  {
    types: ['category', 'text'],
    names: ['constant', 'source file', 'batch', 'region'],
    cell: steady('West'),
  },
];
