import { sql } from 'drizzle-orm';
import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event } from '../../../columns.ts';

export const simplred = pgSchema('simplred');
export const state = simplred.enum('state', ['waiting', 'running', 'done', 'failed']);
export const numbers = simplred.sequence('numbers', { startWith: 1000, increment: 10 });

export const runs = simplred.table(
  'runs',
  {
    ...common,
    number: integer('number').notNull().default(sql`nextval('simplred.numbers')`),
    title: text('title').notNull(),
    state: state('state').notNull().default('waiting'),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [index('runs_open').on(table.state).where(sql`${table.state} <> 'done'`)],
);

export const readings = simplred.table(
  'readings',
  {
    ...common,
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    value: doublePrecision('value').notNull(),
    unit: text('unit').notNull().default('1'),
  },
  (table) => [index('readings_run').on(table.runId, table.createdAt)],
);

export const results = simplred.table('results', {
  ...common,
  runId: uuid('run_id')
    .notNull()
    .unique()
    .references(() => runs.id, { onDelete: 'cascade' }),
  summary: jsonb('summary').notNull(),
});

export const events = simplred.table('events', { ...event, details: jsonb('details') });

export const comments = [
  describe(readings, 'What was measured in a run.', { unit: 'Of the value, as UCUM spells it.' }),
];
