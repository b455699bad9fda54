import { bigint, integer, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { PlanView } from '../contract/plan.ts';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('licensing');

/** One row an organisation: what it may use. Null = no limit. */
export const plans = schema.table('plans', {
  organisationId: uuid('organisation_id').primaryKey(),
  name: text('name').$type<PlanView['name']>().notNull().default('self-hosted'),
  seats: integer('seats'),
  storageBytes: bigint('storage_bytes', { mode: 'number' }),
  since: timestamp('since', { withTimezone: true }).notNull().defaultNow(),
});
