import { describe, fence, ofPerson } from '@insites/platform';
import { integer, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** A link that signs its person in once. */
export const signInLinks = schema.table(
  'sign_in_links',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    spentAt: moment('spent_at'),
  },
  (table) => [...fence(ofPerson(table.personId)), uniqueIndex('sign_in_links_hash').on(table.hash)],
);

/** Somebody knew the password, or had a link, and still owes the second factor. */
export const signInSteps = schema.table(
  'sign_in_steps',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull(),
    tries: integer('tries').notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [...fence(ofPerson(table.personId)), uniqueIndex('sign_in_steps_hash').on(table.hash)],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(signInLinks, 'A link that signs its person in once.', {
    id: 'Names the link.',
    personId: 'Who is signed in by it.',
    hash: 'SHA-256 of the secret in the link.',
    expiresAt: 'When it ends.',
    spentAt: 'When it was used; empty: not yet.',
  }),
  describe(signInSteps, 'Half a sign-in: the second factor is still owed.', {
    id: 'Names the step.',
    personId: 'Who is signing in.',
    hash: 'SHA-256 of the secret the browser holds meanwhile.',
    tries: 'Codes tried so far.',
    expiresAt: 'When it ends.',
  }),
];
