import { describe, fence } from '@insites/platform';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  CheckResult,
  DriftFinding,
  DriftPatch,
  ListedExpectation,
  QualityScore,
} from '../../contract/index.ts';
import {
  ofOwnDataset,
  ofOwnVersion,
  ofPublicDataset,
  ofSeenVersion,
  schema,
} from '../schema/tables.ts';
import { datasets, versions } from '../versions/tables.ts';
import type { ColumnFacts } from './column-facts.ts';

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
  (table) => [
    ...fence(ofOwnDataset(), ofPublicDataset()),
    primaryKey({ columns: [table.datasetId, table.revision] }),
  ],
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
  (table) => [
    ...fence(ofOwnVersion(), ofSeenVersion()),
    index('checks_version').on(table.versionId, table.createdAt),
  ],
);

/** What is known of the columns of a version beyond their profile; suggestions are made from it. */
export const facts = schema.table(
  'facts',
  {
    versionId: uuid('version_id')
      .primaryKey()
      .references(() => versions.id, { onDelete: 'cascade' }),
    columns: jsonb('columns').$type<ColumnFacts[]>().notNull(),
  },
  () => fence(ofOwnVersion()),
);

/** A version held against the last one published, and what a person decided. */
export const drifts = schema.table(
  'drifts',
  {
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
  },
  () => fence(ofOwnVersion(), ofSeenVersion()),
);

/** The data dictionary: what stands in these tables. */
export const comments = [
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
];
