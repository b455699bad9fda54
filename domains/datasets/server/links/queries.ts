import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import type { Comparison } from './comparing/kinds.ts';
import { besides, type Key, levelReached, prepared } from './comparing/queries.ts';
import type { Hanging } from './estimating/hanging.ts';

/** Words in more than this share of the rows say little about which row is which. */
const commonWord = 0.02;

const number = (name: string, index: number) => identifier(`${name}${index}`);
const all = <T>(items: readonly T[], piece: (item: T, index: number) => Sql, between?: Sql) =>
  join(items.map(piece), between);

/**
 * Tables of the engine session that a search for duplicates works with: `records` (row number in the file,
 * prepared values and how many rows share each), made in three steps.
 */
export function prepareRecords(
  parquet: string,
  comparisons: readonly Comparison[],
  source: string | null = null,
): readonly Sql[] {
  const values = all(
    comparisons,
    (comparison, index) => sql`${prepared(comparison)} AS ${number('v', index)}`,
  );
  const from = source === null ? sql`NULL::VARCHAR` : sql`CAST(${identifier(source)} AS VARCHAR)`;
  const wordy = comparisons.flatMap(({ kind }, index) =>
    kind === 'organisation' || kind === 'words' ? [index] : [],
  );
  return [
    sql`CREATE OR REPLACE TABLE cells AS SELECT file_row_number AS "row", ${from} AS source, ${values} FROM read_parquet(${literal(parquet)}, file_row_number = true)`,
    ...wordy.map(
      (index) => sql`CREATE OR REPLACE TABLE ${number('words', index)} AS
        WITH spelled AS (SELECT "row", unnest(list_distinct(string_split(${number('v', index)}, ' '))) AS word FROM cells),
        known AS (SELECT word, count(*) AS times FROM spelled GROUP BY word),
        size AS (SELECT greatest(3, ${commonWord} * count(*)) AS common FROM cells)
        SELECT "row", list(word ORDER BY word) FILTER (WHERE times <= common) AS w, arg_min(word, times) FILTER (WHERE times >= 2) AS k
        FROM spelled JOIN known USING (word), size GROUP BY "row"`,
    ),
    recordsTable(comparisons, wordy),
  ];
}

function recordsTable(comparisons: readonly Comparison[], wordy: readonly number[]): Sql {
  const extra = [
    ...comparisons.flatMap(({ kind }, index) => besides(kind, index)),
    ...wordy.flatMap((index) => [
      sql`${number('words', index)}.w AS ${number('w', index)}`,
      sql`${number('words', index)}.k AS ${number('k', index)}`,
    ]),
    ...comparisons.map((_, index) => sql`${number('often', index)}.times AS ${number('f', index)}`),
  ];
  const often = all(
    comparisons,
    (_, index) =>
      sql`LEFT JOIN (SELECT ${number('v', index)} AS v, count(*) AS times FROM cells GROUP BY 1) AS ${number('often', index)} ON ${number('often', index)}.v = ${number('v', index)}`,
    sql` `,
  );
  const spelled = all(
    wordy,
    (index) =>
      sql`LEFT JOIN ${number('words', index)} ON ${number('words', index)}."row" = cells."row"`,
    sql` `,
  );
  return sql`CREATE OR REPLACE TABLE records AS SELECT cells.*, ${join(extra)} FROM cells ${often} ${spelled}`;
}

/** Rows, and for each comparison the rows with a value, the distinct ones and the pairs of rows that share it. */
export function sizesOfRecords(comparisons: readonly Comparison[]): Sql {
  const counts = all(
    comparisons,
    (_, index) =>
      sql`count(${number('v', index)}) AS ${number('filled', index)}, coalesce(sum(1.0 / ${number('f', index)}), 0) AS ${number('distinct', index)}, coalesce(sum(${number('f', index)} - 1.0), 0) / 2 AS ${number('shared', index)}`,
  );
  return sql`SELECT count(*) AS "rows", ${counts} FROM records`;
}

/** The keys of every record, as hashes. */
export function makeKeys(keys: readonly Key[]): Sql {
  const hashes = all(
    keys,
    ({ text }, index) =>
      sql`CASE WHEN nullif(${text}, '') IS NOT NULL THEN hash(${text}) END AS ${number('k', index)}`,
  );
  return sql`CREATE OR REPLACE TABLE keyed AS SELECT "row", ${hashes} FROM records`;
}

/** A part of the rows, chosen by their hashes, to measure on. */
export function makeKeySample(share: number): Sql {
  const part = Math.round(share * 1_000);
  return sql`CREATE OR REPLACE TABLE some_keyed AS SELECT * FROM keyed WHERE hash("row") % 1000 < ${part}`;
}

/** Pairs of rows that each of some rules would bring together; blocks larger than `cap` are left out. */
export function countPairs(
  rules: readonly (readonly number[])[],
  table: 'keyed' | 'some_keyed',
  cap: number,
): Sql {
  return all(
    rules,
    (keys, index) =>
      sql`SELECT ${index} AS rule, coalesce(sum(times * (times - 1.0) / 2), 0) AS pairs FROM (SELECT count(*) AS times FROM ${identifier(table)} WHERE ${present(keys)} GROUP BY ${columnsOf(keys)} HAVING count(*) BETWEEN 2 AND ${cap})`,
    sql` UNION ALL `,
  );
}

const columnsOf = (keys: readonly number[]) => all(keys, (key) => number('k', key));
const present = (keys: readonly number[]) =>
  all(keys, (key) => sql`${number('k', key)} IS NOT NULL`, sql` AND `);
const equal = (keys: readonly number[]) =>
  all(
    keys,
    (key) => sql`${identifier('l', `k${key}`)} = ${identifier('r', `k${key}`)}`,
    sql` AND `,
  );

/** Some rows, the same every time, against which trial pairs are sought. */
export function chooseTrialRows(count: number): Sql {
  return sql`CREATE OR REPLACE TABLE trial_rows AS SELECT "row" FROM records ORDER BY hash("row") LIMIT ${count}`;
}

export const emptyTrialPairs = sql`CREATE OR REPLACE TABLE trial_pairs (l BIGINT, r BIGINT, rule INTEGER)`;

/** Every row that a rule brings together with one of the chosen rows. */
export function addTrialPairs(rule: number, keys: readonly number[], cap: number): Sql {
  const l = all(keys, (key) => identifier('l', `k${key}`));
  return sql`INSERT INTO trial_pairs
    WITH chosen AS (SELECT keyed.* FROM keyed SEMI JOIN trial_rows USING ("row") WHERE ${present(keys)}),
    small AS (SELECT ${columnsOf(keys)} FROM keyed SEMI JOIN chosen USING (${columnsOf(keys)}) GROUP BY ${columnsOf(keys)} HAVING count(*) BETWEEN 2 AND ${cap})
    SELECT l."row", r."row", ${rule} FROM chosen AS l JOIN small AS r2 ON (${l}) = (${all(keys, (key) => identifier('r2', `k${key}`))}) JOIN keyed AS r ON ${equal(keys)} WHERE l."row" <> r."row"`;
}

/** The levels of a pair as columns g0, g1, … */
function levelsOfPair(comparisons: readonly Comparison[]): Sql {
  return all(
    comparisons,
    (comparison, index) =>
      sql`CAST(${levelReached(comparison, index)} AS UTINYINT) AS ${number('g', index)}`,
  );
}

/** The levels of every trial pair and, as bits, the rules that found it. */
export function compareTrialPairs(comparisons: readonly Comparison[]): Sql {
  return sql`CREATE OR REPLACE TABLE trial AS
    SELECT pairs.l, pairs.r, bits, ${levelsOfPair(comparisons)}
    FROM (SELECT l, r, bit_or(1::BIGINT << rule) AS bits FROM trial_pairs GROUP BY l, r) AS pairs
    JOIN records AS l ON l."row" = pairs.l JOIN records AS r ON r."row" = pairs.r`;
}

/** How often each pattern of levels occurs among the trial pairs of a rule. */
export function trialPatterns(
  comparisons: readonly Comparison[],
  rule: number | null,
  atMost = 0,
): Sql {
  const pairs =
    rule === null
      ? sql`trial`
      : sql`(SELECT * FROM trial WHERE bits & (1::BIGINT << ${rule}) <> 0 ORDER BY hash(l, r), l, r LIMIT ${atMost})`;
  return sql`SELECT ${pattern(comparisons)} AS pattern, count(*) AS times FROM ${pairs} GROUP BY 1`;
}

function pattern(comparisons: readonly Comparison[]): Sql {
  return all(comparisons, (_, index) => sql`chr(48 + ${number('g', index)})`, sql` || `);
}

/** How often each pattern occurs among all pairs of some rows taken at random. */
export function randomPatterns(comparisons: readonly Comparison[], rows: number): Sql {
  return sql`WITH chosen AS (SELECT * FROM records ORDER BY hash("row" + 7919) LIMIT ${rows})
    SELECT ${pattern(comparisons)} AS pattern, count(*) AS times
    FROM (SELECT ${levelsOfPair(comparisons)} FROM chosen AS l JOIN chosen AS r ON l."row" < r."row") GROUP BY 1`;
}

/** Of trial pairs that are probably the same thing: how many each set of rules found. */
export function probableByRules(weights: readonly (readonly number[])[], prior: number): Sql {
  return sql`SELECT CAST(bits AS VARCHAR) AS bits, count(*) AS times FROM trial WHERE ${prior} + ${plainWeight(weights)} > 0 GROUP BY bits`;
}

/** How many trial pairs each rule found, and how many of them are probably the same thing. */
export function probablePerRule(
  rules: number,
  weights: readonly (readonly number[])[],
  prior: number,
): Sql {
  const each = Array.from(
    { length: rules },
    (_, rule) =>
      sql`SELECT ${rule} AS rule, count(*) AS times, count(*) FILTER (WHERE likely) AS probable FROM judged WHERE bits & (1::BIGINT << ${rule}) <> 0`,
  );
  return sql`WITH judged AS MATERIALIZED (SELECT bits, ${prior} + ${plainWeight(weights)} > 0 AS likely FROM trial) ${join(each, sql` UNION ALL `)}`;
}

/** Sum of the weights of the levels reached; a missing value weighs nothing. */
function plainWeight(weights: readonly (readonly number[])[]): Sql {
  return all(weights, (levels, index) => weightOf(levels, number('g', index)), sql` + `);
}

function weightOf(levels: readonly number[], reached: Sql): Sql {
  const cases = levels.map((weight, at) => sql`WHEN ${at + 1} THEN ${rounded(weight)}`);
  return sql`CASE ${reached} ${join(cases, sql` `)} ELSE 0 END`;
}

const rounded = (weight: number) => sql`${literal(Math.round(weight * 10_000) / 10_000)}::DOUBLE`;

/** For each rule in use the block of every record, without blocks that are too large; rules in their order. */
export function makeBlocks(rules: readonly (readonly number[])[], cap: number): Sql {
  const blocks = all(
    rules,
    (keys, index) =>
      sql`CASE WHEN ${number('small', index)}.times IS NOT NULL THEN hash(${join([...keys.map((key) => identifier('keyed', `k${key}`)), index])}) END AS ${number('b', index)}`,
  );
  const small = all(
    rules,
    (keys, index) =>
      sql`LEFT JOIN (SELECT ${columnsOf(keys)}, count(*) AS times FROM keyed WHERE ${present(keys)} GROUP BY ${columnsOf(keys)} HAVING count(*) BETWEEN 2 AND ${cap}) AS ${number('small', index)} ON ${all(keys, (key) => sql`${identifier('keyed', `k${key}`)} = ${identifier(`small${index}`, `k${key}`)}`, sql` AND `)}`,
    sql` `,
  );
  return sql`CREATE OR REPLACE TABLE blocks AS SELECT keyed."row", ${blocks} FROM keyed ${small}`;
}

/** Every pair that some rule brings together, once. */
function candidates(rules: number): Sql {
  const each = Array.from({ length: rules }, (_, rule) => {
    const earlier = Array.from(
      { length: rule },
      (__, other) =>
        sql`AND ${identifier('l', `b${other}`)} IS DISTINCT FROM coalesce(${identifier('r', `b${other}`)}, 0)`,
    );
    return sql`SELECT l."row" AS l, r."row" AS r FROM blocks AS l JOIN blocks AS r ON ${identifier('l', `b${rule}`)} = ${identifier('r', `b${rule}`)} AND l."row" < r."row" ${earlier.length === 0 ? sql`` : sql`WHERE true ${join(earlier, sql` `)}`}`;
  });
  return join(each, sql` UNION ALL `);
}

/** What pairs are weighed by. */
export interface Weighing {
  readonly comparisons: readonly Comparison[];
  /** Bits of each level, best first. */
  readonly weights: readonly (readonly number[])[];
  /** log2 of the odds that two records taken at random are the same thing. */
  readonly prior: number;
  /** Comparisons that neighbours share, and the bits off for their levels together (three bits a comparison). */
  readonly together: ReadonlyMap<number, number>;
  readonly shared: readonly number[];
  /** Pairs of comparisons that come together among different things, and the bits off for their levels. */
  readonly hanging: readonly Hanging[];
  readonly rarity: readonly (Rarity | null)[];
}

/** How rare a value is, for exact agreement in one comparison; null: rarity has no say. */
export interface Rarity {
  /** Rows of other things that have the value of a row, on average. */
  readonly expected: number;
  /** Share of the rows with the same value that are other things. */
  readonly strangers: number;
}

/** Levels, bits for rarity (a0, …), bits off for agreeing together and the sum of all for pairs `l`, `r` of a source. */
function weighed(source: Sql, weighing: Weighing): Sql {
  const { comparisons, weights, prior, rarity } = weighing;
  const rare = all(rarity, (each, index) => {
    if (each === null) return sql`CAST(0 AS FLOAT) AS ${number('a', index)}`;
    const strangers = sql`(${literal(each.strangers)}::DOUBLE * (${identifier('l', `f${index}`)} - 1) + ${literal(Math.min(1, each.expected))}::DOUBLE)`;
    return sql`CASE WHEN ${identifier('l', `v${index}`)} = ${identifier('r', `v${index}`)} THEN CAST(log2(${literal(each.expected)}::DOUBLE / ${strangers}) AS FLOAT) ELSE 0 END AS ${number('a', index)}`;
  });
  const columns = join(comparisons.flatMap((_, index) => [number('g', index), number('a', index)]));
  const rareSum = all(rarity, (_, index) => number('a', index), sql` + `);
  return sql`SELECT l, r, CAST(${prior}::DOUBLE + ${plainWeight(weights)} + ${rareSum} + together AS FLOAT) AS bits, ${columns}, together, one_source
    FROM (SELECT agreed.*, ${togetherBits(weighing)} AS together
      FROM (SELECT pairs.l, pairs.r, ${levelsOfPair(comparisons)}, ${rare}, coalesce(l.source = r.source, false) AS one_source
        FROM (${source}) AS pairs JOIN records AS l ON l."row" = pairs.l JOIN records AS r ON r."row" = pairs.r) AS agreed ${togetherTable(weighing)})`;
}

function togetherBits({ together, hanging }: Weighing): Sql {
  const near = together.size === 0 ? sql`0.0` : sql`coalesce(neighbours.bits, 0)`;
  if (hanging.length === 0) return sql`CAST(${near} AS FLOAT)`;
  const off = hanging.map(({ one, other, bits }) => {
    const cases = [...bits].map(
      ([code, each]) => sql`WHEN ${literal(code)}::INTEGER THEN ${rounded(each)}`,
    );
    return sql`CASE ${number('g', one)}::INTEGER * 8 + ${number('g', other)} ${join(cases, sql` `)} ELSE 0 END`;
  });
  return sql`CAST(least(${near}, ${join(off, sql` + `)}) AS FLOAT)`;
}

function togetherTable({ together, shared }: Weighing): Sql {
  if (together.size === 0) return sql``;
  const code = join(
    shared.map((at, index) => sql`${number('g', at)}::BIGINT * ${8 ** index}`),
    sql` + `,
  );
  const rows = join([...together].map(([key, bits]) => sql`(${key}::BIGINT, ${bits}::DOUBLE)`));
  return sql`LEFT JOIN (VALUES ${rows}) AS neighbours(code, bits) ON neighbours.code = ${code}`;
}

/** What people decided and that rows of one source are never the same thing count before any evidence. */
function ruled(source: Sql, weighing: Weighing): Sql {
  return sql`SELECT weighed.* EXCLUDE (one_source, bits), coalesce(decided.bits, CASE WHEN one_source THEN -1000 ELSE weighed.bits END) AS bits FROM (${weighed(source, weighing)}) AS weighed LEFT JOIN decided ON decided.l = weighed.l AND decided.r = weighed.r`;
}

export const noDecisions = sql`CREATE TABLE IF NOT EXISTS decided (l BIGINT, r BIGINT, bits FLOAT)`;

/** Weighs all candidates and keeps those of at least so many bits as the table `links`. */
export function makeLinks(weighing: Weighing, rules: number, atLeast: number): Sql {
  const found =
    rules === 0
      ? sql`SELECT l, r FROM decided`
      : sql`SELECT l, r FROM (${candidates(rules)}) AS sought ANTI JOIN decided USING (l, r) UNION ALL SELECT l, r FROM decided`;
  return sql`CREATE OR REPLACE TABLE links AS SELECT * FROM (${ruled(found, weighing)}) WHERE bits >= ${atLeast}`;
}

/** Pairs of at least so many bits to a text file, best first. */
export function exportEdges(atLeast: number, path: string): Sql {
  return sql`COPY (SELECT l, r, bits FROM links WHERE bits >= ${atLeast} ORDER BY bits DESC, l, r) TO ${literal(path)} (FORMAT csv, HEADER false)`;
}

/** All pairs within each component of a text file of `row,component`, weighed, to another text file. */
export function weighComponents(weighing: Weighing, from: string, to: string): Sql {
  const parts = sql`read_csv(${literal(from)}, auto_detect = false, header = false, columns = {'row': 'BIGINT', 'part': 'BIGINT'})`;
  const pairs = sql`SELECT one."row" AS l, other."row" AS r FROM parts AS one JOIN parts AS other ON one.part = other.part AND one."row" < other."row"`;
  return sql`COPY (WITH parts AS MATERIALIZED (SELECT * FROM ${parts}) SELECT part, l, r, bits FROM (${ruled(pairs, weighing)}) AS scored JOIN parts ON parts."row" = l ORDER BY part, l, r) TO ${literal(to)} (FORMAT csv, HEADER false)`;
}

/** Reads the groups that were found, `row,group` a line, as the table `members`; a row in no group is its own. */
export function readMembers(path: string): Sql {
  return sql`CREATE OR REPLACE TABLE members AS SELECT "row", coalesce(found."group", "row") AS "group" FROM (SELECT "row" FROM records) AS every LEFT JOIN read_csv(${literal(path)}, auto_detect = false, header = false, columns = {'row': 'BIGINT', 'group': 'BIGINT'}) AS found USING ("row")`;
}

/** How many records have each key. */
export function countKeys(keys: number): Sql {
  const counts = Array.from(
    { length: keys },
    (_, key) => sql`count(${number('k', key)}) AS ${number('k', key)}`,
  );
  return sql`SELECT ${join(counts)} FROM keyed`;
}
