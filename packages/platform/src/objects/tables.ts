import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  index,
  integer,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { platformSchema } from '../databases/platform-schema.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One random key a tenant, wrapped by the root key. Losing a row loses all of the tenant's bytes. */
export const tenantKeys = platformSchema.table('tenant_keys', {
  tenant: text('tenant').primaryKey(),
  wrappedKey: bytea('wrapped_key').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

/** Every stored content, once a tenant. No references = pending: the sweep deletes it. */
export const objects = platformSchema.table(
  'objects',
  {
    id: uuid('id').primaryKey(),
    tenant: text('tenant').notNull(),
    /** HMAC-SHA-256 of the content's SHA-256 under a key of the tenant's: names tell nothing. */
    address: text('address').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    wrappedKey: bytea('wrapped_key').notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    references: integer('references').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When it was last put or dropped; the sweep's grace counts from here. */
    touchedAt: moment('touched_at').notNull().defaultNow(),
  },
  (table) => [
    unique('objects_tenant_address').on(table.tenant, table.address),
    index('objects_pending').on(table.touchedAt).where(sql`${table.references} = 0`),
  ],
);

/** Uploads under way. How much has arrived is told by the blob, not by the row. */
export const uploads = platformSchema.table(
  'uploads',
  {
    id: uuid('id').primaryKey(),
    tenant: text('tenant').notNull(),
    wrappedKey: bytea('wrapped_key').notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    /** What it is, written before the blob gets its final name, so that finishing can be repeated. */
    address: text('address'),
    sha256: text('sha256'),
    bytes: bigint('bytes', { mode: 'number' }),
    /** The object it became. */
    objectId: uuid('object_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    touchedAt: moment('touched_at').notNull().defaultNow(),
  },
  (table) => [
    index('uploads_touched_at').on(table.touchedAt),
    index('uploads_object_id').on(table.objectId),
  ],
);
