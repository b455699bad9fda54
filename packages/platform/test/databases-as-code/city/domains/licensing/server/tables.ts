import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgSchema,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event } from '../../../columns.ts';

export const licensing = pgSchema('licensing');

export const plans = licensing.table(
  'plans',
  {
    ...common,
    name: text('name').notNull().unique(),
    seats: integer('seats'),
    price: numeric('price', { precision: 12, scale: 2 }).notNull().default('0'),
  },
  (table) => [check('plans_price', sql`${table.price} >= 0`)],
);

export const seats = licensing.table(
  'seats',
  {
    ...common,
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'restrict' }),
    holder: text('holder').notNull(),
  },
  (table) => [unique('seats_holder').on(table.planId, table.holder)],
);

export const invoices = licensing.table(
  'invoices',
  {
    ...common,
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'restrict' }),
    month: date('month').notNull(),
    amount: numeric('amount', { precision: 12, scale: 2 }).notNull(),
    paid: boolean('paid').notNull().default(false),
  },
  (table) => [
    index('invoices_open').on(table.month).where(sql`NOT ${table.paid}`),
    index('invoices_plan').on(table.planId),
  ],
);

export const events = licensing.table('events', { ...event, details: jsonb('details') });

export const comments = [
  describe(invoices, 'What is owed, a row a month.', { amount: 'In the currency of the plan.' }),
];
