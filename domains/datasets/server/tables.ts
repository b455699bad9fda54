import { describe } from '@insites/platform';
import {
  bigint,
  boolean,
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
import type {
  CheckResult,
  ColumnProfile,
  Conservation,
  DriftFinding,
  DriftPatch,
  DriftRules,
  ListedExpectation,
  QualityScore,
  Recipe,
} from '../contract/index.ts';
import type { ColumnFacts } from './quality/column-facts.ts';

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
    driftRules: jsonb('drift_rules').$type<DriftRules>(),
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
    state: text('state').$type<'importing' | 'held' | 'ready' | 'discarded'>().notNull(),
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

/** What is expected of a dataset: every change is a new revision of the whole list. */
export const expectations = schema.table(
  'expectations',
  {
    datasetId: uuid('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    items: jsonb('items').$type<ListedExpectation[]>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    createdBy: uuid('created_by'),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.revision] })],
);

/** What came of the expectations on a version. Never changed: another check is another row. */
export const checks = schema.table(
  'checks',
  {
    id: uuid('id').primaryKey(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    score: jsonb('score').$type<QualityScore>().notNull(),
    results: jsonb('results').$type<CheckResult[]>().notNull(),
    failingRows: bigint('failing_rows', { mode: 'number' }).notNull(),
    failingObjectId: uuid('failing_object_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('checks_version').on(table.versionId, table.createdAt)],
);

/** What is known of the columns of a version beyond their profile; suggestions are made from it. */
export const facts = schema.table('facts', {
  versionId: uuid('version_id')
    .primaryKey()
    .references(() => versions.id, { onDelete: 'cascade' }),
  columns: jsonb('columns').$type<ColumnFacts[]>().notNull(),
});

/** A version held against the last one published, and what a person decided. */
export const drifts = schema.table('drifts', {
  versionId: uuid('version_id')
    .primaryKey()
    .references(() => versions.id, { onDelete: 'cascade' }),
  against: integer('against').notNull(),
  held: boolean('held').notNull(),
  findings: jsonb('findings').$type<DriftFinding[]>().notNull(),
  patch: jsonb('patch').$type<DriftPatch>().notNull(),
  patchSentences: jsonb('patch_sentences').$type<string[]>().notNull(),
  decision: text('decision').$type<'released' | 'patched' | 'discarded'>(),
  done: jsonb('done').$type<DriftPatch>(),
  reason: text('reason').notNull().default(''),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  decidedBy: uuid('decided_by'),
});

/** When new versions of all datasets of an organisation stop. */
export const organisationRules = schema.table('organisation_rules', {
  organisationId: uuid('organisation_id').primaryKey(),
  drift: jsonb('drift').$type<DriftRules>().notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  updatedBy: uuid('updated_by'),
});

/** The data dictionary: what stands in the tables. */
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
    sourceObjectId: 'Where the file is that it was made from, in the object store.',
    sourceFileId: 'File it was made from.',
    sourceFileName: 'Name of that file by then.',
    sourceFileVersion: 'Version of that file.',
    conservation: 'What became of every row of the file: loaded, rejected, header, blank.',
    recipe: 'How the file was read, enough to do it again.',
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
  }),
  describe(expectations, 'What is expected of a data set, one row for each revision.', {
    datasetId: 'Data set it is expected of.',
    revision: 'From 1; the highest one counts.',
    items: 'The whole list: what, how much is let pass, suggested or accepted, and why.',
    createdAt: 'When this revision was made.',
    createdBy: 'Who made it; empty: suggested from the data.',
  }),
  describe(checks, 'What came of the expectations on a version.', {
    id: 'Names the check.',
    versionId: 'Version that was checked.',
    revision: 'Of the list of expectations; 0: there was none.',
    score: 'The score with its parts.',
    results: 'For each expectation the rows that fail, with examples.',
    failingRows: 'Rows that fail one expectation or more.',
    failingObjectId: 'Where the numbers of those rows and the reasons are, in the object store.',
    createdAt: 'When it was checked.',
  }),
  describe(facts, 'What is known of the columns of a version beyond their profile.', {
    versionId: 'Version it is about.',
    columns: 'For each column: whether it is unique, its values, shapes and order.',
  }),
  describe(drifts, 'A version held against the last one published.', {
    versionId: 'The new version.',
    against: 'Number of the version before.',
    held: 'Whether it stopped.',
    findings: 'What changed, with numbers and sentences.',
    patch: 'What was proposed to make it fit.',
    patchSentences: 'The same in words.',
    decision: 'released, patched or discarded; empty: nobody decided, or nothing was to decide.',
    done: 'What was done to make it fit.',
    reason: 'What the person who decided says.',
    decidedAt: 'When it was decided.',
    decidedBy: 'Who decided.',
  }),
  describe(organisationRules, 'When new versions of all data sets of an organisation stop.', {
    organisationId: 'The organisation.',
    drift: 'The thresholds.',
    updatedAt: 'When they were last set.',
    updatedBy: 'Who set them.',
  }),
];
