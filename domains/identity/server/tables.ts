import type { Role } from '@insites/kernel';
import {
  boolean,
  customType,
  index,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('identity');

/** One row a human, across organisations. Stays when the last membership ends: the log names them. */
export const people = schema.table(
  'people',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** Lower case. */
    email: text('email').notNull(),
    /** argon2id in PHC form; null = signs in by link only. */
    passwordHash: text('password_hash'),
    operator: boolean('operator').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at'),
  },
  (table) => [uniqueIndex('people_email').on(table.email)],
);

/** A tenant. */
export const organisations = schema.table(
  'organisations',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('organisations_slug').on(table.slug)],
);

/** Who belongs where, and as what. */
export const memberships = schema.table(
  'memberships',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.personId] }),
    index('memberships_person').on(table.personId),
  ],
);

/** A browser that is signed in. The secret itself is only in its cookie. */
export const sessions = schema.table(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** SHA-256 of the secret. */
    hash: bytea('hash').notNull(),
    /** The hat worn. */
    organisationId: uuid('organisation_id').references(() => organisations.id, {
      onDelete: 'cascade',
    }),
    device: text('device').notNull(),
    address: text('address').notNull(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('sessions_hash').on(table.hash),
    index('sessions_person').on(table.personId),
  ],
);

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
    /** SHA-256 of the token. */
    hash: bytea('hash').notNull(),
    /** Permissions it is limited to; null = all of the role. */
    scopes: text('scopes').array(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at'),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [uniqueIndex('tokens_hash').on(table.hash), index('tokens_person').on(table.personId)],
);

/** A link that signs its person in once. */
export const signInLinks = schema.table(
  'sign_in_links',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** SHA-256 of the secret. */
    hash: bytea('hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    spentAt: moment('spent_at'),
  },
  (table) => [uniqueIndex('sign_in_links_hash').on(table.hash)],
);
