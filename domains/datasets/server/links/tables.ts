import { describe, fence } from '@insites/platform';
import { boolean, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { DuplicatesSummary } from '../../contract/index.ts';
import { ofOwnDataset, schema } from '../schema/tables.ts';
import { datasets, versions } from '../versions/tables.ts';

/** What a search learned, as it is kept beside its groups. */
export interface KeptModel {
  readonly comparisons: readonly { readonly column: string; readonly labels: readonly string[] }[];
  /** Bits of each level, best first. */
  readonly weights: readonly (readonly number[])[];
  /** log2 of the odds of two rows taken at random. */
  readonly prior: number;
}

/** The last search for duplicates in a dataset. */
export const linkRuns = schema.table(
  'link_runs',
  {
    datasetId: uuid('dataset_id')
      .primaryKey()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    summary: jsonb('summary').$type<DuplicatesSummary>(),
    model: jsonb('model').$type<KeptModel>(),
    membersObjectId: uuid('members_object_id'),
    pairsObjectId: uuid('pairs_object_id'),
    jobId: uuid('job_id'),
    searching: boolean('searching').notNull().default(false),
  },
  () => fence(ofOwnDataset()),
);

/** What people said of two rows, by the content of the rows. */
export const linkDecisions = schema.table(
  'link_decisions',
  {
    id: uuid('id').primaryKey(),
    datasetId: uuid('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    leftKey: text('left_key').notNull(),
    rightKey: text('right_key').notNull(),
    same: boolean('same').notNull(),
    decidedAt: timestamp('decided_at', { withTimezone: true }).notNull().defaultNow(),
    decidedBy: uuid('decided_by'),
    undoneAt: timestamp('undone_at', { withTimezone: true }),
    undoneBy: uuid('undone_by'),
  },
  (table) => [
    ...fence(ofOwnDataset()),
    index('link_decisions_dataset').on(table.datasetId, table.decidedAt),
  ],
);

/** Groups that became one, or several, from one search to the next. */
export const linkEvents = schema.table(
  'link_events',
  {
    id: uuid('id').primaryKey(),
    datasetId: uuid('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<'merged' | 'split'>().notNull(),
    from: jsonb('from_groups').$type<string[]>().notNull(),
    into: jsonb('into_groups').$type<string[]>().notNull(),
    rows: integer('rows').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [...fence(ofOwnDataset()), index('link_events_dataset').on(table.datasetId, table.at)],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(linkRuns, 'The last search for duplicates in a dataset.', {
    datasetId: 'Data set that was searched.',
    versionId: 'Version that was searched.',
    summary: 'What was found, in numbers; empty: not yet.',
    model: 'What the search learned, enough to explain a pair.',
    membersObjectId: 'Where the groups of all rows are, in the object store.',
    pairsObjectId: 'Where the weighed pairs are, in the object store.',
    jobId: 'Job that searches or searched.',
    searching: 'Whether a search is going on.',
  }),
  describe(linkDecisions, 'What people said of two rows: the same thing or not.', {
    id: 'Names the decision.',
    datasetId: 'Data set of the rows.',
    leftKey: 'Content of the one row, hashed.',
    rightKey: 'Content of the other row, hashed.',
    same: 'Whether they are the same thing.',
    decidedAt: 'When it was said.',
    decidedBy: 'Who said it.',
    undoneAt: 'When it was taken back; empty: it counts.',
    undoneBy: 'Who took it back.',
  }),
  describe(linkEvents, 'Groups of rows that became one, or several.', {
    id: 'Names the event.',
    datasetId: 'Data set of the groups.',
    kind: 'merged or split.',
    from: 'Groups before.',
    into: 'Groups after.',
    rows: 'Rows concerned.',
    at: 'When it was found.',
  }),
];
