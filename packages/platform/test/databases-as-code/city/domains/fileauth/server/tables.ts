import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgSchema, text, uuid } from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event, ltree } from '../../../columns.ts';

export const fileauth = pgSchema('fileauth');
export const extensions = ['ltree'];
export const effect = fileauth.enum('effect', ['allow', 'deny']);

export const rules = fileauth.table(
  'rules',
  {
    ...common,
    place: ltree('place').notNull(),
    effect: effect('effect').notNull(),
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    index('rules_place').using('gist', table.place),
    // A function of an extension, found by the search_path.
    check('rules_deep', sql`nlevel(${table.place}) > 1`),
  ],
);

export const grants = fileauth.table(
  'grants',
  {
    ...common,
    ruleId: uuid('rule_id')
      .notNull()
      .references(() => rules.id, { onDelete: 'cascade' }),
    grantee: text('grantee').notNull(),
    verb: text('verb').notNull(),
  },
  (table) => [
    index('grants_grantee').on(table.grantee, table.verb),
    check('grants_verb', sql`${table.verb} <> ''`),
  ],
);

export const events = fileauth.table(
  'events',
  { ...event, details: jsonb('details').notNull() },
  (table) => [index('events_details').using('gin', table.details)],
);

export const comments = [
  describe(rules, 'Who may do what, by place.', { place: 'Holds for it and all below.' }),
];
