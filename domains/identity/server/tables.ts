import type { Role } from '@insites/kernel';
import {
  describe,
  fence,
  isHere,
  ofOrganisation,
  ofPerson,
  organisationHere,
  personHere,
  readable,
} from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SecondFactor, SignInRule } from '../contract/sign-in.ts';
import type { UnitRole } from '../contract/structure.ts';

/** Whether somebody who had an account before said yes to a directory. */
export type DirectoryLink = 'linked' | 'pending' | 'declined';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Names are found by pieces of three letters, within one organisation. */
export const extensions = ['pg_trgm', 'btree_gin'];
const trigrams = 'extensions.gin_trgm_ops';

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
    people: integer('people').notNull().default(0),
    tokenDays: integer('token_days').notNull().default(366),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.id),
      readable(
        'member',
        sql`EXISTS (SELECT FROM "identity"."memberships" m WHERE m.organisation_id = organisations.id AND m.person_id = ${personHere}::uuid)`,
      ),
    ),
    uniqueIndex('organisations_slug').on(table.slug),
    index('organisations_name').on(table.name, table.id),
    index('organisations_search').using('gin', table.name.op(trigrams), table.slug.op(trigrams)),
  ],
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
    label: text('label').notNull().default(''),
    sessionsAfter: moment('sessions_after'),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.organisationId, table.personId] }),
    index('memberships_person').on(table.personId),
    index('memberships_label').on(table.organisationId, table.label, table.personId),
    index('memberships_search').using('gin', table.organisationId, table.label.op(trigrams)),
    index('memberships_admins').on(table.organisationId).where(sql`role = 'admin'`),
  ],
);

/** A part of an organisation: a department, a school. A tree; `path` has its ancestors, the top first, and itself. */
export const units = schema.table(
  'units',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    parentId: uuid('parent_id'),
    path: uuid('path').array().notNull(),
    name: text('name').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('units_own').on(table.organisationId, table.id),
    foreignKey({
      name: 'units_parent',
      columns: [table.organisationId, table.parentId],
      foreignColumns: [table.organisationId, table.id],
    }),
  ],
);

/** Who belongs to which unit. Ends with the membership in the organisation. */
export const unitMembers = schema.table(
  'unit_members',
  {
    organisationId: uuid('organisation_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').$type<UnitRole>().notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.unitId, table.personId] }),
    foreignKey({
      name: 'unit_members_unit',
      columns: [table.organisationId, table.unitId],
      foreignColumns: [units.organisationId, units.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'unit_members_member',
      columns: [table.organisationId, table.personId],
      foreignColumns: [memberships.organisationId, memberships.personId],
    }).onDelete('cascade'),
    index('unit_members_person').on(table.organisationId, table.personId),
  ],
);

/** People who work together, of one unit or of several. */
export const teams = schema.table(
  'teams',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    externalId: text('external_id'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('teams_own').on(table.organisationId, table.id),
    uniqueIndex('teams_name').on(table.organisationId, table.name),
    uniqueIndex('teams_external').on(table.organisationId, table.externalId),
  ],
);

/** Who belongs to which team. Ends with the membership in the organisation. */
export const teamMembers = schema.table(
  'team_members',
  {
    organisationId: uuid('organisation_id').notNull(),
    teamId: uuid('team_id').notNull(),
    personId: uuid('person_id').notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.teamId, table.personId] }),
    foreignKey({
      name: 'team_members_team',
      columns: [table.organisationId, table.teamId],
      foreignColumns: [teams.organisationId, teams.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'team_members_member',
      columns: [table.organisationId, table.personId],
      foreignColumns: [memberships.organisationId, memberships.personId],
    }).onDelete('cascade'),
    index('team_members_person').on(table.organisationId, table.personId),
  ],
);

/** Somebody is asked to join. Holds for the address it names, and works once. */
export const invitations = schema.table(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name'),
    role: text('role').$type<Role>().notNull(),
    unitId: uuid('unit_id'),
    teamId: uuid('team_id'),
    hash: bytea('hash').notNull(),
    mailId: uuid('mail_id'),
    invitedBy: uuid('invited_by').references(() => people.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    acceptedBy: uuid('accepted_by').references(() => people.id, { onDelete: 'set null' }),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('invitations_hash').on(table.hash),
    index('invitations_organisation').on(table.organisationId, table.createdAt),
    index('invitations_email').on(table.organisationId, table.email),
  ],
);

/** A member that is no human: a program with a role of its own, and a person who answers for it. */
export const serviceAccounts = schema.table(
  'service_accounts',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    createdAt: moment('created_at').notNull(),
    disabledAt: moment('disabled_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('service_accounts_own').on(table.organisationId, table.id),
    uniqueIndex('service_accounts_name').on(table.organisationId, table.name),
  ],
);

/** A token of a service account. Always ends. */
export const serviceTokens = schema.table(
  'service_tokens',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    accountId: uuid('account_id').notNull(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: bytea('hash').notNull(),
    scopes: text('scopes').array(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('service_tokens_hash').on(table.hash),
    foreignKey({
      name: 'service_tokens_account',
      columns: [table.organisationId, table.accountId],
      foreignColumns: [serviceAccounts.organisationId, serviceAccounts.id],
    }).onDelete('cascade'),
    index('service_tokens_of').on(table.organisationId, table.accountId),
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
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable(
        'member',
        sql`EXISTS (SELECT FROM "identity"."memberships" m WHERE m.organisation_id = providers.organisation_id AND m.person_id = ${personHere}::uuid)`,
      ),
    ),
    index('providers_organisation').on(table.organisationId),
  ],
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
    ...fence(ofPerson(table.personId)),
    uniqueIndex('accounts_subject').on(table.providerId, table.issuer, table.subject),
    index('accounts_person').on(table.personId),
  ],
);

/** Somebody was sent to a provider and has not come back yet. */
export const providerFlows = schema.table(
  'provider_flows',
  {
    hash: bytea('hash').primaryKey(),
    browserHash: bytea('browser_hash').notNull(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'cascade' }),
    again: boolean('again').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  () => fence(),
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
    secondFactor: text('second_factor').$type<SecondFactor>(),
    provenAt: moment('proven_at'),
    providerId: uuid('provider_id').references(() => providers.id, { onDelete: 'cascade' }),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
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
    ...fence(ofPerson(table.personId)),
    uniqueIndex('passkeys_credential').on(table.credentialId),
    index('passkeys_person').on(table.personId),
  ],
);

/** A question that a passkey signs. Each is answered once. */
export const challenges = schema.table(
  'challenges',
  {
    hash: bytea('hash').primaryKey(),
    use: text('use').$type<'signIn' | 'add' | 'prove'>().notNull(),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => fence(ofPerson(table.personId)),
);

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

/** A directory that tells who works for an organisation (SCIM 2.0). Its token is only in the directory. */
export const directories = schema.table(
  'directories',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: bytea('hash').notNull(),
    enabled: boolean('enabled').notNull().default(true),
    defaultRole: text('default_role').$type<Role>().notNull().default('viewer'),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('directories_hash').on(table.hash),
    index('directories_organisation').on(table.organisationId),
  ],
);

/** Somebody as a directory tells of them. */
export const directoryUsers = schema.table(
  'directory_users',
  {
    id: uuid('id').primaryKey(),
    directoryId: uuid('directory_id')
      .notNull()
      .references(() => directories.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    userName: text('user_name').notNull(),
    userNameKey: text('user_name_key').notNull(),
    externalId: text('external_id'),
    active: boolean('active').notNull(),
    link: text('link').$type<DirectoryLink>().notNull(),
    owns: boolean('owns').notNull(),
    resource: jsonb('resource').$type<Record<string, unknown>>().notNull(),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    removedAt: moment('removed_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('directory_users_name')
      .on(table.directoryId, table.userNameKey)
      .where(sql`removed_at IS NULL`),
    uniqueIndex('directory_users_person')
      .on(table.directoryId, table.personId)
      .where(sql`removed_at IS NULL`),
    index('directory_users_external').on(table.directoryId, table.externalId),
    index('directory_users_of_person').on(table.personId),
  ],
);

/** A group of a directory; an administrator may give it a role. */
export const directoryGroups = schema.table(
  'directory_groups',
  {
    id: uuid('id').primaryKey(),
    directoryId: uuid('directory_id')
      .notNull()
      .references(() => directories.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    displayName: text('display_name').notNull(),
    displayKey: text('display_key').notNull(),
    externalId: text('external_id'),
    role: text('role').$type<Role>(),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('directory_groups_name').on(table.directoryId, table.displayKey),
  ],
);

/** Who is in which group of a directory. */
export const directoryMembers = schema.table(
  'directory_members',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    groupId: uuid('group_id')
      .notNull()
      .references(() => directoryGroups.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => directoryUsers.id, { onDelete: 'cascade' }),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    primaryKey({ columns: [table.groupId, table.userId] }),
    index('directory_members_user').on(table.userId),
  ],
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
    signInRule:
      'What its members need to sign in: password, secondFactor, passkeyOfAdmins, passkey or provider.',
    sessionHours: 'Hours after which a session ends in any case.',
    idleMinutes: 'Minutes without use after which a session ends.',
    people: 'How many people belong to it.',
    tokenDays: 'Days that a new API token holds at most.',
  }),
  describe(memberships, 'Who belongs to which organisation, and as what.', {
    organisationId: 'The organisation.',
    personId: 'The person.',
    role: 'What the person may do there.',
    joinedAt: 'Since when.',
    label: 'Name and address of the person in lower case, to sort and search by.',
    sessionsAfter: 'Sessions begun before may not act for the organisation; empty: all may.',
  }),
  describe(units, 'A part of an organisation: a department, a school. They make a tree.', {
    id: 'Names the unit.',
    organisationId: 'Organisation it is a part of.',
    parentId: 'Unit it lies in; empty: at the top.',
    path: 'The units above it, the top first, and itself.',
    name: 'As it is shown.',
    createdAt: 'When it was made here.',
  }),
  describe(unitMembers, 'Who belongs to which unit, and as what.', {
    organisationId: 'Organisation of both.',
    unitId: 'The unit.',
    personId: 'The person.',
    role: 'What the person is there: member or lead.',
    joinedAt: 'Since when.',
  }),
  describe(teams, 'People who work together, of one unit or of several.', {
    id: 'Names the team.',
    organisationId: 'Organisation it belongs to.',
    name: 'As it is shown.',
    externalId: 'What the directory of the organisation calls it; empty: made here.',
    createdAt: 'When it was made here.',
  }),
  describe(teamMembers, 'Who belongs to which team.', {
    organisationId: 'Organisation of both.',
    teamId: 'The team.',
    personId: 'The person.',
    joinedAt: 'Since when.',
  }),
  describe(invitations, 'Somebody is asked to join. Works once, for the address it names.', {
    id: 'Names the invitation.',
    organisationId: 'Organisation that invites.',
    email: 'Address that is invited, lower case.',
    name: 'Name it was given with; empty: the person says it.',
    role: 'What the person will be.',
    unitId: 'Unit the person will belong to, when it is there by then; empty: none.',
    teamId: 'Team the person will belong to, when it is there by then; empty: none.',
    hash: 'SHA-256 of the secret in the link.',
    mailId: 'Mail it went out by; empty: the link was handed over.',
    invitedBy: 'Who invites.',
    createdAt: 'When it was made.',
    expiresAt: 'When it ends.',
    acceptedAt: 'When it was accepted; empty: not yet.',
    acceptedBy: 'Who joined by it.',
    revokedAt: 'When it was taken back; empty: not.',
  }),
  describe(serviceAccounts, 'A member that is no human, for programs.', {
    id: 'Names the account.',
    organisationId: 'Organisation it acts for.',
    name: 'As it is shown.',
    role: 'What it may do there.',
    ownerId: 'Person who answers for it; when they leave the organisation it stops.',
    createdAt: 'When it was made.',
    disabledAt: 'Since when it is switched off; empty: it is on.',
  }),
  describe(serviceTokens, 'A token of a service account.', {
    id: 'Names the token.',
    organisationId: 'Organisation of the account.',
    accountId: 'The account.',
    name: 'What it is for.',
    prefix: 'Its first characters, to recognise it by.',
    hash: 'SHA-256 of the token.',
    scopes: 'Permissions it is limited to; empty: all of the role.',
    createdAt: 'When it was made.',
    expiresAt: 'When it ends.',
    lastUsedAt: 'When it was used last.',
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
  describe(directories, 'A directory that tells who works for an organisation (SCIM 2.0).', {
    id: 'Names the directory.',
    organisationId: 'The one organisation it tells of.',
    name: 'What administrators call it.',
    prefix: 'First characters of its token, to recognise it by.',
    hash: 'SHA-256 of its token.',
    enabled: 'Whether its token is taken.',
    defaultRole: 'Role of whom no group gives one.',
    createdAt: 'When it was set up.',
    lastUsedAt: 'When it last asked something.',
  }),
  describe(directoryUsers, 'Somebody as a directory tells of them.', {
    id: 'Names the user to the directory.',
    directoryId: 'The directory.',
    organisationId: 'The organisation it tells of.',
    personId: 'The person.',
    userName: 'Name in the directory.',
    userNameKey: 'The name in lower case, by which it is unique.',
    externalId: 'What the directory calls the user.',
    active: 'Whether the directory says that the person may work.',
    link: 'linked; pending: the person has not said yes yet; declined.',
    owns: 'Whether the directory made the person and may change name and address.',
    resource: 'What the directory told (RFC 7643).',
    version: 'Counts changes, for entity tags.',
    createdAt: 'When the directory told of the user first.',
    updatedAt: 'When it changed something last.',
    removedAt: 'When it removed the user; empty: it is there.',
  }),
  describe(directoryGroups, 'A group of a directory.', {
    id: 'Names the group.',
    directoryId: 'The directory.',
    organisationId: 'The organisation it tells of.',
    displayName: 'Its name there.',
    displayKey: 'The name in lower case, by which it is unique.',
    externalId: 'What the directory calls the group.',
    role: 'Role an administrator gave its people; empty: none.',
    version: 'Counts changes, for entity tags.',
    createdAt: 'When the directory told of it first.',
    updatedAt: 'When it was changed last.',
  }),
  describe(directoryMembers, 'Who is in which group of a directory.', {
    organisationId: 'The organisation both belong to.',
    groupId: 'The group.',
    userId: 'The user.',
  }),
  describe(tries, 'How often somebody tried to sign in, to slow guessing down.', {
    key: 'SHA-256 of the account or address.',
    count: 'Tries that are not forgiven yet.',
    at: 'When the last one was.',
  }),
];
