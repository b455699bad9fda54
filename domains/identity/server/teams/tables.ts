import { describe, fence, isHere, ofOrganisation, personHere, readable } from '@insites/platform';
import {
  foreignKey,
  index,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { memberships } from '../members/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { moment, schema } from '../schema/tables.ts';

/** People who work together, of one unit or of several. */
export const teams = schema.table(
  'teams',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    externalId: text('external_id'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    unique('teams_own').on(table.organisationId, table.id),
    uniqueIndex('teams_name').on(table.organisationId, table.name),
    uniqueIndex('teams_external').on(table.organisationId, table.externalId),
  ],
);

/** Who belongs to which team. Ends with the membership in the organisation. */
export const teamMembers = schema.table(
  'team_members',
  {
    organisationId: uuid('organisation_id').notNull(),
    teamId: uuid('team_id').notNull(),
    personId: uuid('person_id').notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.organisationId),
      readable('person', isHere(table.personId, personHere)),
    ),
    primaryKey({ columns: [table.teamId, table.personId] }),
    foreignKey({
      name: 'team_members_team',
      columns: [table.organisationId, table.teamId],
      foreignColumns: [teams.organisationId, teams.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'team_members_member',
      columns: [table.organisationId, table.personId],
      foreignColumns: [memberships.organisationId, memberships.personId],
    }).onDelete('cascade'),
    index('team_members_person').on(table.organisationId, table.personId),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(teams, 'People who work together, of one unit or of several.', {
    id: 'Names the team.',
    organisationId: 'Organisation it belongs to.',
    name: 'As it is shown.',
    externalId: 'What the directory of the organisation calls it; empty: made here.',
    createdAt: 'When it was made here.',
  }),
  describe(teamMembers, 'Who belongs to which team.', {
    organisationId: 'Organisation of both.',
    teamId: 'The team.',
    personId: 'The person.',
    joinedAt: 'Since when.',
  }),
];
