import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import type { ColumnPair } from '../../contract/index.ts';

/** A column whose values are looked up. */
export interface Spelled {
  readonly name: string;
  readonly type: string;
}

/**
 * A value as it is compared, whatever file it came from: without spaces around and between, in small letters,
 * numbers without leading zeros and trailing ones behind the point, dates as ISO 8601 writes them. NULL when nothing
 * is left.
 */
function spelledAlike(column: Spelled): Sql {
  return alike(column.type, plainly(column));
}

/** The first step of it, by itself: what follows names it several times. */
function plainly({ name, type }: Spelled): Sql {
  const text = sql`CAST(${identifier(name)} AS VARCHAR)`;
  return isPlain(type) ? text : sql`lower(trim(${text}))`;
}

function alike(type: string, plain: Sql): Sql {
  if (type.toUpperCase().startsWith('TIMESTAMP'))
    return sql`regexp_replace(${plain}, ' 00:00:00$', '')`;
  if (isPlain(type)) return plain;
  const number = sql`'^\\+?(-?)0*([0-9]+?)(\\.0*|(\\.[0-9]*[1-9])0*)?$'`;
  // Most values have nothing to replace: asking first takes a fifth of the time.
  const parts = [
    sql`WHEN regexp_matches(${plain}, '^\\+?-?[0-9]+(\\.[0-9]*)?$') THEN regexp_replace(${plain}, ${number}, '\\1\\2\\4')`,
    sql`WHEN regexp_matches(${plain}, '\\s\\s|[^ \\S]') THEN regexp_replace(${plain}, '\\s+', ' ', 'g')`,
  ];
  return sql`nullif(CASE ${join(parts, sql` `)} ELSE ${plain} END, '')`;
}

/** Types whose values the engine writes in one way. */
function isPlain(type: string): boolean {
  return /^(DATE|TIMESTAMP.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/i.test(type);
}

/** Hashes have 52 bits: what a number holds exactly. */
export const hashBits = 52;

/**
 * The `size` lowest hashes of a column's distinct values as a JSON list, how many there are and whether they lie on a
 * line. `below`: only hashes below this share of all are looked at, of columns with very many values. The hash is
 * taken from MD5 because it has to be the same in every release of the engine; it keeps no secret.
 */
export function lowestHashes(
  parquet: string,
  column: Spelled,
  { size, below }: { readonly size: number; readonly below: number },
): Sql {
  const name = identifier(column.name);
  const p = identifier('p');
  const file = sql`read_parquet(${literal(parquet)})`;
  const hash = sql`CAST(md5_number_lower(t) >> ${64 - hashBits} AS BIGINT)`;
  // Of few values each is spelled once; of very many only those that are kept are held in memory.
  const spelled =
    below < 1
      ? sql`SELECT t, h FROM (SELECT t, ${hash} AS h FROM (SELECT ${alike(column.type, p)} AS t FROM (SELECT ${plainly(column)} AS p FROM ${file}))) WHERE h < ${Math.floor(below * 2 ** hashBits)}`
      : sql`SELECT t, ${hash} AS h FROM (SELECT DISTINCT t FROM (SELECT ${alike(column.type, p)} AS t FROM (SELECT ${plainly(column)} AS p FROM (SELECT DISTINCT ${name} FROM ${file}))))`;
  const onLine =
    column.type.toUpperCase() === 'DATE'
      ? sql`CAST(epoch(TRY_CAST(t AS DATE)) / 86400 AS BIGINT)`
      : sql`TRY_CAST(CASE WHEN regexp_matches(t, '^-?[0-9]{1,15}$') THEN t END AS BIGINT)`;
  return sql`WITH h AS (SELECT h, min(${onLine}) AS i FROM (${spelled}) WHERE t IS NOT NULL GROUP BY h) SELECT (SELECT count(${name}) FROM ${file}) AS present, count(*) AS "values", count(i) AS "onLine", min(i) AS low, max(i) AS high, CAST(to_json(coalesce(min(h, ${size}), [])) AS VARCHAR) AS lowest FROM h`;
}

/** A table that a query of ours may name, and its columns. */
export interface Side {
  readonly table: string;
  readonly columns: readonly Spelled[];
}

/** The key of a row by its side of the pairs. One column that is missing matches nothing; of several, missing equals missing. */
function keyOf({ columns }: Side, names: readonly string[]): Sql {
  const parts = names.map((name) =>
    spelledAlike(columns.find((column) => column.name === name) ?? { name, type: 'VARCHAR' }),
  );
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const filled = join(parts.map((part) => sql`coalesce(${part}, '')`));
  const empty = join(
    parts.map((part) => sql`${part} IS NULL`),
    sql` AND `,
  );
  return sql`CASE WHEN NOT (${empty}) THEN md5(concat_ws(chr(31), ${filled})) END`;
}

function keysOf(mine: Side, theirs: Side, on: readonly ColumnPair[]) {
  return {
    mine: keyOf(
      mine,
      on.map((pair) => pair.mine),
    ),
    theirs: keyOf(
      theirs,
      on.map((pair) => pair.theirs),
    ),
  };
}

/** Rows, rows with a value, matched rows, values, matched values of both sides (`a…`, `b…`) and rows of a join. */
export function matchCounts(mine: Side, theirs: Side, on: readonly ColumnPair[]): Sql {
  const keys = keysOf(mine, theirs, on);
  const counted = (key: Sql, table: string) =>
    sql`SELECT k, count(*) AS n FROM (SELECT ${key} AS k FROM ${identifier(table)}) WHERE k IS NOT NULL GROUP BY k`;
  const side = (at: 'a' | 'b', other: 'a' | 'b') => {
    const [own, met] = [identifier(at, 'n'), identifier(other, 'n')];
    const named = (what: string, expression: Sql) =>
      sql`${expression} AS ${identifier(`${at}${what}`)}`;
    return join([
      named('WithValue', sql`coalesce(sum(${own}), 0)`),
      named('MatchedRows', sql`coalesce(sum(${own}) FILTER (WHERE ${met} IS NOT NULL), 0)`),
      named('Values', sql`count(${own})`),
      named('MatchedValues', sql`count(${own}) FILTER (WHERE ${met} IS NOT NULL)`),
      named('Most', sql`coalesce(max(${own}), 0)`),
    ]);
  };
  return sql`WITH a AS MATERIALIZED (${counted(keys.mine, mine.table)}), b AS MATERIALIZED (${counted(keys.theirs, theirs.table)}) SELECT (SELECT count(*) FROM ${identifier(mine.table)}) AS "aRows", (SELECT count(*) FROM ${identifier(theirs.table)}) AS "bRows", ${side('a', 'b')}, ${side('b', 'a')}, coalesce(sum(a.n * b.n), 0) AS joined FROM a FULL OUTER JOIN b ON a.k = b.k`;
}

const shownCharacters = 200;

function shown(table: string, names: readonly string[], prefix: string): Sql {
  return join(
    names.map(
      (name, index) =>
        sql`left(CAST(${identifier(table, name)} AS VARCHAR), ${shownCharacters}) AS ${identifier(`${prefix}${index}`)}`,
    ),
  );
}

/** The first rows of mine that find one of theirs, each with the first that it finds: chosen columns of both. */
export function matchedRows(
  mine: Side,
  theirs: Side,
  on: readonly ColumnPair[],
  chosen: { readonly mine: readonly string[]; readonly theirs: readonly string[] },
  limit: number,
): Sql {
  const keys = keysOf(mine, theirs, on);
  const columns = [
    shown('a', chosen.mine, 'a'),
    ...(chosen.theirs.length > 0 ? [shown('b', chosen.theirs, 'b')] : []),
  ];
  const numbered = (key: Sql, table: string) =>
    sql`SELECT *, ${key} AS "key of row", row_number() OVER () AS "number of row" FROM ${identifier(table)}`;
  return sql`WITH numbered AS (${numbered(keys.theirs, theirs.table)}), a AS MATERIALIZED (SELECT * FROM (${numbered(keys.mine, mine.table)}) WHERE "key of row" IN (SELECT "key of row" FROM numbered WHERE "key of row" IS NOT NULL) ORDER BY "number of row" LIMIT ${limit}), first AS MATERIALIZED (SELECT "key of row" AS k, min("number of row") AS n FROM numbered WHERE "key of row" IN (SELECT "key of row" FROM a) GROUP BY 1) SELECT ${join(columns)} FROM a JOIN first ON first.k = a."key of row" JOIN numbered AS b ON b."number of row" = first.n ORDER BY a."number of row"`;
}

/** The first rows of a table: chosen columns. */
export function firstRows(table: string, names: readonly string[], limit: number): Sql {
  return sql`SELECT ${shown('t', names, 'c')} FROM ${identifier(table)} AS t LIMIT ${limit}`;
}
