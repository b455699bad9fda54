import { describe, fence, ofOrganisation } from '@insites/platform';
import { bigint, integer, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { PlanView } from '../contract/plan.ts';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('licensing');

/** One row an organisation: what it may use. Null = no limit. */
export const plans = schema.table(
  'plans',
  {
    organisationId: uuid('organisation_id').primaryKey(),
    name: text('name').$type<PlanView['name']>().notNull().default('self-hosted'),
    seats: integer('seats'),
    storageBytes: bigint('storage_bytes', { mode: 'number' }),
    since: timestamp('since', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => fence(ofOrganisation(table.organisationId)),
);

/** The data dictionary: what stands in the tables. */
export const comments = [
  describe(plans, 'What an organisation may use, one row each.', {
    organisationId: 'The organisation.',
    name: 'Name of the plan.',
    seats: 'People who may belong to it; empty: no limit.',
    storageBytes: 'Bytes it may store; empty: no limit.',
    since: 'Since when the plan holds.',
  }),
];
