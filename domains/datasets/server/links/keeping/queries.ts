import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import type { SurvivorRule } from '../../../contract/duplicates.ts';

/** Name of the row's number beside the columns of a dataset. */
export const rowNumber = 'insites row number';

const text = (column: string) => sql`CAST(${identifier(column)} AS VARCHAR)`;
const file = (path: string) => sql`read_parquet(${literal(path)})`;

/** A name for every row by what stands in it: the table `row_keys`. */
export function makeRowKeys(parquet: string, columns: readonly string[]): Sql {
  const cells = join(columns.map((column) => sql`coalesce(${text(column)}, chr(30))`));
  return sql`CREATE OR REPLACE TABLE row_keys AS SELECT file_row_number AS "row", md5(concat_ws(chr(31), ${cells})) AS key FROM read_parquet(${literal(parquet)}, file_row_number = true)`;
}

export interface DecidedKeys {
  readonly left: string;
  readonly right: string;
  readonly same: boolean;
}

/** What people decided, as pairs of rows with bits that no evidence outweighs: the table `decided`. */
export function makeDecided(decisions: readonly DecidedKeys[]): Sql {
  const rows = decisions.map(
    ({ left, right, same }) => sql`(${literal(left)}, ${literal(right)}, ${same ? 1_000 : -1_000})`,
  );
  const said = sql`(VALUES ${join([sql`('', '', 0)`, ...rows])}) AS said(one, other, bits)`;
  return sql`CREATE OR REPLACE TABLE decided AS SELECT least(a."row", b."row") AS l, greatest(a."row", b."row") AS r, CAST(any_value(said.bits) AS FLOAT) AS bits FROM ${said} JOIN row_keys AS a ON a.key = said.one JOIN row_keys AS b ON b.key = said.other WHERE a."row" <> b."row" GROUP BY 1, 2`;
}

/**
 * Names the groups: a group keeps the name that most of its rows had, unless another group has more rows of that
 * name; the rest get new names. `former`: the file of the search before.
 */
export function nameGroups(former: string | null, seed: string): Sql {
  const before =
    former === null
      ? sql`(SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS id WHERE false)`
      : sql`(SELECT key, min(id) AS id FROM ${file(former)} GROUP BY key)`;
  return sql`CREATE OR REPLACE TABLE carried AS SELECT members."group", former.id, count(*) AS times FROM members JOIN row_keys USING ("row") JOIN ${before} AS former USING (key) GROUP BY 1, 2;
    CREATE OR REPLACE TABLE kept AS
      WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY id ORDER BY times DESC, "group") AS of_name, row_number() OVER (PARTITION BY "group" ORDER BY times DESC, id) AS of_group FROM carried),
      named AS (SELECT "group", id FROM ranked WHERE of_name = 1 AND of_group = 1)
      SELECT members."row", row_keys.key, coalesce(named.id, 'g' || left(md5(${literal(seed)} || members."group"), 16)) AS id, count(*) OVER (PARTITION BY members."group") AS size
      FROM members JOIN row_keys USING ("row") LEFT JOIN named USING ("group")`;
}

/** Groups that became one, and groups that fell apart, with how many rows; a thousand of each at most. */
export const changedGroups = sql`WITH moved AS (SELECT carried.id AS before, now.id AS after, carried.times FROM carried JOIN (SELECT members."group", any_value(kept.id) AS id FROM members JOIN kept USING ("row") GROUP BY 1) AS now USING ("group")),
  merged AS (SELECT 'merged' AS kind, array_to_string(list(before ORDER BY before), ' ') AS "from", after AS "into", sum(times) AS "rows" FROM moved GROUP BY after HAVING count(*) > 1 ORDER BY after LIMIT 1000),
  split AS (SELECT 'split' AS kind, before AS "from", array_to_string(list(after ORDER BY after), ' ') AS "into", sum(times) AS "rows" FROM moved GROUP BY before HAVING count(*) > 1 ORDER BY before LIMIT 1000)
  FROM merged UNION ALL FROM split`;

const ours = sql`(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)`;

/** Writes the groups of all rows. */
export function writeMembers(path: string): Sql {
  return sql`COPY (SELECT "row", key, id, size FROM kept ORDER BY "row") TO ${literal(path)} ${ours}`;
}

/** Writes the weighed pairs. */
export function writePairs(path: string): Sql {
  return sql`COPY (SELECT * FROM links ORDER BY l, r) TO ${literal(path)} ${ours}`;
}

/** Pairs between these bits are doubtful, and so are those that the groups contradict. */
const doubtful = 4;

function inDoubt(members: string, pairs: string, decided: readonly DecidedKeys[]): Sql {
  const rows = decided.map(({ left, right }) => sql`(${literal(left)}, ${literal(right)})`);
  const said = sql`(VALUES ${join([sql`('', '')`, ...rows])}) AS said(one, other)`;
  return sql`FROM ${file(pairs)} AS pairs JOIN ${file(members)} AS a ON a."row" = pairs.l JOIN ${file(members)} AS b ON b."row" = pairs.r
    WHERE abs(bits) < 500 AND a.key <> b.key AND (abs(bits) <= ${doubtful} OR (bits > 0) <> (a.id = b.id))
    AND NOT EXISTS (SELECT 1 FROM ${said} WHERE (said.one = a.key AND said.other = b.key) OR (said.one = b.key AND said.other = a.key))`;
}

export function countDoubtful(
  members: string,
  pairs: string,
  decided: readonly DecidedKeys[],
): Sql {
  return sql`SELECT count(*) AS pairs ${inDoubt(members, pairs, decided)}`;
}

/** Doubtful pairs that nobody has decided, the most doubtful first. */
export function doubtfulPairs(
  members: string,
  pairs: string,
  decided: readonly DecidedKeys[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Sql {
  return sql`SELECT pairs.*, a.key AS left_key, b.key AS right_key, a.id AS left_group, b.id AS right_group ${inDoubt(members, pairs, decided)} ORDER BY abs(bits), l, r LIMIT ${limit} OFFSET ${offset}`;
}

/** Rows of the largest groups, their first 20 each. */
export function largestGroups(
  members: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Sql {
  return sql`WITH largest AS (SELECT id, any_value(size) AS size FROM ${file(members)} WHERE size > 1 GROUP BY id ORDER BY size DESC, id LIMIT ${limit} OFFSET ${offset})
    SELECT id, size, "row", key FROM (SELECT members.*, row_number() OVER (PARTITION BY id ORDER BY "row") AS place FROM ${file(members)} AS members SEMI JOIN largest USING (id)) WHERE place <= 20 ORDER BY size DESC, id, "row"`;
}

/** Some rows of a dataset by their numbers, as text. */
export function rowsByNumber(
  parquet: string,
  columns: readonly string[],
  rows: readonly number[],
): Sql {
  const cells = join(columns.map((column) => sql`${text(column)} AS ${identifier(column)}`));
  return sql`SELECT file_row_number AS ${identifier(rowNumber)}, ${cells} FROM read_parquet(${literal(parquet)}, file_row_number = true) WHERE file_row_number IN (${join(rows.length > 0 ? rows : [-1])})`;
}

/** Names of the columns that say which group a row stands for and how many rows that were. */
export const groupColumns = ['group_id', 'group_rows'] as const;

/** Writes one row for each group, each value chosen by its column's rule; in the order of the first rows. */
export function writeSurvivors(
  from: { readonly parquet: string; readonly members: string },
  columns: readonly string[],
  rules: readonly SurvivorRule[],
  to: string,
): Sql {
  const chosen = columns
    .filter((column) => !groupColumns.some((own) => own === column))
    .map((column) => {
      const rule = rules.find((each) => each.column === column);
      return sql`${survivor(column, rule)} AS ${identifier(column)}`;
    });
  return sql`COPY (SELECT members.id AS group_id, count(*) AS group_rows, ${join(chosen)}
    FROM read_parquet(${literal(from.parquet)}, file_row_number = true) AS cells JOIN ${file(from.members)} AS members ON members."row" = cells.file_row_number
    GROUP BY members.id ORDER BY min(members."row")) TO ${literal(to)} (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1)`;
}

function survivor(column: string, rule: SurvivorRule | undefined): Sql {
  const value = identifier('cells', column);
  const usual = sql`mode(${value} ORDER BY members."row")`;
  const by = rule?.by === undefined ? null : identifier('cells', rule.by);
  switch (rule?.rule) {
    case 'longest':
      return sql`arg_max(${value}, (length(CAST(${value} AS VARCHAR)), -members."row"))`;
    case 'most-recent':
      return by === null
        ? usual
        : sql`coalesce(arg_max(${value}, (${by}, -members."row")) FILTER (WHERE ${value} IS NOT NULL AND ${by} IS NOT NULL), ${usual})`;
    case 'source-priority': {
      if (by === null) return usual;
      const rank = sql`list_position([${join(rule.order?.map((each) => literal(each)) ?? [sql`NULL::VARCHAR`])}], CAST(${by} AS VARCHAR))`;
      return sql`coalesce(arg_min(${value}, (${rank}, members."row")) FILTER (WHERE ${value} IS NOT NULL AND ${rank} IS NOT NULL), ${usual})`;
    }
    default:
      return usual;
  }
}
