import { bigint, customType, timestamp, uuid } from 'drizzle-orm/pg-core';

const text = (name: string) => customType<{ data: string }>({ dataType: () => name });

/** A path in a tree, of the extension ltree. */
export const ltree = text('extensions.ltree');
/** A place on the map in degrees, of the extension postgis. */
export const point = text('extensions.geometry(Point,4326)');
/** Names are found by pieces of three letters, of the extension pg_trgm. */
export const trigrams = 'extensions.gin_trgm_ops';

/** What every table begins with. */
export const common = {
  id: uuid('id').primaryKey(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
};

/** Every schema has a table of this name with these columns. */
export const event = {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
};
