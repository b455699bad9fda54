import {
  bigint,
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
import type { ColumnProfile, Conservation, Recipe } from '../contract/index.ts';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('datasets');

/** A name for a line of immutable versions. */
export const datasets = schema.table(
  'datasets',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    ownerId: uuid('owner_id'),
    name: text('name').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    attribution: text('attribution').notNull().default(''),
    visibility: text('visibility').$type<'private' | 'organisation' | 'public'>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('datasets_name').on(table.organisationId, table.name),
    index('datasets_updated').on(table.organisationId, table.updatedAt),
    index('datasets_visibility').on(table.visibility),
  ],
);

/** One immutable version: an object of the store and how it came to be. */
export const versions = schema.table(
  'versions',
  {
    id: uuid('id').primaryKey(),
    datasetId: uuid('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    state: text('state').$type<'importing' | 'ready'>().notNull(),
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    sourceBytes: bigint('source_bytes', { mode: 'number' }).notNull().default(0),
    sha256: text('sha256'),
    objectId: uuid('object_id'),
    rejectedObjectId: uuid('rejected_object_id'),
    sourceObjectId: uuid('source_object_id'),
    sourceFileId: uuid('source_file_id'),
    sourceFileName: text('source_file_name'),
    sourceFileVersion: integer('source_file_version'),
    conservation: jsonb('conservation').$type<Conservation>(),
    recipe: jsonb('recipe').$type<Recipe>(),
    note: text('note').notNull().default(''),
    jobId: uuid('job_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    createdBy: uuid('created_by'),
  },
  (table) => [
    uniqueIndex('versions_number').on(table.datasetId, table.number),
    index('versions_source').on(table.sourceFileId),
  ],
);

/** The columns of a version, each with its profile once it is made. */
export const columns = schema.table(
  'columns',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    source: text('source').notNull(),
    type: text('type').notNull(),
    why: text('why').notNull(),
    profile: jsonb('profile').$type<ColumnProfile>(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.position] })],
);
