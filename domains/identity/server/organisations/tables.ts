import { describe, fence, ofOrganisation, personHere, readable } from '@insites/platform';
import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { SignInRule } from '../../contract/sign-in.ts';
import { moment, schema } from '../schema/tables.ts';

/** By what organisations are found: name and short name in lower case. */
export function label({ name, slug }: Record<'name' | 'slug', AnyPgColumn>): SQL<string> {
  return sql`lower(${name} || ' ' || ${slug})`;
}

/** A tenant. */
export const organisations = schema.table(
  'organisations',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    createdAt: moment('created_at').notNull(),
    signInRule: text('sign_in_rule').$type<SignInRule>().notNull().default('password'),
    sessionHours: integer('session_hours').notNull().default(24),
    idleMinutes: integer('idle_minutes').notNull().default(60),
    people: integer('people').notNull().default(0),
    tokenDays: integer('token_days').notNull().default(366),
  },
  (table) => [
    ...fence(
      ofOrganisation(table.id),
      readable(
        'member',
        sql`EXISTS (SELECT FROM "identity"."memberships" m WHERE m.organisation_id = organisations.id AND m.person_id = ${personHere}::uuid)`,
      ),
    ),
    uniqueIndex('organisations_slug').on(table.slug),
    index('organisations_name').on(table.name, table.id),
    // Signatures, not lists of rows by piece: "city of" stands in nearly all names, and its lists are long.
    index('organisations_search').using(
      'gist',
      sql`${label(table)} extensions.gist_trgm_ops(siglen=512)`,
    ),
  ],
);

/** The data dictionary: what stands in these tables. */
export const comments = [
  describe(organisations, 'A tenant: a city or one of its institutions.', {
    id: 'Names the organisation everywhere.',
    name: 'As it is shown.',
    slug: 'Short name in addresses.',
    createdAt: 'When it was founded here.',
    signInRule:
      'What its members need to sign in: password, secondFactor, passkeyOfAdmins, passkey or provider.',
    sessionHours: 'Hours after which a session ends in any case.',
    idleMinutes: 'Minutes without use after which a session ends.',
    people: 'How many people belong to it.',
    tokenDays: 'Days that a new API token holds at most.',
  }),
];

/**
 * What Drizzle cannot say. Whenever somebody joins, `people` counts: with room for the new row in its page
 * no index hears of that and grows.
 */
export const extras: readonly string[] = [
  'ALTER TABLE "identity"."organisations" SET (fillfactor = 45);',
];
