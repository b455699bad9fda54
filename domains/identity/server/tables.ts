import type { Role } from '@insites/kernel';
import { describe } from '@insites/platform';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SecondFactor, SignInRule } from '../contract/sign-in.ts';

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
    signInRule: text('sign_in_rule').$type<SignInRule>().notNull().default('password'),
    sessionHours: integer('session_hours').notNull().default(24),
    idleMinutes: integer('idle_minutes').notNull().default(60),
    tokenDays: integer('token_days').notNull().default(366),
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

/** A provider of an organisation's own, with which its members sign in (OpenID Connect). */
export const providers = schema.table(
  'providers',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    clientSecret: bytea('client_secret'),
    domains: text('domains').array().notNull(),
    role: text('role').$type<Role>().notNull(),
    groupsClaim: text('groups_claim'),
    groupRoles: jsonb('group_roles').$type<Readonly<Record<string, Role>>>().notNull(),
    secondFactor: boolean('second_factor').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('providers_organisation').on(table.organisationId)],
);

/** An account at a provider and the person it signs in. Known by issuer and subject, never by e-mail. */
export const accounts = schema.table(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    uniqueIndex('accounts_subject').on(table.providerId, table.issuer, table.subject),
    index('accounts_person').on(table.personId),
  ],
);

/** Somebody was sent to a provider and has not come back yet. */
export const providerFlows = schema.table('provider_flows', {
  hash: bytea('hash').primaryKey(),
  browserHash: bytea('browser_hash').notNull(),
  providerId: uuid('provider_id')
    .notNull()
    .references(() => providers.id, { onDelete: 'cascade' }),
  personId: uuid('person_id').references(() => people.id, { onDelete: 'cascade' }),
  again: boolean('again').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

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
    secondFactor: text('second_factor').$type<SecondFactor>(),
    provenAt: moment('proven_at'),
    providerId: uuid('provider_id').references(() => providers.id, { onDelete: 'cascade' }),
  },
  (table) => [
    uniqueIndex('sessions_hash').on(table.hash),
    index('sessions_person').on(table.personId),
    index('sessions_provider').on(table.providerId),
  ],
);

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
  (table) => [index('programs_organisation').on(table.organisationId)],
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
    primaryKey({ columns: [table.kind, table.hash] }),
    index('oauth_records_grant').on(table.grantId),
    uniqueIndex('oauth_records_user_code').on(table.userCodeHash),
    index('oauth_records_expiry').on(table.expiresAt),
  ],
);

/** Keys that sign ID tokens, newest last. */
export const oauthKeys = schema.table('oauth_keys', {
  id: uuid('id').primaryKey(),
  sealedKey: bytea('sealed_key').notNull(),
  createdAt: moment('created_at').notNull(),
});

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
    uniqueIndex('tokens_hash').on(table.hash),
    index('tokens_person').on(table.personId),
    index('tokens_connection').on(table.connectionId),
  ],
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
  (table) => [uniqueIndex('sign_in_steps_hash').on(table.hash)],
);

/** An app that shows codes (RFC 6238). One a person. */
export const authenticators = schema.table('authenticators', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => people.id, { onDelete: 'cascade' }),
  secret: text('secret').notNull(),
  createdAt: moment('created_at').notNull(),
  confirmedAt: moment('confirmed_at'),
  lastStep: bigint('last_step', { mode: 'number' }),
});

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
  (table) => [uniqueIndex('recovery_codes_hash').on(table.personId, table.hash)],
);

/** A WebAuthn credential. Its private half never leaves the person's device. */
export const passkeys = schema.table(
  'passkeys',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: bytea('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    synced: boolean('synced').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    uniqueIndex('passkeys_credential').on(table.credentialId),
    index('passkeys_person').on(table.personId),
  ],
);

/** A question that a passkey signs. Each is answered once. */
export const challenges = schema.table('challenges', {
  hash: bytea('hash').primaryKey(),
  use: text('use').$type<'signIn' | 'add' | 'prove'>().notNull(),
  personId: uuid('person_id').references(() => people.id, { onDelete: 'cascade' }),
  expiresAt: moment('expires_at').notNull(),
});

/** How often somebody tried to sign in, by account and by address. */
export const tries = schema.table('tries', {
  key: bytea('key').primaryKey(),
  count: integer('count').notNull(),
  at: moment('at').notNull(),
});

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
    signInRule:
      'What its members need to sign in: password, secondFactor, passkeyOfAdmins, passkey or provider.',
    sessionHours: 'Hours after which a session ends in any case.',
    idleMinutes: 'Minutes without use after which a session ends.',
    tokenDays: 'Days that a new API token holds at most.',
  }),
  describe(memberships, 'Who belongs to which organisation, and as what.', {
    organisationId: 'The organisation.',
    personId: 'The person.',
    role: 'What the person may do there.',
    joinedAt: 'Since when.',
  }),
  describe(providers, 'A sign-in provider of an organisation (OpenID Connect).', {
    id: 'Names the provider.',
    organisationId: 'Whose it is.',
    name: 'What its button says.',
    issuer: 'Its address, as it calls itself.',
    clientId: 'How it calls Insites.',
    clientSecret: 'Password of Insites at it, encrypted under the root key; empty: none.',
    domains: 'E-mail domains whose people become members when they first sign in.',
    role: 'Role of who becomes a member.',
    groupsClaim: 'Claim that lists groups; empty: groups decide nothing.',
    groupRoles: 'Role by group.',
    secondFactor: 'Whether a second factor that it tells of counts.',
    createdAt: 'When it was added.',
  }),
  describe(accounts, 'An account at a provider with which a person signs in.', {
    id: 'Names the link.',
    providerId: 'By which provider it came.',
    personId: 'Whom it signs in.',
    issuer: 'Who vouches for it.',
    subject: 'What the issuer calls it, for ever.',
    createdAt: 'When it was linked.',
    lastUsedAt: 'When it was used last; empty: never.',
  }),
  describe(providerFlows, 'Somebody was sent to a provider and has not come back yet.', {
    hash: 'SHA-256 of the state in the address.',
    browserHash: 'SHA-256 of the secret that the browser holds meanwhile.',
    providerId: 'Where to.',
    personId: 'Who links an account; empty: somebody signs in.',
    again: 'Whether the provider has to ask once more who it is.',
    expiresAt: 'When it ends.',
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
    secondFactor:
      'Second factor it was signed in with: totp, recovery, passkey or provider; empty: none.',
    provenAt: 'When the person last proved to be the one; empty: nobody knows.',
    providerId:
      'Provider that vouched for the person; empty: none. It then acts for its organisation only.',
  }),
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
  describe(passkeys, 'A passkey (WebAuthn). Its private half stays on the device.', {
    id: 'Names the passkey.',
    personId: 'Whose passkey it is.',
    name: 'What its owner calls it.',
    credentialId: 'What the device calls it, in base64url.',
    publicKey: 'Public key in COSE form.',
    counter: 'How often the device says it was used; it may only grow.',
    transports: 'How the device is reached, as it says.',
    synced: 'Whether its maker keeps copies on other devices.',
    createdAt: 'When it was added.',
    lastUsedAt: 'When it was used last; empty: never.',
  }),
  describe(challenges, 'A question that a passkey signs, answered once.', {
    hash: 'SHA-256 of the challenge.',
    use: 'What for: signIn, add or prove.',
    personId: 'Who is asked; empty: whoever signs in.',
    expiresAt: 'When it ends.',
  }),
  describe(tries, 'How often somebody tried to sign in, to slow guessing down.', {
    key: 'SHA-256 of the account or address.',
    count: 'Tries that are not forgiven yet.',
    at: 'When the last one was.',
  }),
];
