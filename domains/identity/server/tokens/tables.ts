import { describe, fence, ofPerson } from '@insites/platform';
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { connections } from '../oauth/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** An API token. Acts as its person, for one organisation. */
export const tokens = schema.table(
  'tokens',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id').references(() => organisations.id, {
      onDelete: 'cascade',
    }),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: bytea('hash').notNull(),
    scopes: text('scopes').array(),
    datasets: uuid('datasets').array(),
    connectionId: uuid('connection_id').references(() => connections.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at'),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
    uniqueIndex('tokens_hash').on(table.hash),
    index('tokens_person').on(table.personId),
    index('tokens_connection').on(table.connectionId),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(tokens, 'A token for programs. Acts as its person, for one organisation.', {
    id: 'Names the token.',
    personId: 'Person it acts as.',
    organisationId: 'Organisation it acts for.',
    name: 'What its owner calls it.',
    prefix: 'Its first characters, to recognise it by.',
    hash: 'SHA-256 of the token.',
    scopes: 'Permissions it is limited to; empty: all of the role.',
    datasets: 'Data sets it is limited to; empty: all that its person may see.',
    connectionId: 'Program it was given to by its person; empty: made by hand.',
    createdAt: 'When it was made.',
    expiresAt: 'When it ends; empty: never.',
    lastUsedAt: 'When it was used last.',
  }),
];
