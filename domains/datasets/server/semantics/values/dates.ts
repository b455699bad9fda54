import { monthAbroad } from '../lexicon/months.ts';

export type DateOrder = 'year-first' | 'month-first' | 'day-first';

/** How a date is written, and what it says. */
export interface ReadDate {
  /** ISO 8601: `2024-01-31`, with `T12:00:00` and an offset where there is one. */
  readonly iso: string;
  readonly timed: boolean;
  /** What the two first numbers allow: either order, or one of them. `null` where the form leaves no choice. */
  readonly twoDigitYear: boolean;
  readonly form: string;
}

export interface DateReading {
  readonly order: DateOrder;
  /** The latest year that two digits can mean. */
  readonly century: number;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthWord =
  'jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?';
const weekday = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?';
const clock =
  '(?:(?:[T,]\\s*|\\s+(?:at\\s+)?)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?\\s*(z|utc|gmt|[ecmp][sd]t|[-+]\\d{2}:?\\d{2}|[-+]\\d{2})?)?';

/** The forms of dates, each with where its year, month and day stand. */
export const dateForms = {
  'year-month-day': whole(`(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}`),
  compact: whole(`((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])${clock}`),
  'compact, month first': whole(`(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])((?:19|20)\\d{2})`),
  numbers: whole(`(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${clock}`),
  'day month year': whole(
    `${weekday}(\\d{1,2})(?:st|nd|rd|th)?[-\\s./]+(?:of\\s+)?(${monthWord})[-,\\s./]+'?(\\d{4}|\\d{2})${clock}`,
  ),
  'month day year': whole(
    `${weekday}(${monthWord})[-\\s./]*(\\d{1,2})(?:st|nd|rd|th)?[-,\\s./]+'?(\\d{4}|\\d{2})${clock}`,
  ),
  // As Unix and C write it: `Tue May 29 12:55:27 PDT 2012`.
  'weekday month day time year':
    /^[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:([a-z]{3,4}) )?(\d{4})$/i,
  'year month day': whole(`(\\d{4})[-\\s/](${monthWord})[-\\s/](\\d{1,2})${clock}`),
} as const;

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'i');
}

const zones: Readonly<Record<string, string>> = {
  ...{ z: 'Z', utc: 'Z', gmt: 'Z', est: '-05:00', edt: '-04:00', cst: '-06:00', cdt: '-05:00' },
  ...{ mst: '-07:00', mdt: '-06:00', pst: '-08:00', pdt: '-07:00' },
};

/** Reads a date or a date with a time, its month as a number or a word of many languages; null when it is none, or none in this order. */
export function readDate(value: string, reading: DateReading): ReadDate | null {
  const text = value
    .trim()
    .replace(/\s+/g, ' ')
    // “Year”, in Bulgarian and Polish, and the point behind a day in Hungarian.
    .replace(/(\d) ?(?:г|год|r)\.?$/u, '$1')
    .replace(/^(\d{4}\.\d{2}\.\d{2})\.$/, '$1');
  if (text.length < 6 || text.length > 45) return null;
  const read = readEnglish(text, reading);
  if (read) return read;
  const english = inEnglish(text);
  return english === null ? null : readEnglish(english, reading);
}

function readEnglish(text: string, { order, century }: DateReading): ReadDate | null {
  const finish = (
    form: string,
    year: string,
    month: number,
    day: string,
    rest: readonly (string | undefined)[],
  ) => composed(form, fullYear(year, century), month, Number(day), year.length === 2, rest);
  let match = dateForms['year-month-day'].exec(text) ?? dateForms.compact.exec(text);
  if (match)
    return finish(
      'year-month-day',
      match[1] ?? '',
      Number(match[2]),
      match[3] ?? '',
      match.slice(4),
    );
  match = order === 'month-first' ? dateForms['compact, month first'].exec(text) : null;
  if (match) return finish('numbers', match[3] ?? '', Number(match[1]), match[2] ?? '', []);
  match = dateForms.numbers.exec(text);
  if (match) {
    const [first = '', second = ''] = [match[1], match[3]];
    if (order === 'year-first')
      return match[4]?.length === 2
        ? finish('numbers', first.padStart(2, '0'), Number(second), match[4], match.slice(5))
        : null;
    const [month, day] = order === 'month-first' ? [first, second] : [second, first];
    return finish('numbers', match[4] ?? '', Number(month), day, match.slice(5));
  }
  match = dateForms['day month year'].exec(text);
  if (match)
    return finish(
      'day month year',
      match[3] ?? '',
      monthOf(match[2]),
      match[1] ?? '',
      match.slice(4),
    );
  match = dateForms['month day year'].exec(text);
  if (match)
    return finish(
      'month day year',
      match[3] ?? '',
      monthOf(match[1]),
      match[2] ?? '',
      match.slice(4),
    );
  match = dateForms['weekday month day time year'].exec(text);
  if (match) {
    const [, month, day = '', hour, minute, second, zone, year = ''] = match;
    const clockParts = [hour, minute, second, undefined, undefined, zone];
    const known = zone === undefined || zone.toLowerCase() in zones;
    return known
      ? finish('weekday month day time year', year, monthOf(month), day, clockParts)
      : null;
  }
  match = dateForms['year month day'].exec(text);
  if (match)
    return finish(
      'year month day',
      match[1] ?? '',
      monthOf(match[2]),
      match[3] ?? '',
      match.slice(4),
    );
  return null;
}

const weekdayAbroad = '(?:\\p{L}{2,14}\\.?,?\\s+(?:(?:den|le|el|il)\\s+)?)?';
const ofMonth = "(?:(?:de|di|d[’'])\\s*)?";
const dayFirstAbroad = new RegExp(
  `^${weekdayAbroad}(\\d{1,2})(?:er|º|°|ª|\\.)?[-\\s./]*${ofMonth}(\\p{L}{3,})\\.?[-,\\s./]*(?:del?\\s+)?(\\d{4}|\\d{2})(?=$|[\\sT.,])\\.?(?:\\s*(?:г|р|года|r|roku)\\.?)?(.*)$`,
  'iu',
);
const yearFirstAbroad = /^(\d{4})\.?\s+(\p{L}{3,})\.?\s+(\d{1,2})\.?(.*)$/iu;
const inSigns = /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일](.*)$/;

/** The first year of each era of Japan. */
const eras: Readonly<Record<string, number>> = {
  ...{ 令和: 2019, 平成: 1989, 昭和: 1926, 大正: 1912, 明治: 1868 },
  ...{ R: 2019, H: 1989, S: 1926, T: 1912, M: 1868 },
};
/** In letters only with two digits each: `S35.02.26`, not the requirement `R1.2.3`. */
const japaneseEra =
  /^(令和|平成|昭和|大正|明治|[RHSTM](?=\d\d\.\d\d\.\d\d$))\s?(\d{1,2}|元)[年.]\s?(\d{1,2})[月.]\s?(\d{1,2})日?(.*)$/;

/** A date whose month is written in another language, with the month in English; null where it is none. */
function inEnglish(text: string): string | null {
  if (!/\d/.test(text) || !/\p{L}/u.test(text)) return null;
  const era = japaneseEra.exec(text);
  if (era) {
    const [, letter = '', year = '', month, day, rest = ''] = era;
    const first = eras[letter] ?? 0;
    return `${first + (year === '元' ? 1 : Number(year)) - 1}-${month}-${day}${rest}`;
  }
  const signs = inSigns.exec(text);
  if (signs) return `${signs[1]}-${signs[2]}-${signs[3]}${signs[4]}`;
  const [, day = '', month = '', year = '', rest = ''] = dayFirstAbroad.exec(text) ?? [];
  const [, firstYear = '', second = '', lastDay = '', behind = ''] =
    year === '' ? (yearFirstAbroad.exec(text) ?? []) : [];
  const name = year === '' ? second : month;
  // Gathering the names takes a while: not for values that are no date in any language.
  const found = name === '' ? null : monthAbroad(name);
  const word = found === null ? undefined : months[found - 1];
  if (word === undefined) return null;
  return year === '' ? `${lastDay} ${word} ${firstYear}${behind}` : `${day} ${word} ${year}${rest}`;
}

const monthOf = (word: string | undefined) =>
  months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;

function fullYear(digits: string, century: number): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  const candidate = Math.floor(century / 100) * 100 + year;
  return candidate > century ? candidate - 100 : candidate;
}

function composed(
  form: string,
  year: number,
  month: number,
  day: number,
  twoDigitYear: boolean,
  [hour, minute, second, fraction, half, zone]: readonly (string | undefined)[],
): ReadDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const date = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  if (hour === undefined) return { iso: date, timed: false, twoDigitYear, form };
  const at = hourOf(Number(hour), half);
  if (at === null || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const parts =
    fraction === undefined || /^0+$/.test(fraction) ? '' : `.${fraction.replace(/0+$/, '')}`;
  const offset = zone === undefined ? '' : (zones[zone.toLowerCase()] ?? offsetOf(zone));
  return {
    iso: `${date}T${pad(at)}:${minute}:${second ?? '00'}${parts}${offset}`,
    timed: true,
    twoDigitYear,
    form,
  };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return hour > 12 && hour < 24 && /^p/i.test(half) ? hour : null;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function offsetOf(zone: string): string {
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

const pad = (number: number) => String(number).padStart(2, '0');
const daysIn = (year: number, month: number) =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** The date of a spreadsheet's day number; null out of 1955-2078 (1900) or where it is no number. */
export function serialDate(value: string, epoch: '1900' | '1904'): string | null {
  const match = /^(\d{5})(\.\d+)?$/.exec(value.trim());
  if (!match) return null;
  const days = Number(match[1]);
  if (days < 20_000 || days > 65_000) return null;
  const start = epoch === '1900' ? Date.UTC(1899, 11, 30) : Date.UTC(1904, 0, 1);
  const seconds = Math.round(Number(`0${match[2] ?? ''}`) * 86_400);
  const iso = new Date(start + days * 86_400_000 + seconds * 1_000).toISOString();
  return seconds === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}
