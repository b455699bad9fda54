import type { Visibility } from '@insites/governance/contract';
import { describe, fence, ofOrganisation, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('files');

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Folders of an organisation, a tree. */
export const folders = schema.table(
  'folders',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    parentId: uuid('parent_id').references((): AnyPgColumn => folders.id),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    ownerId: uuid('owner_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('folders_name')
      .on(table.organisationId, table.parentId, table.nameKey)
      .nullsNotDistinct(),
  ],
);

/** A name for a line of immutable versions. */
export const files = schema.table(
  'files',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    folderId: uuid('folder_id').references(() => folders.id),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    visibility: text('visibility').$type<Visibility>().notNull(),
    ownerId: uuid('owner_id'),
    latest: integer('latest').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId), readable('public', sql`visibility = 'public'`)),
    unique('files_name').on(table.organisationId, table.folderId, table.nameKey).nullsNotDistinct(),
    index('files_public').on(table.nameKey).where(sql`${table.visibility} = 'public'`),
  ],
);

/** One immutable content of a file. */
export const versions = schema.table(
  'versions',
  {
    id: uuid('id').primaryKey(),
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id').notNull(),
    number: integer('number').notNull(),
    objectId: uuid('object_id').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    mediaType: text('media_type').notNull(),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable(
        'public',
        sql`EXISTS (SELECT FROM "files"."files" f WHERE f.id = file_id AND f.visibility = 'public')`,
      ),
    ),
    unique('versions_number').on(table.fileId, table.number),
    index('versions_organisation').on(table.organisationId),
  ],
);

/** Resumable uploads. The id is that of the object store's upload, which knows how much has arrived. */
export const uploads = schema.table(
  'uploads',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    personId: uuid('person_id'),
    length: bigint('length', { mode: 'number' }).notNull(),
    metadata: jsonb('metadata').$type<Readonly<Record<string, string | null>>>().notNull(),
    fileId: uuid('file_id').references(() => files.id, { onDelete: 'cascade' }),
    versionId: uuid('version_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    index('uploads_expires_at').on(table.expiresAt),
  ],
);

/** The data dictionary: what stands in the tables. */
export const comments = [
  describe(folders, 'Folders of an organisation, a tree.', {
    id: 'Names the folder.',
    organisationId: 'Organisation it belongs to.',
    parentId: 'Folder it lies in; empty: at the top.',
    name: 'As it is shown.',
    nameKey: 'The name as it is compared: two names of one key are the same name.',
    ownerId: 'Who made it; empty: the program itself.',
    createdAt: 'When it was made.',
  }),
  describe(files, 'A name for a line of immutable versions.', {
    id: 'Names the file.',
    organisationId: 'Organisation it belongs to.',
    folderId: 'Folder it lies in; empty: at the top.',
    name: 'As it is shown.',
    nameKey: 'The name as it is compared: two names of one key are the same name.',
    visibility: 'Who may see it: private, organisation or public.',
    ownerId: 'Who added it; empty: the program itself.',
    latest: 'Number of the latest version; numbers have no gaps.',
    bytes: 'Bytes of the latest version.',
    createdAt: 'When it was added.',
    updatedAt: 'When it was last changed.',
  }),
  describe(versions, 'One immutable content of a file.', {
    id: 'Names the version.',
    fileId: 'File it is a version of.',
    organisationId: 'Organisation it belongs to.',
    number: 'From 1, without gaps within a file.',
    objectId: 'Where the bytes are: in the object store, which counts this row as one reference.',
    bytes: 'Length of the content.',
    sha256: 'SHA-256 of the content.',
    mediaType: 'What kind of content it is.',
    createdBy: 'Who added it; empty: the program itself.',
    createdAt: 'When it was added.',
  }),
  describe(uploads, 'Uploads that can be resumed, and what they became.', {
    id: 'Names the upload, in the object store too, which knows how much has arrived.',
    organisationId: 'Organisation it is for.',
    personId: 'Who uploads.',
    length: 'Bytes that were announced.',
    metadata: 'What the sender said of the file, as it came.',
    fileId: 'File it became; kept, so that an answer that got lost can be given again.',
    versionId: 'Version it became.',
    createdAt: 'When it began.',
    expiresAt: 'When it is given up, unless bytes come.',
  }),
];
