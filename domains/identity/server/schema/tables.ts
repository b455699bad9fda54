import { customType, pgSchema, timestamp } from 'drizzle-orm/pg-core';

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('identity');

/** Names are found by pieces of three letters, within one organisation. */
export const extensions = ['pg_trgm', 'btree_gin'];
export const trigrams = 'extensions.gin_trgm_ops';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

export const moment = (name: string) => timestamp(name, { withTimezone: true });
