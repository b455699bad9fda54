import { type DuckDBPreparedStatement, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { StreamFormat } from './engine.ts';
import { gated, identifier, join, type Sql, sql } from './sql.ts';

/** A column of an answer. */
export interface AnswerColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** Names and types of what a statement will answer with. Names are made unique: a, a_1, … */
export function columnsOf(statement: DuckDBPreparedStatement): readonly AnswerColumn[] {
  const taken = new Set<string>();
  return Array.from({ length: statement.columnCount }, (_, index) => {
    const name = unique(statement.columnName(index), taken);
    taken.add(name.toLowerCase());
    return { name, type: statement.columnType(index) };
  });
}

function unique(name: string, taken: ReadonlySet<string>): string {
  const base = name === '' ? 'column' : name;
  let candidate = base;
  for (let count = 1; taken.has(candidate.toLowerCase()); count++) candidate = `${base}_${count}`;
  return candidate;
}

/** The COPY that writes `query` (which passed the gate) in a format to a pipe. */
export function copyTo(
  pipe: string,
  query: string,
  columns: readonly AnswerColumn[],
  options: { readonly format: Exclude<StreamFormat, 'arrow'>; readonly escapeFormulas: boolean },
): Sql {
  const careful = options.format === 'csv' && options.escapeFormulas;
  const answer = recast(query, columns, (column, { type }) =>
    careful ? safeText(column, type) : column,
  );
  return sql`COPY (${answer}) TO ${pipe} (${formatOptions[options.format]}, USE_TMP_FILE false)`;
}

const formatOptions: Readonly<Record<Exclude<StreamFormat, 'arrow'>, Sql>> = {
  // The header is written by us, once the first row is there: a query that fails sends nothing.
  csv: sql`FORMAT csv, HEADER false`,
  ndjson: sql`FORMAT json`,
  json: sql`FORMAT json, ARRAY true`,
  parquet: sql`FORMAT parquet, COMPRESSION zstd`,
};

/** Bytes a format begins with before there is any row. */
export const preludeBytes: Readonly<Record<StreamFormat, number>> = {
  csv: 0,
  ndjson: 0,
  json: '[\n'.length,
  parquet: 'PAR1'.length,
  arrow: 0,
};

/** The query with each column as `make` wants it, under its own name. */
export function recast(
  query: string,
  columns: readonly AnswerColumn[],
  make: (column: Sql, info: AnswerColumn) => Sql,
): Sql {
  const inner = columns.map((_, index) => identifier(`c${index}`));
  const outer = columns.map((info, index) => {
    const column = inner[index] ?? identifier(info.name);
    return sql`${make(column, info)} AS ${identifier(info.name)}`;
  });
  return sql`SELECT ${join(outer)} FROM (${gated(query)}) AS answer(${join(inner)})`;
}

// = + - @ tab, carriage return, and the full-width = + - @.
const formulaStarts = [61, 43, 45, 64, 9, 13, 65309, 65291, 65293, 65312];

const { BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, UTINYINT, USMALLINT } = DuckDBTypeId;
const { UINTEGER, UBIGINT, UHUGEINT, BIGNUM, FLOAT, DOUBLE, DECIMAL, SQLNULL } = DuckDBTypeId;
const { DATE, TIME, TIME_NS, TIME_TZ, TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS } = DuckDBTypeId;
const { TIMESTAMP_NS, TIMESTAMP_TZ, UUID, BIT, INTERVAL } = DuckDBTypeId;
/** Types whose text is a number, a time or an identifier, never a formula. */
const harmless: ReadonlySet<DuckDBTypeId> = new Set([
  ...[BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, UTINYINT, USMALLINT],
  ...[UINTEGER, UBIGINT, UHUGEINT, BIGNUM, FLOAT, DOUBLE, DECIMAL, SQLNULL],
  ...[DATE, TIME, TIME_NS, TIME_TZ, TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS],
  ...[TIMESTAMP_NS, TIMESTAMP_TZ, UUID, BIT, INTERVAL],
]);

/** Text that a spreadsheet would run as a formula gets a ' before it. Only the first character is looked at. */
function safeText(column: Sql, type: DuckDBType): Sql {
  if (harmless.has(type.typeId)) return column;
  const text = type.typeId === DuckDBTypeId.VARCHAR ? column : sql`CAST(${column} AS VARCHAR)`;
  // Not IN: a list of this length is planned as a join, and a join loses the order of the rows.
  const starts = formulaStarts.map((start) => sql`ascii(${text}) = ${start}`);
  return sql`CASE WHEN ${join(starts, sql` OR `)} THEN concat('''', ${text}) ELSE ${text} END`;
}

/** The header line of a CSV answer. */
export function csvHeader(columns: readonly AnswerColumn[], escapeFormulas: boolean): string {
  const names = columns.map(({ name }) => {
    const safe =
      escapeFormulas && formulaStarts.includes(name.codePointAt(0) ?? 0) ? `'${name}` : name;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${names.join(',')}\n`;
}
