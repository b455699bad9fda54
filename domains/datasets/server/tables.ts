import {
  describe,
  fence,
  ofOrganisation,
  organisationHere,
  reachable,
  readable,
} from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  CheckResult,
  ColumnMeaning,
  ColumnProfile,
  Conservation,
  DriftFinding,
  DriftPatch,
  DriftRules,
  DuplicatesSummary,
  ListedExpectation,
  QualityScore,
  Recipe,
  RecipeStep,
  SemanticType,
} from '../contract/index.ts';
import type { ColumnFacts } from './quality/column-facts.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('datasets');

/** Rows that hang on a dataset of the organisation for which a statement is sent. */
const ofOwnDataset = () =>
  reachable(
    'organisation',
    sql`EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = ${organisationHere}::uuid)`,
  );

/** Rows that hang on one that everybody may read. */
const ofPublicDataset = () =>
  readable(
    'public',
    sql`EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.visibility = 'public')`,
  );

/** Rows that hang on a version of such a dataset. */
const ofOwnVersion = () =>
  reachable(
    'organisation',
    sql`EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = ${organisationHere}::uuid)`,
  );

/** Whoever sees the version sees what hangs on it. */
const ofSeenVersion = () =>
  readable('public', sql`EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id)`);

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

/** What a column's values are, for finding those of other datasets: the newest version's only. */
export const sketches = schema.table(
  'sketches',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    present: bigint('present', { mode: 'number' }).notNull(),
    distinct: bigint('distinct_values', { mode: 'number' }).notNull(),
    counted: boolean('counted').notNull(),
    line: text('line').$type<'integers' | 'days'>(),
    low: doublePrecision('low'),
    high: doublePrecision('high'),
    sealed: bytea('sealed'),
  },
  (table) => [
    ...fence(
      reachable(
        'organisation',
        sql`EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = ${organisationHere}::uuid)`,
      ),
      // As its columns are: whoever sees the version sees them.
      readable('public', sql`EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id)`),
    ),
    primaryKey({ columns: [table.versionId, table.position] }),
  ],
);

/** What holds for new datasets of an organisation. */
export const settings = schema.table(
  'settings',
  {
    organisationId: uuid('organisation_id').primaryKey(),
    standardiseFrom: real('standardise_from'),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
    changedBy: uuid('changed_by'),
  },
  (table) => fence(ofOrganisation(table.organisationId)),
);

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

/** When new versions of all datasets of an organisation stop. */
export const organisationRules = schema.table(
  'organisation_rules',
  {
    organisationId: uuid('organisation_id').primaryKey(),
    drift: jsonb('drift').$type<DriftRules>().notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    updatedBy: uuid('updated_by'),
  },
  (table) => fence(ofOrganisation(table.organisationId)),
);

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
  describe(sketches, 'Samples of the values of columns, by which fitting datasets are found.', {
    versionId: 'Version of the column: the newest one of its data set.',
    position: 'Place of the column, from 0.',
    present: 'Rows with a value.',
    distinct: 'Distinct values, spelled alike.',
    counted: 'Whether they were counted; else estimated.',
    line: 'integers or days, when all values are; empty: neither.',
    low: 'Lowest integer or day since 1970.',
    high: 'Highest integer or day since 1970.',
    sealed: 'The lowest hashes of the values, encrypted; empty: not a column to join by.',
  }),
  describe(settings, 'What holds for new data sets of an organisation.', {
    organisationId: 'Organisation it holds for.',
    standardiseFrom: 'How sure a step must be to be done without asking; empty: none is.',
    changedAt: 'When it was last set.',
    changedBy: 'Who set it; empty: the program itself.',
  }),
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
