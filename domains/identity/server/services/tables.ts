import type { Role } from '@insites/kernel';
import { describe, fence, ofOrganisation } from '@insites/platform';
import { foreignKey, index, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

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

/** The data dictionary: what stands in these tables. */
export const comments = [
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
];
