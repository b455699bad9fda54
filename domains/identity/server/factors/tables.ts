import { describe, fence, ofPerson } from '@insites/platform';
import { bigint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** An app that shows codes (RFC 6238). One a person. */
export const authenticators = schema.table(
  'authenticators',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => people.id, { onDelete: 'cascade' }),
    secret: text('secret').notNull(),
    createdAt: moment('created_at').notNull(),
    confirmedAt: moment('confirmed_at'),
    lastStep: bigint('last_step', { mode: 'number' }),
  },
  (table) => fence(ofPerson(table.personId)),
);

/** Codes for the day the other factor is lost. Each works once. */
export const recoveryCodes = schema.table(
  'recovery_codes',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull(),
    spentAt: moment('spent_at'),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
    uniqueIndex('recovery_codes_hash').on(table.personId, table.hash),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(authenticators, 'An app that shows codes for signing in (RFC 6238).', {
    personId: 'Whose app it is.',
    secret:
      'Secret that the app shares, 160 random bits in base32, encrypted under the root key; rows of before: as it is.',
    createdAt: 'When it was begun.',
    confirmedAt: 'When the first code was right; empty: it does not count yet.',
    lastStep: 'Time step of the last code that was used; no code works twice.',
  }),
  describe(recoveryCodes, 'Codes for the day the other factor is lost.', {
    id: 'Names the code.',
    personId: 'Whose code it is.',
    hash: 'SHA-256 of the code.',
    spentAt: 'When it was used; empty: not yet.',
  }),
];
