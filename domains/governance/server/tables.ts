import { describe } from '@insites/platform';
import { jsonb, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('governance');

/** Every text of the policies that was ever in force here. Audit entries name the version. */
export const policySets = schema.table('policy_sets', {
  version: text('version').primaryKey(),
  cedarSchema: text('cedar_schema').notNull(),
  policies: jsonb('policies').$type<readonly { id: string; cedar: string }[]>().notNull(),
  firstUsedAt: timestamp('first_used_at', { withTimezone: true }).notNull().defaultNow(),
});

/** The data dictionary: what stands in the tables. */
export const comments = [
  describe(policySets, 'Every text of the policies that was ever in force here.', {
    version: 'Digest of the text; entries of the log name it.',
    cedarSchema: 'Kinds of people, things and actions that the policies speak of.',
    policies: 'The policies in Cedar, each with its name.',
    firstUsedAt: 'Since when it was in force.',
  }),
];
