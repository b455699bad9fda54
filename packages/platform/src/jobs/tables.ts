import type { ErrorKind } from '@insites/kernel';
import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  fence,
  isHere,
  ofOrganisation,
  personHere,
  reachable,
} from '../databases/fence/policies.ts';
import { describe } from '../databases/generate/describe.ts';
import { platformSchema } from '../databases/platform-schema.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Why a job failed. */
export interface JobError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** Where, and what is wrong or to be chosen there. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Every job. `undoing`: it ended as `outcome` says, and what stands half-done is being undone.
 * pg-boss only carries a job's id to a worker; what is true of the job stands here.
 */
export const jobs = platformSchema.table(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    title: text('title').notNull(),
    state: text('state', {
      enum: ['waiting', 'running', 'undoing', 'done', 'failed', 'cancelled'],
    }).notNull(),
    outcome: text('outcome', { enum: ['failed', 'cancelled'] }),
    input: jsonb('input').$type<Record<string, unknown>>().notNull(),
    organisationId: uuid('organisation_id'),
    personId: uuid('person_id'),
    objectKind: text('object_kind'),
    objectId: text('object_id'),
    step: text('step'),
    done: doublePrecision('done').notNull().default(0),
    total: doublePrecision('total'),
    unit: text('unit').notNull(),
    rate: doublePrecision('rate'),
    error: jsonb('error').$type<JobError>(),
    result: jsonb('result').$type<Record<string, unknown>>(),
    cancelWanted: boolean('cancel_wanted').notNull().default(false),
    attempt: integer('attempt').notNull().default(0),
    crashes: integer('crashes').notNull().default(0),
    run: integer('run').notNull().default(0),
    worker: integer('worker'),
    runAfter: moment('run_after').notNull().defaultNow(),
    deliveredAt: moment('delivered_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      reachable('person', sql`organisation_id IS NULL AND ${isHere(table.personId, personHere)}`),
    ),
    index('jobs_organisation').on(table.organisationId, table.createdAt.desc()),
    index('jobs_open').on(table.state).where(sql`${table.finishedAt} IS NULL`),
    index('jobs_finished').on(table.finishedAt),
  ],
);

/** One row of the table. */
export type JobRow = typeof jobs.$inferSelect;

/** Every change is told to whoever watches, in any process. */
export const extras = [
  `CREATE FUNCTION platform.tell_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('platform_jobs', NEW.id || ' ' || NEW.state || ' ' || NEW.cancel_wanted);
  RETURN NULL;
END $$`,
  `CREATE TRIGGER tell_job AFTER UPDATE ON platform.jobs
FOR EACH ROW EXECUTE FUNCTION platform.tell_job()`,
];

/** The data dictionary: what stands in the tables. */
export const jobComments = [
  describe(jobs, 'Every job: what was asked for, how far it is and how it ended.', {
    id: 'Names the job.',
    name: 'Kind of job.',
    title: 'As it is shown.',
    state: 'waiting, running, undoing, done, failed or cancelled.',
    outcome: 'How it ended, while what stands half-done is being undone.',
    input: 'What it was asked to do.',
    organisationId: 'Organisation it works for.',
    personId: 'Who asked for it.',
    objectKind: 'Kind of thing it works on.',
    objectId: 'The thing it works on.',
    step: 'What it does at the moment.',
    done: 'How much is done, in units.',
    total: 'How much there is to do, in units; empty: not known.',
    unit: 'What done and total count.',
    rate: 'Units a second.',
    error: 'Why it failed.',
    result: 'What came of it.',
    cancelWanted: 'Whether somebody asked to stop it.',
    attempt: 'Tries that failed.',
    crashes: 'Times a process ended while it ran the job.',
    run: 'How often it was taken: who holds an older number has lost it.',
    worker: 'Number of the advisory lock that the process running it holds.',
    runAfter: 'Not before this moment.',
    deliveredAt: 'When its id was last put in the queue; empty: it has to be.',
    createdAt: 'When it was asked for.',
    finishedAt: 'When it ended.',
  }),
];
