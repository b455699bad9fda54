import { describe, fence, organisationHere, reachable, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, schema } from '../schema/tables.ts';
import { versions } from '../versions/tables.ts';

/** What a column's values are, for finding those of other datasets: the newest version's only. */
export const sketches = schema.table(
  'sketches',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    present: bigint('present', { mode: 'number' }).notNull(),
    distinct: bigint('distinct_values', { mode: 'number' }).notNull(),
    counted: boolean('counted').notNull(),
    line: text('line').$type<'integers' | 'days'>(),
    low: doublePrecision('low'),
    high: doublePrecision('high'),
    sealed: bytea('sealed'),
  },
  (table) => [
    ...fence(
      reachable(
        'organisation',
        sql`EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = ${organisationHere}::uuid)`,
      ),
      // As its columns are: whoever sees the version sees them.
      readable('public', sql`EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id)`),
    ),
    primaryKey({ columns: [table.versionId, table.position] }),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(sketches, 'Samples of the values of columns, by which fitting datasets are found.', {
    versionId: 'Version of the column: the newest one of its data set.',
    position: 'Place of the column, from 0.',
    present: 'Rows with a value.',
    distinct: 'Distinct values, spelled alike.',
    counted: 'Whether they were counted; else estimated.',
    line: 'integers or days, when all values are; empty: neither.',
    low: 'Lowest integer or day since 1970.',
    high: 'Highest integer or day since 1970.',
    sealed: 'The lowest hashes of the values, encrypted; empty: not a column to join by.',
  }),
];
