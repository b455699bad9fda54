import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import { directions, streetSuffixes, unitWords } from '../../semantics/lexicon/streets.ts';
import type { Comparison, ComparisonKind } from './kinds.ts';

/** The value of comparison `index` on one side of a pair. */
export const value = (side: string, index: number) => identifier(side, `v${index}`);
/** Its words that are not common ones, as a list; of addresses the street without its number. */
export const words = (side: string, index: number) => identifier(side, `w${index}`);
/** The number of an address; the day of a date, counted from 1970. */
const numberOf = (side: string, index: number) => identifier(side, `n${index}`);

const squeezed = (text: Sql) =>
  sql`nullif(trim(regexp_replace(lower(strip_accents(${text})), '[^\\p{L}\\p{N}]+', ' ', 'g')), '')`;
const solid = (text: Sql) =>
  sql`nullif(regexp_replace(lower(strip_accents(${text})), '[^\\p{L}\\p{N}]+', '', 'g'), '')`;
const digits = (text: Sql) => sql`nullif(regexp_replace(${text}, '[^0-9]+', '', 'g'), '')`;

/** The cell as text, without what stands for “missing”. */
function cell({ column, missing }: Comparison): Sql {
  const text = sql`CAST(${identifier(column)} AS VARCHAR)`;
  if (missing.length === 0) return text;
  return sql`CASE WHEN ${text} IN (${join(missing)}) THEN NULL ELSE ${text} END`;
}

/** The value that is compared, from the cell: small letters, no accents, no punctuation; digits of a date, a phone. */
export function prepared(comparison: Comparison): Sql {
  const text = cell(comparison);
  switch (comparison.kind) {
    case 'date':
      return preparedDate(comparison, text);
    case 'number':
      return sql`TRY_CAST(regexp_replace(${text}, '[^0-9.eE-]+', '', 'g') AS DOUBLE)`;
    case 'identifier':
      return solid(text);
    case 'email':
      return sql`nullif(trim(lower(${text})), '')`;
    case 'phone':
      return sql`right(${digits(sql`regexp_replace(${text}, '(?i)(x|ext|;).*$', '')`)}, 10)`;
    case 'zip':
      return sql`nullif(left(${solid(text)}, 5), '')`;
    case 'address':
      return streetSpelling(squeezed(text));
    default:
      return squeezed(text);
  }
}

/** Eight digits, year first. What is no date stays as its digits, so that a slip can still be seen as one. */
function preparedDate({ column }: Comparison, text: Sql): Sql {
  const day = sql`strftime(TRY_CAST(${identifier(column)} AS DATE), '%Y%m%d')`;
  const american = sql`strftime(try_strptime(${text}, ['%m/%d/%Y', '%m/%d/%y', '%d.%m.%Y', '%Y/%m/%d', '%d %B %Y', '%B %d, %Y']), '%Y%m%d')`;
  return sql`CASE WHEN regexp_full_match(${text}, '[0-9]{8}') THEN ${text} ELSE coalesce(${day}, ${american}, ${digits(text)}) END`;
}

/** “123 north main street suite 4” as “123 n main st”: USPS spellings, without the unit. */
function streetSpelling(text: Sql): Sql {
  const spelling = new Map(
    [...streetSuffixes, ...directions].map(([from, to]) => [from, to.toLowerCase()]),
  );
  // A map would be searched from its beginning for every word: minutes for a hundred thousand rows.
  const short = join(
    [...spelling].map(([from, to]) => sql`WHEN ${literal(from)} THEN ${literal(to)}`),
    sql` `,
  );
  const units = join(
    [...unitWords.keys()].map((word) => literal(word)),
    sql`|`,
  ).text.replaceAll("'", '');
  const withoutUnit = sql`coalesce(nullif(trim(regexp_replace(${text}, ${literal(` (${units}) [a-z0-9]+( .*)?$`)}, '')), ''), ${text})`;
  return sql`array_to_string(list_transform(string_split(${withoutUnit}, ' '), lambda word: CASE word ${short} ELSE word END), ' ')`;
}

/** What comparisons of some kinds need beside the value; null when nothing. */
export function besides(kind: ComparisonKind, index: number): readonly Sql[] {
  const text = identifier(`v${index}`);
  if (kind === 'date')
    return [
      sql`date_diff('day', DATE '1970-01-01', CAST(try_strptime(${text}, '%Y%m%d') AS DATE)) AS ${identifier(`n${index}`)}`,
    ];
  if (kind === 'address')
    return [
      sql`nullif(regexp_extract(${text}, '^[0-9]+'), '') AS ${identifier(`n${index}`)}`,
      sql`nullif(trim(regexp_replace(${text}, '^[0-9]+[a-z]?( [0-9]+ )?', '')), '') AS ${identifier(`w${index}`)}`,
    ];
  return [];
}

/** Conditions of the levels, best first, without the last (“different”). */
export function conditions(comparison: Comparison, index: number): readonly Sql[] {
  const [left, right] = [value('l', index), value('r', index)];
  const same = sql`${left} = ${right}`;
  const jaroWinkler = sql`jaro_winkler_similarity(${left}, ${right})`;
  const days = sql`abs(${numberOf('l', index)} - ${numberOf('r', index)})`;
  switch (comparison.kind) {
    case 'given-name':
    case 'family-name':
    case 'name':
      return nameConditions(comparison, index);
    case 'organisation':
    case 'words':
      return wordConditions(comparison.kind, index);
    case 'address':
      return addressConditions(index);
    case 'date':
      return [
        same,
        oneEdit(left, right),
        sql`(${days} <= 31) OR (${twoEdits(left, right)})`,
        sql`${days} <= 366`,
      ];
    case 'number':
      return [
        same,
        sql`abs(${left} - ${right}) <= 0.01 * greatest(abs(${left}), abs(${right}))`,
        sql`abs(${left} - ${right}) <= 0.1 * greatest(abs(${left}), abs(${right}))`,
      ];
    case 'identifier':
      return [
        same,
        oneEdit(left, right),
        sql`least(length(${left}), length(${right})) >= 5 AND ${twoEdits(left, right)}`,
      ];
    case 'email':
      return [
        same,
        sql`split_part(${left}, '@', 1) = split_part(${right}, '@', 1)`,
        sql`${jaroWinkler} >= 0.92 OR (${twoEdits(left, right)})`,
        sql`${jaroWinkler} >= 0.85`,
      ];
    case 'phone':
      return [
        same,
        sql`(${oneEdit(left, right)}) OR (length(${left}) >= 7 AND length(${right}) >= 7 AND right(${left}, 7) = right(${right}, 7))`,
        twoEdits(left, right),
      ];
    case 'zip':
      return [same, oneEdit(left, right), sql`left(${left}, 3) = left(${right}, 3)`];
    case 'category':
      return [same, sql`${jaroWinkler} >= 0.88`];
  }
}

/** One letter more, less, another, or two swapped. The engine is slow to tell, so that far strangers are told first. */
function oneEdit(left: Sql, right: Sql): Sql {
  return sql`jaro_winkler_similarity(${left}, ${right}) >= 0.6 AND levenshtein(${left}, ${right}) <= 2 AND damerau_levenshtein(${left}, ${right}) <= 1`;
}

function twoEdits(left: Sql, right: Sql): Sql {
  return sql`jaro_winkler_similarity(${left}, ${right}) >= 0.5 AND levenshtein(${left}, ${right}) <= 2`;
}

function nameConditions({ partner }: Comparison, index: number): readonly Sql[] {
  const [left, right] = [value('l', index), value('r', index)];
  const likeness = sql`jaro_winkler_similarity(${left}, ${right})`;
  const plain = [
    sql`${left} = ${right}`,
    sql`${likeness} >= 0.9`,
    sql`${likeness} >= 0.8 OR (length(${left}) >= 5 AND ${twoEdits(left, right)}) OR starts_with(${left}, ${right}) OR starts_with(${right}, ${left})`,
  ];
  if (partner === undefined) return plain;
  const [other, another] = [value('l', partner), value('r', partner)];
  const crossed = sql`(jaro_winkler_similarity(${left}, ${another}) >= 0.88 AND coalesce(jaro_winkler_similarity(${other}, ${right}) >= 0.88, true)) OR (jaro_winkler_similarity(${other}, ${right}) >= 0.88 AND coalesce(jaro_winkler_similarity(${left}, ${another}) >= 0.88, true))`;
  const [same = sql`false`, ...rest] = plain;
  return [same, crossed, ...rest];
}

function wordConditions(kind: 'organisation' | 'words', index: number): readonly Sql[] {
  const [left, right] = [value('l', index), value('r', index)];
  const [some, others] = [words('l', index), words('r', index)];
  const shared = sql`len(list_filter(${some}, lambda word: list_contains(${others}, word)))`;
  const least = sql`greatest(least(len(${some}), len(${others})), 1)`;
  const all = sql`greatest(len(${some}) + len(${others}) - ${shared}, 1)`;
  const likeness = sql`jaro_winkler_similarity(${left}, ${right})`;
  if (kind === 'words')
    return [
      sql`${left} = ${right}`,
      sql`${shared} >= 0.7 * ${all} OR ${likeness} >= 0.95`,
      sql`${shared} >= 0.4 * ${all}`,
    ];
  return [
    sql`${left} = ${right}`,
    sql`${some} = ${others} AND len(${some}) > 0`,
    sql`${likeness} >= 0.94 OR (${shared} >= 0.75 * ${least} AND ${shared} >= 1)`,
    sql`${likeness} >= 0.86 OR (${shared} >= 0.4 * ${least} AND ${shared} >= 1)`,
  ];
}

function addressConditions(index: number): readonly Sql[] {
  const [left, right] = [value('l', index), value('r', index)];
  const [street, other] = [words('l', index), words('r', index)];
  const [one, another] = [numberOf('l', index), numberOf('r', index)];
  const likeness = sql`jaro_winkler_similarity(${street}, ${other})`;
  return [
    sql`${left} = ${right}`,
    sql`${one} = ${another} AND (${likeness} >= 0.85 OR starts_with(${street}, ${other}) OR starts_with(${other}, ${street}))`,
    sql`${likeness} >= 0.92 AND coalesce(${one} <> ${another}, false)`,
    sql`(${likeness} >= 0.92) OR jaro_winkler_similarity(${left}, ${right}) >= 0.9`,
  ];
}

/** Which level two values reach: 0 where one is missing, 1 the best, the last “different”. */
export function levelReached(comparison: Comparison, index: number): Sql {
  const tests = conditions(comparison, index).map(
    (condition, at) => sql`WHEN ${condition} THEN ${at + 1}`,
  );
  const missing = sql`${value('l', index)} IS NULL OR ${value('r', index)} IS NULL`;
  return sql`CASE WHEN ${missing} THEN 0 ${join(tests, sql` `)} ELSE ${tests.length + 1} END`;
}

/** A part of a value that pairs can be found by. */
export interface Key {
  /** Place of the comparison. */
  readonly comparison: number;
  readonly label: string;
  readonly text: Sql;
}

/** What may stand for a value when pairs are sought: the value, parts of it, its skeleton of consonants. */
export function keysOf({ kind, column }: Comparison, index: number): readonly Key[] {
  const text = identifier(`v${index}`);
  const key = (label: string, expression: Sql): Key => ({
    comparison: index,
    label,
    text: expression,
  });
  const whole = key(column, text);
  const begin = (length: number) =>
    key(`first ${length} letters of ${column}`, sql`left(${text}, ${length})`);
  const end = (length: number) =>
    key(`last ${length} characters of ${column}`, sql`right(${text}, ${length})`);
  switch (kind) {
    case 'given-name':
    case 'family-name':
    case 'name':
      return [whole, begin(3), key(`consonants of ${column}`, skeleton(text)), end(4)];
    case 'organisation':
    case 'words':
      return [
        whole,
        begin(6),
        key(`words of ${column}`, sql`array_to_string(${identifier(`w${index}`)}, ' ')`),
        key(`rarest word of ${column}`, identifier(`k${index}`)),
      ];
    case 'address': {
      const street = identifier(`w${index}`);
      return [
        whole,
        key(`street of ${column}`, street),
        key(
          `number and first letters of ${column}`,
          sql`${identifier(`n${index}`)} || ' ' || left(regexp_replace(${street}, '^[nsew]{1,2} ', ''), 3)`,
        ),
      ];
    }
    case 'date':
      return [
        whole,
        key(`year and month of ${column}`, sql`left(${text}, 6)`),
        key(`month and day of ${column}`, sql`right(${text}, 4)`),
        key(`year and day of ${column}`, sql`left(${text}, 4) || right(${text}, 2)`),
      ];
    case 'email':
      return [
        whole,
        key(`${column} before @`, sql`split_part(${text}, '@', 1)`),
        key(`${column} after @`, sql`nullif(split_part(${text}, '@', 2), '')`),
      ];
    case 'phone':
      return [whole, end(7), end(4)];
    case 'zip':
      return [whole, begin(3)];
    case 'identifier':
      return [
        whole,
        key(`first half of ${column}`, sql`left(${text}, greatest(3, length(${text}) // 2))`),
        key(`second half of ${column}`, sql`right(${text}, greatest(3, length(${text}) // 2))`),
      ];
    case 'number':
      return [key(column, sql`CAST(${text} AS VARCHAR)`)];
    case 'category':
      return [whole];
  }
}

/** First letter and consonants, doubled ones once: Smith and Smyth, Allen and Alan. */
function skeleton(text: Sql): Sql {
  return sql`left(${text}, 1) || regexp_replace(regexp_replace(substr(${text}, 2), '[aeiouyhw ]', '', 'g'), '(b)b+|(c)c+|(d)d+|(f)f+|(g)g+|(l)l+|(m)m+|(n)n+|(p)p+|(r)r+|(s)s+|(t)t+', '\\1\\2\\3\\4\\5\\6\\7\\8\\9', 'g')`;
}
