import { describe, fence, ofOrganisation } from '@insites/platform';
import { jsonb, real, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { DriftRules } from '../../contract/index.ts';
import { schema } from '../schema/tables.ts';

/** What holds for the data sets of an organisation, unless one says otherwise itself. */
export const settings = schema.table(
  'settings',
  {
    organisationId: uuid('organisation_id').primaryKey(),
    standardiseFrom: real('standardise_from'),
    driftRules: jsonb('drift_rules').$type<DriftRules>(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
    changedBy: uuid('changed_by'),
  },
  (table) => fence(ofOrganisation(table.organisationId)),
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(settings, 'What holds for the data sets of an organisation.', {
    organisationId: 'Organisation it holds for.',
    standardiseFrom: 'How sure a step must be to be done without asking; empty: none is.',
    driftRules: 'When new versions of its data sets stop; empty: as Insites does.',
    changedAt: 'When it was last set.',
    changedBy: 'Who set it; empty: the program itself.',
  }),
];
