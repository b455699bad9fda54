import type { Role } from '@insites/kernel';
import { describe, fence, ofOrganisation, ofPerson, personHere, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

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

/** The data dictionary: what stands in these tables. */
export const comments = [
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
];
