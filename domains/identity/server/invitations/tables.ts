import type { Role } from '@insites/kernel';
import { describe, fence, ofOrganisation } from '@insites/platform';
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** Somebody is asked to join. Holds for the address it names, and works once. */
export const invitations = schema.table(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name'),
    role: text('role').$type<Role>().notNull(),
    unitId: uuid('unit_id'),
    teamId: uuid('team_id'),
    hash: bytea('hash').notNull(),
    mailId: uuid('mail_id'),
    invitedBy: uuid('invited_by').references(() => people.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    acceptedBy: uuid('accepted_by').references(() => people.id, { onDelete: 'set null' }),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    ...fence(ofOrganisation(table.organisationId)),
    uniqueIndex('invitations_hash').on(table.hash),
    index('invitations_organisation').on(table.organisationId, table.createdAt),
    index('invitations_email').on(table.organisationId, table.email),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(invitations, 'Somebody is asked to join. Works once, for the address it names.', {
    id: 'Names the invitation.',
    organisationId: 'Organisation that invites.',
    email: 'Address that is invited, lower case.',
    name: 'Name it was given with; empty: the person says it.',
    role: 'What the person will be.',
    unitId: 'Unit the person will belong to, when it is there by then; empty: none.',
    teamId: 'Team the person will belong to, when it is there by then; empty: none.',
    hash: 'SHA-256 of the secret in the link.',
    mailId: 'Mail it went out by; empty: the link was handed over.',
    invitedBy: 'Who invites.',
    createdAt: 'When it was made.',
    expiresAt: 'When it ends.',
    acceptedAt: 'When it was accepted; empty: not yet.',
    acceptedBy: 'Who joined by it.',
    revokedAt: 'When it was taken back; empty: not.',
  }),
];
