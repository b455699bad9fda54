import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgSchema,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event, trigrams } from '../../../columns.ts';

export const licenseauth = pgSchema('licenseauth');
export const extensions = ['pg_trgm'];

/** The same name as in the schema auth of the same database, and another table. */
export const people = licenseauth.table(
  'people',
  { ...common, number: integer('number').notNull().unique(), name: text('name').notNull() },
  (table) => [index('people_name_trgm').using('gin', table.name.op(trigrams))],
);

export const keys = licenseauth.table(
  'keys',
  {
    ...common,
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    secretHash: text('secret_hash').notNull(),
    revoked: boolean('revoked').notNull().default(false),
    endsAt: timestamp('ends_at', { withTimezone: true }),
  },
  (table) => [
    index('keys_person').on(table.personId),
    pgPolicy('keys_alive', { for: 'select', using: sql`NOT revoked` }),
  ],
);

export const grants = licenseauth.table(
  'grants',
  {
    ...common,
    keyId: uuid('key_id')
      .notNull()
      .references(() => keys.id, { onDelete: 'cascade' }),
    product: text('product').notNull(),
    seats: integer('seats').notNull().default(1),
  },
  (table) => [unique('grants_once').on(table.keyId, table.product)],
);

export const events = licenseauth.table('events', { ...event, details: jsonb('details') });

export const comments = [
  describe(keys, 'Keys of programs.', { secretHash: 'SHA-256; the secret itself is nowhere.' }),
];
