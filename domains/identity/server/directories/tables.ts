import type { Role } from '@insites/kernel';
import { describe, fence, ofOrganisation } from '@insites/platform';
import { boolean, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

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

/** The data dictionary: what stands in these tables. */
export const comments = [
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
];
