/** Tables of a database that hold rows of their own: no views, nothing that runs code of extensions. */
export const tableNames = `
  SELECT name FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql LIKE 'CREATE TABLE%'
  ORDER BY rowid`;

/** The whole table, in the order of its rows. */
export function allRows(table: string): string {
  return `SELECT * FROM ${quoted(table)}`;
}

export function rowCount(table: string): string {
  return `SELECT count(*) AS n FROM ${quoted(table)}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
