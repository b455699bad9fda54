import type { Variant } from './column.ts';
import type { Random } from './random.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (number: number) => String(number).padStart(2, '0');
const day = (r: Random) => ({ y: r.whole(2005, 2025), m: r.whole(1, 12), d: r.whole(1, 28) });

/** Quantities and times. */
export const quantitiesAndTimes: readonly Variant[] = [
  {
    types: ['money'],
    names: ['amount', 'Total Cost', 'fee', 'v1'],
    cell: (r) => `$${r.whole(1, 90_000).toLocaleString('en')}.${r.filled('##')}`,
  },
  {
    types: ['money'],
    names: ['salary', 'Annual Salary', 'gross_pay', 'BUDGET'],
    cell: (r) => `${r.whole(20_000, 190_000)}.${r.filled('##')}`,
  },
  {
    types: ['money'],
    names: ['sale_price', 'Assessed Value', 'Revenue', 'expenditures'],
    cell: (r) => String(r.whole(900, 900_000)),
  },
  {
    types: ['money'],
    names: ['net', 'price', 'Betrag', 'balance'],
    cell: (r) => (r.chance(0.2) ? `($${r.whole(10, 999)}.00)` : `$${r.whole(10, 999)}.00`),
  },
  {
    types: ['money'],
    names: ['cost', 'Preis', 'v5', 'price eur'],
    cell: (r) => `${r.whole(1, 900)},${r.filled('##')} €`,
  },
  {
    types: ['percentage'],
    names: ['share', 'v2', 'completion', 'Turnout'],
    cell: (r) => `${(r.next() * 100).toFixed(1)}%`,
  },
  {
    types: ['percentage'],
    names: ['pct_white', 'Percent Poverty', 'percentage', 'unemployment_rate'],
    cell: (r) => (r.next() * 100).toFixed(1),
  },
  {
    types: ['measure'],
    names: ['size', 'Weight', 'v3', 'distance'],
    cell: (r) => `${(r.next() * 50).toFixed(1)} ${r.pick(['kg', 'kg', 'kg.'])}`,
  },
  {
    types: ['measure'],
    names: ['ounces', 'volume', 'package', 'serving'],
    cell: (r) => `${r.pick([12, 16, 24, 32])}.0 ${r.pick(['oz', 'oz.', 'ounce', 'OZ'])}`,
  },
  {
    types: ['measure'],
    names: ['area_sqft', 'Height (cm)', 'length_km', 'Lot Size (acres)'],
    cell: (r) => (r.next() * 900).toFixed(2),
  },
  {
    types: ['measure'],
    names: ['area', 'lot', 'floor space', 'GFA'],
    cell: (r) =>
      `${r.whole(500, 9000).toLocaleString('en')} ${r.pick(['sq ft', 'sqft', 'sq. ft.'])}`,
  },
  {
    types: ['date'],
    names: ['date', 'sale_date', 'ISSUED', 'v4'],
    cell: (r) => `${r.whole(1, 12)}/${r.whole(1, 28)}/${r.whole(2005, 2025)}`,
  },
  {
    types: ['date'],
    names: ['opened', 'start', 'Date Filed', 'when'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${y}-${two(m)}-${two(d)}`;
    },
  },
  {
    types: ['date'],
    names: ['dob', 'Birth Date', 'expires', 'v7'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${two(d)}.${two(m)}.${y}`;
    },
  },
  {
    types: ['date'],
    names: ['issue date', 'Closed', 'Date', 'due'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${months[m - 1]} ${d}, ${y}`;
    },
  },
  {
    types: ['date'],
    names: ['received', 'eff_date', 'date2', 'hired'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${two(m)}/${two(d)}/${two(y % 100)}`;
    },
  },
  {
    types: ['date'],
    names: ['date', 'rpt_date', 'DATE_OCC', 'service date'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${y}${two(m)}${two(d)}`;
    },
  },
  {
    types: ['date'],
    names: ['date', 'hire date', 'Date of Sale', 'DOB'],
    cell: (r) => String(r.whole(36_000, 45_500)),
  },
  {
    types: ['date', 'datetime'],
    names: ['created', 'Date Occ', 'REPORT_DT', 'inspection date'],
    cell: (r) => `${two(r.whole(1, 12))}/${two(r.whole(1, 28))}/${r.whole(2012, 2025)} 12:00:00 AM`,
  },
  {
    types: ['datetime'],
    names: ['created_at', 'timestamp', 'Call Received', 'v8'],
    cell: (r) => {
      const { y, m, d } = day(r);
      return `${y}-${two(m)}-${two(d)}T${two(r.whole(0, 23))}:${two(r.whole(0, 59))}:${two(r.whole(0, 59))}Z`;
    },
  },
  {
    types: ['datetime'],
    names: ['Opened Date', 'time', 'event', 'DATETIME'],
    cell: (r) =>
      `${r.whole(1, 12)}/${r.whole(1, 28)}/${r.whole(2012, 2025)} ${r.whole(1, 12)}:${two(r.whole(0, 59))} ${r.pick(['AM', 'PM'])}`,
  },
  {
    types: ['time'],
    names: ['time', 'start_time', 'Arrival', 'v9'],
    cell: (r) => `${r.whole(1, 12)}:${two(r.whole(0, 59))} ${r.pick(['AM', 'PM'])}`,
  },
  {
    types: ['time'],
    names: ['TIME OCC', 'CMPLNT_FR_TM', 'hour', 'clock'],
    cell: (r) => `${two(r.whole(0, 23))}:${two(r.whole(0, 59))}:00`,
  },
  {
    types: ['year'],
    names: ['year', 'YEAR BUILT', 'yr', 'model_year'],
    cell: (r) => String(r.whole(1900, 2025)),
  },
  {
    types: ['fiscal-year'],
    names: ['fiscal_year', 'FY', 'Budget Year', 'fiscal yr'],
    cell: (r) => `FY${r.whole(2010, 2025)}`,
  },
  {
    types: ['fiscal-year'],
    names: ['School Year', 'season', 'year', 'Fiscal Year'],
    cell: (r) => {
      const y = r.whole(2005, 2024);
      return `${y}-${two((y + 1) % 100)}`;
    },
  },
  {
    types: ['duration'],
    names: ['duration', 'response time', 'v6', 'Elapsed'],
    cell: (r) => `${r.whole(1, 90)} ${r.pick(['days', 'days', 'hours', 'minutes'])}`,
  },
  {
    types: ['duration'],
    names: ['duration', 'elapsed_time', 'travel time', 'Response Time'],
    cell: (r) => `${two(r.whole(0, 40))}:${two(r.whole(0, 59))}:${two(r.whole(0, 59))}`,
  },
  {
    types: ['duration'],
    names: ['minutes', 'response_time_seconds', 'days open', 'duration_min'],
    cell: (r) => String(r.whole(1, 900)),
  },
];
