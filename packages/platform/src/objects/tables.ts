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
import { fence, ofOrganisation } from '../databases/fence/policies.ts';
import { describe } from '../databases/generate/describe.ts';
import { platformSchema } from '../databases/platform-schema.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One random key a tenant, wrapped by the root key. Losing a row loses all of the tenant's bytes. */
export const tenantKeys = platformSchema.table(
  'tenant_keys',
  {
    tenant: text('tenant').primaryKey(),
    wrappedKey: bytea('wrapped_key').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => fence(ofOrganisation(table.tenant)),
);

/** Every stored content, once a tenant. No references = pending: the sweep deletes it. */
export const objects = platformSchema.table(
  'objects',
  {
    id: uuid('id').primaryKey(),
    tenant: text('tenant').notNull(),
    address: text('address').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    wrappedKey: bytea('wrapped_key').notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    references: integer('references').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    touchedAt: moment('touched_at').notNull().defaultNow(),
  },
  (table) => [
    ...fence(ofOrganisation(table.tenant)),
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
    address: text('address'),
    sha256: text('sha256'),
    bytes: bigint('bytes', { mode: 'number' }),
    objectId: uuid('object_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    touchedAt: moment('touched_at').notNull().defaultNow(),
  },
  (table) => [
    ...fence(ofOrganisation(table.tenant)),
    index('uploads_touched_at').on(table.touchedAt),
    index('uploads_object_id').on(table.objectId),
  ],
);

/** The data dictionary: what stands in the tables. */
export const objectComments = [
  describe(tenantKeys, "One random key a tenant. Losing a row loses all of the tenant's bytes.", {
    tenant: 'The tenant.',
    wrappedKey: 'The key, encrypted by the root key.',
    createdAt: 'When it was made.',
  }),
  describe(
    objects,
    'Every stored content, once a tenant. Without references the sweep deletes it.',
    {
      id: 'Names the content.',
      tenant: 'Whose it is.',
      address: 'Its name in the store: HMAC-SHA-256 of its SHA-256 under a key of the tenant.',
      bytes: 'Length of the content.',
      sha256: 'SHA-256 of the content.',
      wrappedKey: 'Key of the content, encrypted by the key of the tenant.',
      chunkBytes: 'Length of the pieces that are sealed one by one.',
      references: 'How many rows elsewhere need it; none: it is deleted after a while.',
      createdAt: 'When it was stored.',
      touchedAt: 'When it was last put or dropped; the grace before deleting counts from here.',
    },
  ),
  describe(uploads, 'Uploads under way. How much has arrived is told by the stored bytes.', {
    id: 'Names the upload.',
    tenant: 'Whose it is.',
    wrappedKey: 'Key of the content, encrypted by the key of the tenant.',
    chunkBytes: 'Length of the pieces that are sealed one by one.',
    address:
      'Its name in the store, written before it is there, so that finishing can be repeated.',
    sha256: 'SHA-256 of the whole content, once it is known.',
    bytes: 'Length of the whole content, once it is known.',
    objectId: 'The object it became.',
    createdAt: 'When it began.',
    touchedAt: 'When bytes last came.',
  }),
];
