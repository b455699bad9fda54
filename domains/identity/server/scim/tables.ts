import type { Role } from '@insites/kernel';
import { describe, fence, ofOrganisation } from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { directories } from '../directories/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { moment, schema } from '../schema/tables.ts';

/** Whether somebody who had an account before said yes to a directory. */
export type DirectoryLink = 'linked' | 'pending' | 'declined';

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

/** The data dictionary: what stands in these tables. */
export const comments = [
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
];
