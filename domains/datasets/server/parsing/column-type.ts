import type { ShapeCounts } from './value-shape.ts';

export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN';

export interface TypeDecision {
  readonly type: ColumnType;
  /** The evidence, as a sentence for people. */
  readonly why: string;
}

/** Words in a column's name that say: these digits are a label, not a quantity. */
const codeWords = new Set(
  (
    'zip zipcode zip5 zip4 postcode postal fips geoid geoid10 geoid20 tract blockgroup parcel apn pin bbl bin ' +
    'phone telephone tel fax mobile ssn ein npi vin isbn issn sku upc code codes id ids uid uuid guid key identifier ' +
    'licence license permit plate account acct case docket folio census naics sic fid oid rowid'
  ).split(' '),
);

/** Before `number` these say that something is counted; any other noun, that it is named: a permit number. */
const counted = new Set('total average avg mean max maximum min minimum sum median'.split(' '));

/** Names of databases in one word: `PROPERTYZIP`, `COUNTYFP`, `NEIGHCODE`, `PARID`. */
const runTogether =
  /.(zip|zipcode|postcode|fips|geoid|phone|code|parcelid|parid|apn)$|(state|county|tract|place|cousub)(fp|ce)$|(case|permit|licen[cs]e|docket|ticket|account|acct|parcel|invoice|order)(no|num|nbr|number|id)$|^(naics|geoid)\d*$/;

/** Words that only end like a name for an id. */
const notAnId =
  /(paid|valid|covid|bid|grid|aid|raid|android|said|laid|humid|liquid|solid|rapid|acid|fluid|void|hybrid|oid|squid|splendid|arid|tepid|morbid|candid|euclid|madrid|amid|hid|skid|lid|maid)$/;

/** Whether the name of a column says that it holds codes. */
export function namedAsCode(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  // “case count” is a quantity: what counts stands last.
  if (
    /^(count|counts|total|sum|amount|rate|share|percent|pct|average|avg|mean|days|hours|cost)$/.test(
      last,
    )
  )
    return false;
  if (words.includes('of')) return false;
  if (
    ['number', 'num', 'no', 'nr', 'nbr'].includes(last) &&
    words.length > 1 &&
    !words.some((word) => counted.has(word))
  )
    return true;
  return (
    codeWords.has(last) ||
    runTogether.test(last) ||
    (/[a-z]{3}id$/.test(last) && !notAnId.test(last)) ||
    words.some((word) =>
      /^(id|zip(code)?|fips|geoid\d*|phone|fax|ssn|ein|npi|vin|apn|parcel|postcode)$/.test(word),
    )
  );
}

/**
 * The type of a column, decided on all of its values. A column is a number only if every value is
 * one; codes stay text, because a number would lose their zeros.
 */
export function decideType(name: string, counts: ShapeCounts): TypeDecision {
  const { empty, integer, decimal, date, timestamp, boolean, code, text } = counts;
  const filled = integer + decimal + date + timestamp + boolean + code + text;
  const all = count(filled, 'value');
  if (filled === 0)
    return { type: 'VARCHAR', why: empty === 0 ? 'There are no rows.' : 'Every value is missing.' };
  const numbers = integer + decimal;
  if (code > 0 && code + numbers === filled)
    return {
      type: 'VARCHAR',
      why: `Kept as text: ${count(code, 'value')} would lose a leading zero, a plus sign or digits as a number.`,
    };
  if (numbers === filled) {
    if (decimal === 0 && namedAsCode(name))
      return {
        type: 'VARCHAR',
        why: 'Kept as text: digits, but the name says that they are a code.',
      };
    return decimal === 0
      ? { type: 'BIGINT', why: `All ${all} are whole numbers.` }
      : {
          type: 'DOUBLE',
          why: `All ${all} are numbers, ${decimal.toLocaleString('en')} of them with decimals.`,
        };
  }
  if (date === filled) return { type: 'DATE', why: `All ${all} are dates like 2024-01-31.` };
  if (date + timestamp === filled)
    return { type: 'TIMESTAMP', why: `All ${all} are dates with a time like 2024-01-31 12:00.` };
  if (boolean === filled) return { type: 'BOOLEAN', why: `All ${all} are true or false.` };
  const other = filled - numbers;
  return {
    type: 'VARCHAR',
    why:
      numbers > 0 && other < numbers / 10
        ? `Kept as text: ${count(other, 'value')} of ${filled.toLocaleString('en')} ${other === 1 ? 'is' : 'are'} no number.`
        : 'Text.',
  };
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
