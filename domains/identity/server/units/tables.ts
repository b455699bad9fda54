import { describe, fence, isHere, ofOrganisation, personHere, readable } from '@insites/platform';
import { foreignKey, index, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { UnitRole } from '../../contract/structure.ts';
import { memberships } from '../members/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { moment, schema } from '../schema/tables.ts';

/** A part of an organisation: a department, a school. A tree; `path` has its ancestors, the top first, and itself. */
export const units = schema.table(
  'units',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    parentId: uuid('parent_id'),
    path: uuid('path').array().notNull(),
    name: text('name').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('units_own').on(table.organisationId, table.id),
    foreignKey({
      name: 'units_parent',
      columns: [table.organisationId, table.parentId],
      foreignColumns: [table.organisationId, table.id],
    }),
  ],
);

/** Who belongs to which unit. Ends with the membership in the organisation. */
export const unitMembers = schema.table(
  'unit_members',
  {
    organisationId: uuid('organisation_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').$type<UnitRole>().notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.unitId, table.personId] }),
    foreignKey({
      name: 'unit_members_unit',
      columns: [table.organisationId, table.unitId],
      foreignColumns: [units.organisationId, units.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'unit_members_member',
      columns: [table.organisationId, table.personId],
      foreignColumns: [memberships.organisationId, memberships.personId],
    }).onDelete('cascade'),
    index('unit_members_person').on(table.organisationId, table.personId),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(units, 'A part of an organisation: a department, a school. They make a tree.', {
    id: 'Names the unit.',
    organisationId: 'Organisation it is a part of.',
    parentId: 'Unit it lies in; empty: at the top.',
    path: 'The units above it, the top first, and itself.',
    name: 'As it is shown.',
    createdAt: 'When it was made here.',
  }),
  describe(unitMembers, 'Who belongs to which unit, and as what.', {
    organisationId: 'Organisation of both.',
    unitId: 'The unit.',
    personId: 'The person.',
    role: 'What the person is there: member or lead.',
    joinedAt: 'Since when.',
  }),
];
