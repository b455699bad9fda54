import { bell, decimal, drawn, happened, rising, skewed, sparse, spread, whole } from './cells.ts';
import type { PortalColumn, PortalTable } from './schema.ts';

const code = ['identifier', 'category', 'foreign-key', 'ordinal'] as const;
const place = ['identifier', 'category', 'foreign-key', 'fips'] as const;
const own = ['identifier', 'key', 'foreign-key', 'case-number'] as const;
const count = ['number', 'measure', 'category', 'ordinal'] as const;
const lasting = ['number', 'duration', 'measure'] as const;

const households: readonly PortalColumn[] = [
  ['SERIALNO', own, rising(2_019_000_000_017, 41)],
  ['PUMA', place, drawn(60, whole(100, 4_000))],
  ['BLD', code, spread('1:5 2:62 3:7 4:3 5:4 6:5 7:4 8:4 9:5 10:1')],
  ['TEN', code, spread('1:44 2:24 3:30 4:2')],
  ['HFL', code, spread('1:47 2:5 3:38 4:5 5:1 6:2 7:1 8:1 9:1')],
  ['COW', code, sparse(spread('1:67 2:8 3:7 4:5 5:3 6:6 7:4 8:1 9:1'), 0.6)],
  ['MAR', code, spread('1:42 2:5 3:9 4:1 5:43')],
  ['RAC1P', code, spread('1:70 2:10 3:1 5:1 6:6 8:6 9:6')],
  ['CIT', code, spread('1:85 2:1 3:1 4:7 5:6')],
  ['JWTRNS', code, sparse(spread('1:82 2:2 3:1 4:1 7:1 10:3 11:7 12:1'), 0.5)],
  ['INDP', code, sparse(drawn(90, whole(170, 9_870)), 0.6)],
  ['AGEP', ['number', 'duration', 'measure'], bell(41, 19, 0, 95)],
  ['NP', count, happened(1.4, 1)],
  ['BDSP', count, bell(3, 1, 0, 6)],
  ['RMSP', count, bell(6, 2, 1, 14)],
  ['VEH', count, spread('0:8 1:32 2:37 3:15 4:6 5:1 6:1')],
  [
    'WKHP',
    ['number', 'duration', 'measure'],
    spread('8:2 10:3 15:2 20:7 24:2 25:4 30:6 32:2 35:6 36:2 38:2 40:48 45:6 50:7 55:2 60:4'),
  ],
  [
    'JWMNP',
    lasting,
    spread('5:8 7:2 8:2 10:13 12:3 15:16 18:1 20:15 25:7 30:14 35:3 40:4 45:7 50:2 60:6 90:2'),
  ],
  ['POVPIP', ['number', 'percentage', 'measure'], whole(0, 501)],
];

const bridges: readonly PortalColumn[] = [
  ['ROUTE_PREFIX_005B', code, spread('1:9 2:12 3:21 4:36 5:14 6:1 7:3 8:4')],
  ['DESIGN_LOAD_031', code, spread('0:14 2:16 3:3 4:14 5:34 6:12 9:7')],
  ['RAILINGS_036A', code, spread('0:38 1:56 9:6')],
  ['SERVICE_ON_042A', code, spread('1:79 5:13 3:2 4:2 6:1 7:1 8:1')],
  ['SERVICE_UND_042B', code, spread('1:10 2:2 4:2 5:81 6:3 7:1 8:1')],
  ['STRUCTURE_KIND_043A', code, spread('1:25 2:10 3:25 4:7 5:24 6:5 7:3 8:1')],
  ['STRUCTURE_TYPE_043B', code, spread('1:13 2:41 4:5 5:7 6:3 7:2 9:1 10:3 11:3 19:19 22:3')],
  ['OWNER_022', code, spread('1:46 2:37 3:5 4:7 11:1 12:1 26:1 27:1 62:1 64:1')],
  ['TRAFFIC_LANES_ON_028A', count, spread('1:9 2:78 3:4 4:7 5:1 6:1')],
  ['ADT_029', ['number', 'measure'], skewed(1_100)],
  ['YEAR_BUILT_027', ['year', 'number'], bell(1_975, 20, 1_890, 2_019)],
  ['MAIN_UNIT_SPANS_045', count, happened(1, 1)],
  ['DETOUR_KILOS_019', ['number', 'measure'], skewed(6)],
  [
    'DECK_COND_058',
    ['number', 'ordinal', 'category', 'measure'],
    spread('3:1 4:4 5:14 6:24 7:39 8:15 9:3'),
  ],
  ['PERCENT_ADT_TRUCK_109', ['number', 'percentage', 'measure'], bell(8, 5, 0, 45)],
];

const emergencies: readonly PortalColumn[] = [
  ['CPSC_Case_Number', own, rising(210_100_000, 37)],
  [
    'Body_Part',
    code,
    spread(
      '30:5 31:7 33:4 34:4 35:9 36:4 37:7 38:1 75:18 76:9 79:9 80:2 81:3 82:6 83:7 85:2 87:1 88:1 92:11 93:3',
    ),
  ],
  [
    'Diagnosis',
    code,
    spread(
      '41:1 42:1 49:1 50:1 51:2 52:4 53:12 55:2 56:2 57:17 58:2 59:20 61:1 62:15 64:13 71:11 74:2',
    ),
  ],
  ['Disposition', code, spread('1:86 2:1 4:9 5:1 6:2 8:1')],
  ['Location', code, spread('0:30 1:46 4:3 5:4 6:1 8:7 9:9')],
  ['Product_1', code, drawn(45, whole(105, 5_555))],
  ['Alcohol', code, spread('0:97 1:3')],
  ['Age', ['number', 'duration', 'measure'], bell(36, 22, 2, 97)],
  ['PSU', place, drawn(40, whole(1, 101))],
  ['wait', lasting, bell(38, 16, 0, 140)],
];

const accidents: readonly PortalColumn[] = [
  ['UKATEGORIE', code, spread('1:1 2:17 3:82')],
  ['UART', code, spread('0:23 1:4 2:19 3:4 4:5 5:30 6:8 7:1 8:3 9:3')],
  ['UTYP1', code, spread('1:14 2:19 3:26 4:4 5:4 6:22 7:11')],
  ['ULICHTVERH', code, spread('0:77 1:5 2:18')],
  ['UGEMEINDE', place, drawn(80, whole(0, 192))],
  ['UJAHR', ['year', 'number'], whole(2016, 2023)],
  ['USTUNDE', ['number', 'ordinal', 'category', 'duration'], bell(14, 5, 0, 23)],
];

const schools: readonly PortalColumn[] = [
  ['LEAID', own, drawn(150, whole(100_005, 5_690_000))],
  ['ULOCAL', code, spread('11:13 12:7 13:7 21:27 22:2 23:1 31:2 32:6 33:4 41:10 42:12 43:9')],
  ['SCHTYPE', code, spread('1:91 2:2 3:1 4:6')],
  ['route_type', code, spread('0:5 1:2 2:3 3:82 4:2 700:4 715:2')],
  ['GSLO', ['number', 'ordinal', 'category'], spread('0:55 1:4 3:4 4:4 5:5 6:14 7:5 9:9')],
  ['G10', count, skewed(110)],
  ['FTE', ['number', 'measure'], decimal(3, 120, 1)],
  ['TOTFRL', count, skewed(180)],
  ['STUTERATIO', ['number', 'measure'], bell(16, 4, 4, 40)],
  ['seats', count, spread('28:10 32:14 35:12 38:25 40:22 52:4 60:13')],
  ['pm10', ['number', 'measure'], skewed(24)],
  ['wdir', ['number', 'measure'], (r) => String(r.whole(0, 35) * 10)],
  ['lux', ['number', 'measure'], skewed(400)],
];

/** Tables labelled after the values of whole numbers were looked at, to see what is to be expected of the next portal. */
export const thirteenth: readonly PortalTable[] = [
  { table: 'Households (census, United States)', columns: households },
  { table: 'Bridges (national inventory)', columns: bridges },
  { table: 'Injuries in emergency departments', columns: emergencies },
  { table: 'Road casualties (Germany)', columns: accidents },
  { table: 'Schools and routes, sensors', columns: schools },
];
