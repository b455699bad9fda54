import { describe, fence, ofPerson } from '@insites/platform';
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { SecondFactor } from '../../contract/sign-in.ts';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { providers } from '../providers/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** A browser that is signed in. The secret itself is only in its cookie. */
export const sessions = schema.table(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull(),
    organisationId: uuid('organisation_id').references(() => organisations.id, {
      onDelete: 'cascade',
    }),
    device: text('device').notNull(),
    address: text('address').notNull(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    secondFactor: text('second_factor').$type<SecondFactor>(),
    provenAt: moment('proven_at'),
    providerId: uuid('provider_id').references(() => providers.id, { onDelete: 'cascade' }),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
    uniqueIndex('sessions_hash').on(table.hash),
    index('sessions_person').on(table.personId),
    index('sessions_provider').on(table.providerId),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(sessions, 'A browser that is signed in. The secret itself is only in its cookie.', {
    id: 'Names the session.',
    personId: 'Who is signed in.',
    hash: 'SHA-256 of the secret in the cookie.',
    organisationId: 'Organisation the person acts for at the moment.',
    device: 'Browser and system, as the browser says.',
    address: 'Network address it was signed in from.',
    createdAt: 'When it was signed in.',
    lastSeenAt: 'When it was used last.',
    expiresAt: 'When it ends.',
    secondFactor:
      'Second factor it was signed in with: totp, recovery, passkey or provider; empty: none.',
    provenAt: 'When the person last proved to be the one; empty: nobody knows.',
    providerId:
      'Provider that vouched for the person; empty: none. It then acts for its organisation only.',
  }),
];
