import { describe, fence, ofPerson, organisationHere, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { boolean, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, schema } from '../schema/tables.ts';

/** One row a human, across organisations. Stays when the last membership ends: the log names them. */
export const people = schema.table(
  'people',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    passwordHash: text('password_hash'),
    operator: boolean('operator').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at'),
  },
  (table) => [
    ...fence(
      ofPerson(table.id),
      readable(
        'colleague',
        // OFFSET: asked by the key for each row that is read. Else PostgreSQL gathers all members of a large organisation first.
        sql`EXISTS (SELECT FROM "identity"."memberships" m WHERE m.person_id = people.id AND m.organisation_id = ${organisationHere}::uuid OFFSET 0)`,
      ),
      readable(
        'answers_for_programs',
        sql`EXISTS (SELECT FROM "identity"."service_accounts" s WHERE s.owner_id = people.id AND s.organisation_id = ${organisationHere}::uuid)`,
      ),
    ),
    uniqueIndex('people_email').on(table.email),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(people, 'One row a human, across organisations. Stays when the last membership ends.', {
    id: 'Names the person everywhere.',
    name: 'As the person is called in the program.',
    email: 'Address to sign in with, lower case.',
    passwordHash: 'Password as argon2id in PHC form; empty: signs in by link only.',
    operator: 'Whether the person runs this installation.',
    createdAt: 'When the person was added.',
    lastSeenAt: 'When the person last did something here.',
  }),
];
