import {
  bell,
  beside,
  decimal,
  drawn,
  form,
  happened,
  rising,
  skewed,
  sparse,
  spread,
  whole,
} from './cells.ts';
import type { PortalColumn, PortalTable } from './schema.ts';

const code = ['identifier', 'category', 'foreign-key', 'ordinal'] as const;
const place = ['identifier', 'category', 'foreign-key', 'fips'] as const;
const own = ['identifier', 'key', 'foreign-key', 'case-number'] as const;
const count = ['number', 'measure', 'category', 'ordinal'] as const;
const amount = ['number', 'money', 'measure'] as const;
const share = ['number', 'percentage', 'measure'] as const;
const lasting = ['number', 'duration', 'measure'] as const;

const residential: readonly PortalColumn[] = [
  ['SSL', ['parcel', 'identifier', 'key', 'foreign-key', 'text'], form('0### 0###', '1### 0###')],
  ['BATHRM', count, spread('1:34 2:38 3:19 4:8 5:2 6:1')],
  ['HF_BATHRM', count, spread('0:40 1:55 2:4 3:1')],
  [
    'HEAT',
    code,
    beside(1, spread('0:1 1:32 2:1 3:1 4:1 5:1 6:1 7:25 8:2 9:1 10:1 11:1 12:1 13:31')),
  ],
  ['NUM_UNITS', count, spread('0:2 1:78 2:14 3:2 4:4 6:1')],
  ['ROOMS', count, bell(7, 2, 2, 18)],
  ['BEDRM', count, bell(3, 1, 0, 9)],
  ['AYB', ['year', 'number'], bell(1_930, 22, 1_850, 2_018)],
  ['EYB', ['year', 'number'], bell(1_964, 14, 1_911, 2_018)],
  ['PRICE', amount, skewed(410_000)],
  ['GBA', ['number', 'measure'], skewed(1_500)],
  ['STYLE', code, spread('1:5 3:2 4:78 5:1 6:1 7:4 9:1 10:3 14:1 15:1 99:1')],
  ['STRUCT', code, spread('1:28 2:6 5:1 6:14 7:38 8:12')],
  ['EXTWALL', code, spread('4:3 5:1 7:1 10:2 13:1 14:76 15:2 18:1 20:2 21:1 22:6 23:1 24:2')],
  ['ROOF', code, spread('0:1 1:26 2:32 3:1 4:1 5:1 6:30 7:1 10:1 11:5 12:1 13:1')],
  ['INTWALL', code, spread('0:1 1:3 2:2 3:1 4:1 5:1 6:81 7:1 8:1 11:7')],
  ['KITCHENS', count, spread('0:1 1:79 2:16 3:2 4:3')],
  ['FIREPLACES', count, spread('0:52 1:36 2:8 3:2 4:1 5:1')],
  ['USECODE', code, spread('11:55 12:17 13:13 15:1 19:1 23:4 24:9 39:1')],
  ['LANDAREA', ['number', 'measure'], skewed(2_300)],
];

const fatal: readonly PortalColumn[] = [
  ['STATE', place, drawn(30, whole(1, 56))],
  ['ST_CASE', own, rising(480_001, 9)],
  ['VE_TOTAL', count, spread('1:56 2:36 3:6 4:2 5:1')],
  ['PERSONS', count, happened(1.2, 1)],
  ['COUNTY', place, drawn(70, (r) => String(r.whole(0, 120) * 2 + 1))],
  ['CITY', place, spread('0:42 20:3 150:4 330:8 480:1 1670:6 1980:9 2150:2 3280:2 9999:1')],
  ['HOUR', ['time', 'number', 'ordinal', 'category', 'duration'], whole(0, 23)],
  ['NHS', code, spread('0:64 1:35 9:1')],
  ['ROUTE', code, spread('1:12 2:15 3:29 4:14 5:3 6:22 7:2 8:2 9:1')],
  ['FUNC_SYS', code, spread('1:12 2:5 3:31 4:22 5:14 6:3 7:12 96:1 98:1 99:1')],
  ['RD_OWNER', code, spread('1:55 2:16 3:3 4:18 11:1 25:1 26:1 31:1 96:1 98:2 99:2')],
  ['SP_JUR', code, spread('0:97 1:1 3:1 5:1')],
  ['HARM_EV', code, spread('1:7 5:1 8:17 9:2 12:40 17:1 24:3 30:3 33:2 35:2 38:2 42:9 43:2 53:2')],
  ['MAN_COLL', code, spread('0:59 1:7 2:10 6:18 7:2 8:3 11:1')],
  ['RELJCT2', code, spread('1:70 2:19 3:5 4:2 5:1 8:2 18:1 99:1')],
  ['REL_ROAD', code, spread('1:66 2:3 3:6 4:22 5:1 6:1 7:1 10:1')],
  ['LGT_COND', code, spread('1:46 2:27 3:20 4:2 5:2 6:1 7:1')],
  ['WEATHER', code, spread('1:71 2:8 3:1 4:1 5:1 6:1 10:16 98:1 99:1')],
  ['SEAT_POS', code, spread('0:8 11:65 13:14 21:4 22:1 23:5 31:1 55:1 98:1')],
  ['REST_USE', code, spread('1:1 2:3 3:48 5:4 7:25 8:1 11:3 20:8 97:1 99:6')],
  ['INJ_SEV', code, spread('0:24 1:8 2:11 3:12 4:44 5:1 9:1')],
  ['BODY_TYP', code, spread('2:4 3:2 4:29 6:9 14:13 15:6 20:5 30:3 31:14 34:2 66:8 80:9 99:1')],
  ['P_CRASH1', code, spread('1:63 5:2 6:1 10:2 11:6 12:1 14:20 15:2 16:1 99:1')],
  ['AGE', ['number', 'duration', 'measure'], bell(39, 17, 0, 97)],
  ['TRAV_SP', ['number', 'measure'], bell(50, 18, 0, 120, 5)],
  [
    'VSPD_LIM',
    ['number', 'measure', 'category'],
    spread('25:6 30:8 35:16 40:9 45:20 55:25 65:9 70:8'),
  ],
  ['FATALS', count, spread('1:92 2:6 3:1 4:1')],
  ['DRUNK_DR', count, spread('0:76 1:23 2:1')],
];

const fires: readonly PortalColumn[] = [
  ['FDID', place, drawn(60, form('0####', '1####', '2####'))],
  ['INC_NO', own, rising(1_000_201, 3)],
  ['EXP_NO', ['number', 'identifier', 'category'], spread('0:96 1:3 2:1')],
  [
    'INC_TYPE',
    code,
    spread(
      '111:6 113:3 118:1 131:4 143:2 151:3 311:12 321:30 322:5 324:3 412:2 554:4 600:2 611:8 622:3 700:2 735:4 743:3 745:5 911:1',
    ),
  ],
  ['AID', code, spread('1:4 3:9 4:1')],
  ['ALARMS', count, sparse(spread('1:95 2:4 3:1'), 0.7)],
  ['ACT_TAK1', code, spread('0:1 11:8 12:4 31:6 32:30 33:4 51:2 73:1 86:28 87:1 92:5 93:9')],
  [
    'PROP_USE',
    code,
    spread(
      '0:1 150:1 161:2 215:2 241:1 311:4 331:2 419:46 429:20 500:2 579:1 599:2 931:1 960:4 961:5 962:6 963:2 965:3',
    ),
  ],
  ['PROP_LOSS', amount, sparse((r) => String(r.whole(1, 90) * r.pick([100, 500, 1_000])), 0.5)],
  ['SUP_APP', count, happened(1.8, 1)],
  ['EMS_PER', count, happened(1.5)],
  ['DETECTOR', code, sparse(spread('1:55 2:20 9:25'), 0.4)],
  ['AREA_ORIG', code, spread('0:1 1:1 14:8 21:10 24:22 47:4 65:2 72:4 76:5 83:12 91:3 94:4 99:2')],
  ['HEAT_SOURC', code, spread('0:5 10:9 11:8 12:20 13:7 40:1 43:6 61:7 63:2 65:4 66:3 72:1 81:3')],
  ['BLDG_ABOVE', count, spread('1:52 2:33 3:10 4:2 5:1 7:1 12:1')],
  ['TOT_SQ_FT', ['number', 'measure'], (r) => String(r.whole(4, 60) * 100)],
  ['FIRE_SPRD', code, spread('1:35 2:28 3:9 4:22 5:6')],
];

const mortgages: readonly PortalColumn[] = [
  ['derived_msa-md', place, drawn(40, whole(10_180, 49_740))],
  ['action_taken', code, spread('1:55 2:2 3:15 4:12 5:4 6:12')],
  ['purchaser_type', code, spread('0:48 1:18 2:10 3:10 5:1 6:3 9:3 71:5 72:2')],
  ['preapproval', code, spread('1:4 2:96')],
  ['loan_purpose', code, spread('1:50 2:8 4:8 5:1 31:19 32:14')],
  ['lien_status', code, spread('1:90 2:10')],
  ['loan_amount', amount, (r) => String(5_000 + 10_000 * Math.floor(r.next() * r.next() * 90))],
  ['loan_term', lasting, spread('60:1 120:4 180:11 240:4 300:1 360:79')],
  ['total_units', count, spread('1:97 2:2 3:1 4:1')],
  ['income', amount, skewed(92)],
  ['aus-1', code, spread('1:52 2:14 3:3 5:5 6:25 7:1')],
  ['denial_reason-1', code, spread('1:5 3:4 4:2 10:86 7:1 9:1')],
  ['tract_population', ['number', 'measure'], bell(5_100, 1_700, 400, 14_000)],
  ['tract_minority_population_percent', share, decimal(2, 98, 2)],
  ['tract_owner_occupied_units', count, bell(1_350, 520, 20, 4_000)],
  ['tract_median_age_of_housing_units', lasting, bell(38, 15, 0, 74)],
  [
    'ffiec_msa_md_median_family_income',
    amount,
    drawn(40, (r) => String(r.whole(500, 1_300) * 100)),
  ],
];

const colleges: readonly PortalColumn[] = [
  ['UNITID', own, rising(100_654, 70)],
  ['OBEREG', code, spread('0:1 1:6 2:16 3:14 4:10 5:25 6:12 7:4 8:14 9:2')],
  ['SECTOR', code, spread('1:12 2:25 3:6 4:15 5:3 6:9 7:3 8:2 9:24 99:1')],
  ['HLOFFER', code, spread('1:20 2:14 3:20 4:3 5:10 6:1 7:14 8:3 9:15')],
  ['LOCALE', code, spread('11:22 12:12 13:12 21:24 22:3 23:2 31:3 32:5 33:5 41:4 42:2 43:1 -3:1')],
  ['INSTCAT', code, spread('1:6 2:30 3:5 4:22 5:4 6:32')],
  ['CARNEGIE', code, spread('-3:30 15:3 16:2 21:8 22:2 31:6 32:6 33:2 40:28 51:4 52:1 56:2 60:1')],
  ['CBSA', place, drawn(80, whole(10_140, 49_740))],
  ['CNGDSTCD', place, drawn(120, (r) => `${r.whole(1, 56)}${r.filled('0#')}`)],
  ['APPLCN', count, skewed(2_100)],
  ['ADMSSN', count, skewed(1_200)],
  ['EFTOTLT', count, skewed(1_400)],
  ['SATMT75', ['number', 'measure'], bell(620, 70, 420, 800, 10)],
  ['ROOMCAP', count, skewed(900)],
  ['TUITION2', amount, skewed(14_000)],
];

const terse: readonly PortalColumn[] = [
  ['tmax', ['number', 'measure'], bell(61, 17, 5, 102)],
  ['elev', ['number', 'measure'], bell(740, 90, 420, 1_120)],
  [
    'aadt',
    ['number', 'measure'],
    (r) => String(Math.round(Math.exp(6 + r.next() * 5) / 100) * 100),
  ],
  ['thru', count, spread('1:4 2:62 3:6 4:20 5:2 6:6')],
  ['pop', ['number', 'measure'], skewed(3_400)],
  ['hh', count, skewed(1_300)],
  [
    'gcs',
    ['number', 'measure', 'ordinal'],
    spread('3:5 4:1 5:1 6:2 7:1 8:2 9:2 10:2 11:3 12:4 13:7 14:20 15:50'),
  ],
  ['pulse', ['number', 'measure'], bell(88, 18, 30, 180)],
  ['G04', count, bell(74, 22, 8, 160)],
  ['stars', ['number', 'ordinal', 'category', 'measure'], spread('1:15 2:22 3:19 4:24 5:20')],
  ['rank', ['number', 'ordinal', 'measure'], rising(1, 1)],
  ['resp', lasting, bell(8, 3, 1, 28)],
  ['ldist', ['number', 'measure'], (r) => String(r.whole(1, 60) * 5)],
  ['cond', ['number', 'ordinal', 'category', 'measure'], spread('3:5 4:12 5:25 6:30 7:20 8:6 9:2')],
];

/** Labelled before the values of whole numbers were looked at, to see what names alone do: nothing was made for them. */
export const twelfth: readonly PortalTable[] = [
  { table: 'Residential appraisal (Washington)', columns: residential },
  { table: 'Fatal crashes (United States)', columns: fatal },
  { table: 'Fire incidents (national reporting)', columns: fires },
  { table: 'Mortgage applications (United States)', columns: mortgages },
  { table: 'Colleges (United States)', columns: colleges },
  { table: 'Measures with short names', columns: terse },
];
