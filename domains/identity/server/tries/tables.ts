import { describe, fence } from '@insites/platform';
import { integer } from 'drizzle-orm/pg-core';
import { bytea, moment, schema } from '../schema/tables.ts';

/** How often somebody tried to sign in, by account and by address. */
export const tries = schema.table(
  'tries',
  {
    key: bytea('key').primaryKey(),
    count: integer('count').notNull(),
    at: moment('at').notNull(),
  },
  () => fence(),
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(tries, 'How often somebody tried to sign in, to slow guessing down.', {
    key: 'SHA-256 of the account or address.',
    count: 'Tries that are not forgiven yet.',
    at: 'When the last one was.',
  }),
];
