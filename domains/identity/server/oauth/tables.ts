import { describe, fence, ofOrganisation, ofPerson } from '@insites/platform';
import { index, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** A program that people of an organisation may let act for them (OAuth 2.1 client). */
export const programs = schema.table(
  'programs',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    redirects: text('redirects').array().notNull(),
    secretHash: bytea('secret_hash'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    index('programs_organisation').on(table.organisationId),
  ],
);

/** A person let a program act for them in an organisation. */
export const connections = schema.table(
  'connections',
  {
    id: uuid('id').primaryKey(),
    grantId: text('grant_id').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    programId: text('program_id').notNull(),
    programName: text('program_name').notNull(),
    scopes: text('scopes').array().notNull(),
    datasets: uuid('datasets').array(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
    uniqueIndex('connections_grant').on(table.grantId),
    index('connections_person').on(table.personId),
  ],
);

/** What the OAuth server remembers between requests: codes, grants, refresh tokens. By hash only. */
export const oauthRecords = schema.table(
  'oauth_records',
  {
    kind: text('kind').notNull(),
    hash: bytea('hash').notNull(),
    payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
    grantId: text('grant_id'),
    userCodeHash: bytea('user_code_hash'),
    expiresAt: moment('expires_at').notNull(),
    consumedAt: moment('consumed_at'),
  },
  (table) => [
    ...fence(),
    primaryKey({ columns: [table.kind, table.hash] }),
    index('oauth_records_grant').on(table.grantId),
    uniqueIndex('oauth_records_user_code').on(table.userCodeHash),
    index('oauth_records_expiry').on(table.expiresAt),
  ],
);

/** Keys that sign ID tokens, newest last. */
export const oauthKeys = schema.table(
  'oauth_keys',
  {
    id: uuid('id').primaryKey(),
    sealedKey: bytea('sealed_key').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  () => fence(),
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(programs, 'A program that people of an organisation may let act for them.', {
    id: 'Names the program, also to itself (client_id).',
    organisationId: 'Whose it is.',
    name: 'What people are asked about.',
    redirects: 'Addresses it may be answered at.',
    secretHash: 'SHA-256 of its secret; empty: it runs where no secret can be kept.',
    createdAt: 'When it was registered.',
  }),
  describe(connections, 'A person let a program act for them in an organisation.', {
    id: 'Names the connection.',
    grantId: 'What the OAuth server calls it.',
    personId: 'Whom the program acts for.',
    organisationId: 'In which organisation.',
    programId: 'Which program.',
    programName: 'What it was called then.',
    scopes: 'Permissions it was given.',
    datasets: 'Data sets it is limited to; empty: all that the person may see.',
    createdAt: 'When it was allowed.',
    expiresAt: 'When it ends.',
  }),
  describe(oauthRecords, 'What the OAuth server remembers between requests.', {
    kind: 'What it is: Grant, AuthorizationCode, DeviceCode, AccessToken, RefreshToken, Interaction.',
    hash: 'SHA-256 of its secret.',
    payload: 'What belongs to it, without the secret.',
    grantId: 'Connection it hangs on; empty: none yet.',
    userCodeHash: 'SHA-256 of the code that a person types; empty: none.',
    expiresAt: 'When it ends.',
    consumedAt: 'When it was used up; empty: not yet.',
  }),
  describe(oauthKeys, 'Keys that sign ID tokens.', {
    id: 'Names the key (kid).',
    sealedKey: 'Private JSON Web Key, encrypted under the root key.',
    createdAt: 'When it was made.',
  }),
];
