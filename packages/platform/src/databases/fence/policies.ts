import { type Column, type SQL, sql } from 'drizzle-orm';
import { type PgPolicy, pgPolicy } from 'drizzle-orm/pg-core';

// Each in a SELECT of its own: asked once a statement, not once a row.
const setting = (name: string) => `(SELECT NULLIF(current_setting('insites.${name}', true), ''))`;

/** In a policy: the organisation for which a statement is sent, as text; null outside of any. */
export const organisationHere = sql.raw(setting('organisation'));
/** In a policy: the person for whom a statement is sent, as text; null when nobody is signed in. */
export const personHere = sql.raw(setting('person'));

/** A login that became the application's role does not pass by saying that it is the system. */
const system = sql.raw(
  `(SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER)`,
);

/**
 * The policies of a table that holds rows of organisations or people. They say who sees and changes
 * a row; what none of them lets through is not there. Work that is declared as the program's own
 * (`asSystem`) passes. Spread it among the table's indexes.
 */
export function fence(...policies: readonly PgPolicy[]): PgPolicy[] {
  return [pgPolicy('system', { using: system }), ...policies];
}

/** Rows of the organisation that a column names. */
export function ofOrganisation(column: Column): PgPolicy {
  return pgPolicy('organisation', { using: isHere(column, organisationHere) });
}

/** Rows of the person that a column names. */
export function ofPerson(column: Column): PgPolicy {
  return pgPolicy('person', { using: isHere(column, personHere) });
}

/** Rows that may be read, too: what is public, for one. */
export function readable(name: string, condition: SQL): PgPolicy {
  return pgPolicy(name, { for: 'select', using: condition });
}

/** Rows that may be read and changed under a condition of their own. */
export function reachable(name: string, condition: SQL): PgPolicy {
  return pgPolicy(name, { using: condition });
}

/** Whether a column of the table itself names whoever is meant by `here`. */
export function isHere(column: Column, here: SQL): SQL {
  const cast = column.columnType === 'PgUUID' ? sql.raw('::uuid') : sql.raw('');
  return sql`${sql.identifier(column.name)} = ${here}${cast}`;
}
