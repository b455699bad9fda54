import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  jsonb,
  pgPolicy,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event, ltree, trigrams } from '../../../columns.ts';

export const auth = pgSchema('auth');
export const extensions = ['pg_trgm', 'ltree'];
export const role = auth.enum('role', ['reader', 'editor', 'owner']);

export const people = auth.table(
  'people',
  {
    ...common,
    email: text('email').notNull(),
    name: text('name').notNull(),
    active: boolean('active').notNull().default(true),
    changedAt: timestamp('changed_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('people_email').on(sql`lower(${table.email})`),
    index('people_name_trgm').using('gin', table.name.op(trigrams)),
    index('people_active').on(table.createdAt).where(sql`${table.active}`),
    check('people_named', sql`${table.name} <> ''`),
  ],
);

export const teams = auth.table(
  'teams',
  { ...common, title: text('title').notNull(), path: ltree('path').notNull() },
  (table) => [index('teams_path').using('gist', table.path)],
);

export const memberships = auth.table(
  'memberships',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    role: role('role').notNull().default('reader'),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.teamId] }),
    index('memberships_team').on(table.teamId),
  ],
);

export const sessions = auth.table(
  'sessions',
  {
    ...common,
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
  },
  () => [
    pgPolicy('sessions_own', {
      for: 'select',
      using: sql`person_id::text = current_setting('city.person', true)`,
    }),
    pgPolicy('sessions_no_past', {
      as: 'restrictive',
      for: 'insert',
      withCheck: sql`ends_at > created_at`,
    }),
  ],
);

export const events = auth.table('events', { ...event, details: jsonb('details').notNull() });

export const comments = [
  describe(people, 'Who may sign in.', { email: 'Written to; unique whatever its case.' }),
  describe(sessions, 'Signed-in browsers; each sees its own.', {}),
];

export const extras = [
  `CREATE FUNCTION "auth"."touch"() RETURNS trigger LANGUAGE plpgsql SET search_path = auth AS $$
BEGIN NEW.changed_at := now(); RETURN NEW; END $$`,
  `CREATE TRIGGER "people_touch" BEFORE UPDATE ON "auth"."people" FOR EACH ROW EXECUTE FUNCTION "auth"."touch"()`,
  `CREATE FUNCTION "auth"."members_of"(team uuid) RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT count(*) FROM "auth"."memberships" WHERE team_id = members_of.team)`,
  `CREATE VIEW "auth"."active_people" AS SELECT id, name FROM "auth"."people" WHERE active`,
  `GRANT USAGE ON SCHEMA "auth" TO pg_monitor`,
  `GRANT SELECT ON "auth"."active_people" TO pg_monitor`,
  `GRANT SELECT (id, name) ON "auth"."people" TO pg_monitor`,
];
