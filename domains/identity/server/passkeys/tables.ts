import { describe, fence, ofPerson } from '@insites/platform';
import { bigint, boolean, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people } from '../people/tables.ts';
import { bytea, moment, schema } from '../schema/tables.ts';

/** A WebAuthn credential. Its private half never leaves the person's device. */
export const passkeys = schema.table(
  'passkeys',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: bytea('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    synced: boolean('synced').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    ...fence(ofPerson(table.personId)),
    uniqueIndex('passkeys_credential').on(table.credentialId),
    index('passkeys_person').on(table.personId),
  ],
);

/** A question that a passkey signs. Each is answered once. */
export const challenges = schema.table(
  'challenges',
  {
    hash: bytea('hash').primaryKey(),
    use: text('use').$type<'signIn' | 'add' | 'prove'>().notNull(),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => fence(ofPerson(table.personId)),
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(passkeys, 'A passkey (WebAuthn). Its private half stays on the device.', {
    id: 'Names the passkey.',
    personId: 'Whose passkey it is.',
    name: 'What its owner calls it.',
    credentialId: 'What the device calls it, in base64url.',
    publicKey: 'Public key in COSE form.',
    counter: 'How often the device says it was used; it may only grow.',
    transports: 'How the device is reached, as it says.',
    synced: 'Whether its maker keeps copies on other devices.',
    createdAt: 'When it was added.',
    lastUsedAt: 'When it was used last; empty: never.',
  }),
  describe(challenges, 'A question that a passkey signs, answered once.', {
    hash: 'SHA-256 of the challenge.',
    use: 'What for: signIn, add or prove.',
    personId: 'Who is asked; empty: whoever signs in.',
    expiresAt: 'When it ends.',
  }),
];
