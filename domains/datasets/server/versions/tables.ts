import { describe, fence, ofOrganisation, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  ColumnMeaning,
  ColumnProfile,
  Conservation,
  DriftRules,
  Recipe,
  RecipeStep,
  SemanticType,
} from '../../contract/index.ts';
import {
  ofOwnDataset,
  ofOwnVersion,
  ofPublicDataset,
  ofSeenVersion,
  schema,
} from '../schema/tables.ts';

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
    standardiseFrom: real('standardise_from'),
    chosenTypes: jsonb('chosen_types').$type<Readonly<Record<string, SemanticType>>>(),
    driftRules: jsonb('drift_rules').$type<DriftRules>(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId), readable('public', sql`visibility = 'public'`)),
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
    state: text('state').$type<'importing' | 'held' | 'ready' | 'discarded'>().notNull(),
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    sourceBytes: bigint('source_bytes', { mode: 'number' }).notNull().default(0),
    sha256: text('sha256'),
    objectId: uuid('object_id'),
    rejectedObjectId: uuid('rejected_object_id'),
    repairsObjectId: uuid('repairs_object_id'),
    sourceObjectId: uuid('source_object_id'),
    sourceFileId: uuid('source_file_id'),
    sourceFileName: text('source_file_name'),
    sourceFileVersion: integer('source_file_version'),
    conservation: jsonb('conservation').$type<Conservation>(),
    recipe: jsonb('recipe').$type<Recipe>(),
    rawNumber: integer('raw_number'),
    steps: jsonb('steps').$type<RecipeStep[]>(),
    changedCells: bigint('changed_cells', { mode: 'number' }).notNull().default(0),
    proposals: jsonb('proposals').$type<RecipeStep[]>(),
    note: text('note').notNull().default(''),
    jobId: uuid('job_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    createdBy: uuid('created_by'),
  },
  (table) => [
    ...fence(ofOwnDataset(), ofPublicDataset()),
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
    profile: jsonb('profile').$type<Omit<ColumnProfile, 'meaning'>>(),
    meaning: jsonb('meaning').$type<ColumnMeaning>(),
  },
  (table) => [
    ...fence(ofOwnVersion(), ofSeenVersion()),
    primaryKey({ columns: [table.versionId, table.position] }),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(datasets, 'A name for a line of immutable versions.', {
    id: 'Names the data set.',
    organisationId: 'Organisation it belongs to.',
    ownerId: 'Who answers for it; empty: the program itself.',
    name: 'Its name in addresses and queries.',
    title: 'As it is shown.',
    description: 'What it holds, in words.',
    attribution: 'Whom to name when it is used.',
    visibility: 'Who may see it: private, organisation or public.',
    standardiseFrom: 'How sure a step must be to be done without asking; empty: none is.',
    chosenTypes: 'What a person said that columns mean, by their names.',
    driftRules: 'When a new version of it stops; empty: as the organisation says.',
    createdAt: 'When it was made.',
    updatedAt: 'When it was last changed.',
  }),
  describe(versions, 'One immutable version of a data set, and how it came to be.', {
    id: 'Names the version.',
    datasetId: 'Data set it is a version of.',
    number: 'From 1 within a data set.',
    state:
      'importing until its rows are there; then ready, or held until a person decides; discarded: only its story is left.',
    rows: 'Rows it holds.',
    bytes: 'Length of its Parquet.',
    sourceBytes: 'Length of the file it was made from.',
    sha256: 'SHA-256 of its Parquet.',
    objectId: 'Where its Parquet is, in the object store.',
    rejectedObjectId: 'Where the rows are that could not be read, in the object store.',
    repairsObjectId:
      'Where the repairs of rejected rows are, in the object store; empty: there are none.',
    sourceObjectId: 'Where the file is that it was made from, in the object store.',
    sourceFileId: 'File it was made from.',
    sourceFileName: 'Name of that file by then.',
    sourceFileVersion: 'Version of that file.',
    conservation: 'What became of every row of the file: loaded, rejected, header, blank.',
    recipe: 'How the file was read, enough to do it again.',
    rawNumber: 'Number of the version with the values as in the file; empty: this one.',
    steps: 'Steps that made it from that version, with what each did.',
    changedCells: 'Cells that are not as in the file.',
    proposals: 'Steps that would standardise it, as they were proposed.',
    note: 'What its maker says of it.',
    jobId: 'Job that makes or made it.',
    createdAt: 'When it was begun.',
    createdBy: 'Who asked for it; empty: the program itself.',
  }),
  describe(columns, 'The columns of a version, each with its profile once it is made.', {
    versionId: 'Version it is a column of.',
    position: 'Its place, from 0.',
    name: 'Its name in queries.',
    source: 'Its name in the file.',
    type: 'Type of its values.',
    why: 'Why it has this type.',
    profile: 'What its values are like, counted; empty: not yet.',
    meaning: 'What its values mean, with the evidence; empty: nobody has looked.',
  }),
];
