import { decideOrder } from '../values/date-order.ts';
import { readDate, serialDate } from '../values/dates.ts';
import { isColonDuration, isWrittenDuration } from '../values/durations.ts';
import { plainNumber } from '../values/numbers.ts';
import { type Column, type Detector, matching, rowsThat, shareThat } from './detector.ts';

const century = new Date().getFullYear() + 10;
const read = (value: string) =>
  readDate(value, { order: 'month-first', century }) ??
  readDate(value, { order: 'day-first', century }) ??
  readDate(value, { order: 'year-first', century });
const isDate = (value: string) => read(value) !== null;
const isSerial = (value: string) => serialDate(value, '1900') !== null;
const isTimed = (value: string) => read(value)?.timed ?? false;
const isMidnight = (value: string) => /T00:00:00/.test(read(value)?.iso ?? '');
const dateNamed =
  /\b(date|dates|dt|day|dob|birthday|birth|born|died|timestamp|datetime|created|updated|modified|issued|expires?|expiration|opened|closed|effective|start|end|began|ended|completed|received|filed|on|at|since|until|deadline|due|time|fecha|datum|dato|data|kelte|tanggal|tgl|dag|paivays|дата|ημερομηνια)\b|日期|年月日|日付|許可日|期限|날짜|일자|date( \d)?$|^date|time$/;
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?[-, /]*(?:[12][0-9]{3})|(?:19|20)[0-9]{2}[-/](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[- ]?m(?:0[1-9]|1[0-2])';
const { test: isMonth } = matching(month);
const isFiscal = (value: string) => {
  const text = value.trim();
  if (/^(fy|fiscal year)\s*'?(\d{2}|\d{4})(\s*[-/]\s*'?(\d{2}|\d{4}))?$/i.test(text)) return true;
  const [, from = '', to = ''] = /^((?:19|20)\d{2})\s*[-/–]\s*(\d{2}|\d{4})$/.exec(text) ?? [];
  return from !== '' && (Number(from) + 1) % 100 === Number(to) % 100;
};

/** When: dates, times, years, lengths of time. */
export const timeDetectors: readonly Detector[] = [
  {
    type: 'date',
    label: 'are dates',
    named: dateNamed,
    test: isDate,
    testNamed: (value) => isDate(value) || isSerial(value),
    alone: 0.96,
    withName: 0.98,
    atLeast: 0.6,
    condition: (column, named) =>
      !mostlyTimed(column) &&
      shareThat(column, isDate) >= (named ? 0.1 : 0.6) &&
      (named || !bareDigits(column) || column.values.length >= 5),
    details: dateDetails,
  },
  {
    type: 'datetime',
    label: 'are dates with a time',
    named: dateNamed,
    test: isDate,
    alone: 0.97,
    withName: 0.98,
    atLeast: 0.6,
    condition: mostlyTimed,
    details: (column) => ({ ...dateDetails(column), zone: zoneOf(column) }),
  },
  {
    type: 'date',
    label: 'are months',
    ...matching(month),
    named:
      /\b(date|month|period|time|year|periode?|periodo|mes|mois|monat|mese|maand|bulan|yyyymm|fecha|data)\b|年月|기준년월/,
    testNamed: (value) => isMonth(value) || /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(value.trim()),
    alone: 0.88,
    withName: 0.94,
    atLeast: 0.9,
    condition: (column) => rowsThat(column.values, isFiscal) < column.filled,
    details: () => ({ precision: 'month' }),
  },
  {
    type: 'date',
    label: 'are months written as six digits',
    test: (value) => /^(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])|0)$/.test(value.trim()),
    alone: 0.8,
    withName: 0.8,
    atLeast: 1,
    condition: ({ values, said }) => said === 'nothing' && values.length >= 6,
    details: () => ({ precision: 'month' }),
  },
  {
    type: 'date',
    label: 'are dates of the calendar of Taiwan',
    named: /日期|日$/,
    test: () => false,
    testNamed: (value) =>
      /^(0\d{2}|1[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(value.trim()),
    alone: 0,
    withName: 0.94,
    atLeast: 0.9,
    details: () => ({ epoch: 'Republic of China' }),
  },
  {
    type: 'date',
    label: 'are day numbers of a spreadsheet',
    named: /\b(date|dt|dob)\b|date$/,
    test: () => false,
    testNamed: isSerial,
    alone: 0,
    withName: 0.9,
    atLeast: 0.9,
    details: () => ({ serial: '1900' }),
  },
  {
    type: 'datetime',
    label: 'are seconds or milliseconds since 1970',
    named: /\b(date|time|timestamp|epoch|created|updated|unix|ts|modified)\b|time$|date$/,
    test: () => false,
    testNamed: (value) => /^(9[4-9]\d{8}|1[0-9]\d{8})(\d{3})?$/.test(value),
    alone: 0,
    withName: 0.9,
    atLeast: 0.97,
    condition: (column) => !/\b(id|number)\b/.test(column.words),
    details: () => ({ epoch: '1970' }),
  },
  {
    type: 'time',
    label: 'are times of day',
    ...matching(
      '(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?|(?:0?[1-9]|1[0-2])(?::[0-5][0-9]){0,2} ?[ap][.]?m[.]?',
    ),
    named: /\b(time|hour|clock)\b|time$/,
    notNamed: /\b(duration|elapsed|length|split|finish|minutes)\b/,
    alone: 0.93,
    withName: 0.97,
    atLeast: 0.8,
  },
  {
    type: 'time',
    label: 'are times of day written as four digits',
    named: /\b(time|tod|military time)\b|time$/,
    namedBy: ({ heads }) => heads.has('clock'),
    notNamed:
      /\b(response|travel|elapsed|duration|wait|run|turnaround|timestamp|minutes|seconds|total)\b/,
    test: () => false,
    testNamed: (value) =>
      /^([01]?\d|2[0-3])[0-5]\d$|^\d{1,2}$/.test(value.trim()) && Number(value) < 2400,
    alone: 0,
    withName: 0.86,
    atLeast: 0.98,
    condition: (column) =>
      shareThat(column, (value) => value.length >= 3) > 0.7 &&
      column.values.length >= 8 &&
      // 1999 is no time; 2007 to 2059 may be one, but not where nothing else is.
      shareThat(column, (value) => /^(19[6-9]|20[0-5])\d$/.test(value)) < 0.9,
    details: () => ({ digits: 'HHMM' }),
  },
  {
    type: 'time',
    label: 'are hours of the day',
    named: /\bhour( of (the )?day)?$|^(hora|heure|stunde|uur|time|godzina)$/,
    notNamed: /\b(per|rate|cost|credit|man|labor|labour|miles|kilometers|each|half|by)\b/,
    test: () => false,
    testNamed: (value) => /^([01]?\d|2[0-4])$/.test(value.trim()),
    alone: 0,
    withName: 0.86,
    atLeast: 0.98,
    condition: ({ values }) => values.length >= 3 && values.some(({ value }) => Number(value) > 11),
    details: () => ({ digits: 'HH' }),
  },
  {
    type: 'time',
    label: 'are times of day written as six digits',
    namedBy: ({ heads }) => heads.has('clock'),
    test: () => false,
    testNamed: (value) => /^([01]?\d|2[0-3])[0-5]\d[0-5]\d$/.test(value.trim()),
    alone: 0,
    withName: 0.9,
    atLeast: 0.98,
    condition: (column) =>
      column.values.length >= 8 && shareThat(column, (value) => value.trim().length === 6) > 0.5,
    details: () => ({ digits: 'HHMMSS' }),
  },
  {
    type: 'time',
    label: 'are times of day, as a spreadsheet counts them: parts of a day',
    namedBy: ({ heads }) => heads.has('clock'),
    test: () => false,
    testNamed: (value) => /^0\.\d{2,}$|^0$/.test(value.trim()),
    alone: 0,
    withName: 0.88,
    atLeast: 0.98,
    condition: ({ values, words }) =>
      values.length >= 2 &&
      values.some(({ value }) => Number(value) >= 0.25) &&
      values.every(({ value }) => isPartOfHour(Number(value))) &&
      !/\b(rate|share|percent|part|ratio)\b/.test(words),
    details: () => ({ serial: 'day' }),
  },
  {
    type: 'year',
    label: 'are years',
    ...matching('(?:1[5-9]|20)[0-9]{2}'),
    named:
      /\b(year|yr|years|yyyy|vintage|date|ann[ée]e|a[ñn]o|ano|anno|jahr|jaar)\b|(year|jahr|yr|yrblt|yrbuilt)$|^year/,
    notNamed: /\b(years of|per year|fiscal|fy|age|years)\b/,
    namedBy: ({ heads }) => heads.has('year'),
    // A year that nobody knows is 0.
    testNamed: (value) => /^((?:1[5-9]|20)\d{2}|0)(\.0)?$/.test(value.trim()),
    alone: 0.76,
    withName: 0.97,
    atLeast: 0.85,
    condition: (column, named) =>
      named ? column.values.some(({ value }) => Number(value) >= 1500) : areOurYears(column),
  },
  {
    type: 'fiscal-year',
    label: 'are fiscal years',
    named:
      /\b(fiscal|[bsf]?fy|budget year|school year|fiscalyear|season|academic year|program year)\b/,
    test: isFiscal,
    testNamed: (value) => isFiscal(value) || /^(19|20)\d{2}$/.test(value.trim()),
    alone: 0.94,
    withName: 0.97,
    atLeast: 0.85,
  },
  {
    type: 'duration',
    label: 'are lengths of time',
    named:
      /\b(duration|elapsed|runtime|run time|response time|travel time|wait time|turnaround|length of (stay|time)|dwell|tenure|uptime|downtime|minutes|seconds|hours|age in days|days (open|to \w+|since \w+|elapsed|on \w+)|mins|secs|hrs|years of (service|experience))\b/,
    notNamed:
      /\b(rate|per|cost|pay|date|id|type|start|end|operation|opening|office|business|percent|amount|wage|salary|dollars|rank|ranking)\b/,
    test: isWrittenDuration,
    testNamed: (value) =>
      isWrittenDuration(value) || isColonDuration(value) || plainNumber(value, '.') !== null,
    alone: 0.95,
    withName: 0.94,
    atLeast: 0.85,
    // `48S` is a township as well as seconds.
    condition: (column, named) =>
      named || shareThat(column, (value) => /^\d+[A-Z]$/.test(value.trim())) < 0.5,
  },
];

/** Without a name that says so: numbers that lie near to each other and to today. */
function areOurYears({ values, filled, said }: Column): boolean {
  const years = values.map(({ value }) => Number(value));
  return (
    said === 'nothing' &&
    filled >= 8 &&
    values.length >= 3 &&
    years.every((year) => year >= 1950 && year <= century) &&
    Math.max(...years) - Math.min(...years) <= 60
  );
}

/** Whether a part of a day is a whole number of minutes: clocks are, measures hardly. */
function isPartOfHour(part: number): boolean {
  const minutes = part * 1_440;
  return Math.abs(minutes - Math.round(minutes)) < 0.01;
}

function mostlyTimed(column: Column): boolean {
  const timed = shareThat(column, isTimed);
  return timed >= 0.5 && shareThat(column, isMidnight) < timed && !isMidnightElsewhere(column);
}

/** `2021/03/04 05:00:00+00`: the same hour on every day (two with summer time) is midnight in another zone. */
function isMidnightElsewhere(column: Column): boolean {
  if (column.values.length < 20) return false;
  const hours = new Map<string, number>();
  for (const { value, count } of column.values) {
    const [, hour] = /T(\d\d:00:00)(?:\.0+)?(?:Z|[-+]00:?00)$/.exec(read(value)?.iso ?? '') ?? [];
    if (hour !== undefined) hours.set(hour, (hours.get(hour) ?? 0) + count);
  }
  const [first = 0, second = 0] = [...hours.values()].sort((left, right) => right - left);
  return first + second >= 0.95 * column.filled;
}

/** Eight digits: a date only when the name says so or all are one. */
const bareDigits = (column: Column) =>
  shareThat(column, (value) => /^\d{8}$/.test(value.trim())) > 0.5 &&
  shareThat(column, isDate) < 0.99;

function dateDetails(column: Column) {
  const { order, guessed } = decideOrder(column.values);
  const twoDigits = column.values.some(({ value }) => read(value)?.twoDigitYear ?? false);
  return {
    order:
      rowsThat(column.values, (value) => read(value)?.form === 'numbers') > 0
        ? order
        : 'year-first',
    guessed,
    twoDigits,
  };
}

function zoneOf({ values }: Column): string {
  const zones = new Set(
    values.map(({ value }) => /(Z|[-+]\d{2}:\d{2})$/.exec(read(value)?.iso ?? '')?.[1] ?? 'none'),
  );
  return zones.size === 1 ? ([...zones][0] ?? 'none') : 'several';
}
