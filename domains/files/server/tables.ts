import type { Visibility } from '@insites/governance/contract';
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
    /** Null: at the top. */
    parentId: uuid('parent_id').references((): AnyPgColumn => folders.id),
    name: text('name').notNull(),
    /** The name as it is compared: two names of one key are the same name. */
    nameKey: text('name_key').notNull(),
    /** Null: made by the program itself. */
    ownerId: uuid('owner_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
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
    /** Number of the latest version; numbers have no gaps. */
    latest: integer('latest').notNull(),
    /** Bytes of the latest version, for sorting. */
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
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
    /** In the platform's object store, which counts this row as one reference. */
    objectId: uuid('object_id').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    mediaType: text('media_type').notNull(),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
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
    /** Bytes that were announced. */
    length: bigint('length', { mode: 'number' }).notNull(),
    /** Upload-Metadata as it came. */
    metadata: jsonb('metadata').$type<Readonly<Record<string, string | null>>>().notNull(),
    /** What it became; kept, so that an answer that got lost can be given again. */
    fileId: uuid('file_id').references(() => files.id, { onDelete: 'cascade' }),
    versionId: uuid('version_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When it is given up, unless bytes come. */
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('uploads_expires_at').on(table.expiresAt)],
);
