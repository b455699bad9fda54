import type { Role } from '@insites/kernel';
import { describe, fence, isHere, ofOrganisation, personHere, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { index, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { moment, schema, trigrams } from '../schema/tables.ts';

/** Who belongs where, and as what. */
export const memberships = schema.table(
  'memberships',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    joinedAt: moment('joined_at').notNull(),
    label: text('label').notNull().default(''),
    sessionsAfter: moment('sessions_after'),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.organisationId, table.personId] }),
    index('memberships_person').on(table.personId),
    index('memberships_label').on(table.organisationId, table.label, table.personId),
    index('memberships_search').using('gin', table.organisationId, table.label.op(trigrams)),
    index('memberships_admins').on(table.organisationId).where(sql`role = 'admin'`),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(memberships, 'Who belongs to which organisation, and as what.', {
    organisationId: 'The organisation.',
    personId: 'The person.',
    role: 'What the person may do there.',
    joinedAt: 'Since when.',
    label: 'Name and address of the person in lower case, to sort and search by.',
    sessionsAfter: 'Sessions begun before may not act for the organisation; empty: all may.',
  }),
];
