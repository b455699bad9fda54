import type { Role } from '@insites/kernel';
import { describe } from '@insites/platform';
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
    email: text('email').notNull(),
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
    hash: bytea('hash').notNull(),
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
    hash: bytea('hash').notNull(),
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
    hash: bytea('hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    spentAt: moment('spent_at'),
  },
  (table) => [uniqueIndex('sign_in_links_hash').on(table.hash)],
);

/** The data dictionary: what stands in the tables. */
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
  describe(organisations, 'A tenant: a city or one of its institutions.', {
    id: 'Names the organisation everywhere.',
    name: 'As it is shown.',
    slug: 'Short name in addresses.',
    createdAt: 'When it was founded here.',
  }),
  describe(memberships, 'Who belongs to which organisation, and as what.', {
    organisationId: 'The organisation.',
    personId: 'The person.',
    role: 'What the person may do there.',
    joinedAt: 'Since when.',
  }),
  describe(sessions, 'A browser that is signed in. The secret itself is only in its cookie.', {
    id: 'Names the session.',
    personId: 'Who is signed in.',
    hash: 'SHA-256 of the secret in the cookie.',
    organisationId: 'Organisation the person acts for at the moment.',
    device: 'Browser and system, as the browser says.',
    address: 'Network address it was signed in from.',
    createdAt: 'When it was signed in.',
    lastSeenAt: 'When it was used last.',
    expiresAt: 'When it ends.',
  }),
  describe(tokens, 'A token for programs. Acts as its person, for one organisation.', {
    id: 'Names the token.',
    personId: 'Person it acts as.',
    organisationId: 'Organisation it acts for.',
    name: 'What its owner calls it.',
    prefix: 'Its first characters, to recognise it by.',
    hash: 'SHA-256 of the token.',
    scopes: 'Permissions it is limited to; empty: all of the role.',
    createdAt: 'When it was made.',
    expiresAt: 'When it ends; empty: never.',
    lastUsedAt: 'When it was used last.',
  }),
  describe(signInLinks, 'A link that signs its person in once.', {
    id: 'Names the link.',
    personId: 'Who is signed in by it.',
    hash: 'SHA-256 of the secret in the link.',
    expiresAt: 'When it ends.',
    spentAt: 'When it was used; empty: not yet.',
  }),
];
