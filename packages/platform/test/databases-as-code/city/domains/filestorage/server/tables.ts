import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { describe } from '../../../../../../src/databases/generate/describe.ts';
import { common, event, ltree, point, trigrams } from '../../../columns.ts';

export const filestorage = pgSchema('filestorage');
export const extensions = ['pg_trgm', 'ltree', 'postgis'];

export const folders = filestorage.table(
  'folders',
  { ...common, title: text('title').notNull(), path: ltree('path').notNull() },
  (table) => [index('folders_path').using('gist', table.path)],
);

export const files = filestorage.table(
  'files',
  {
    ...common,
    folderId: uuid('folder_id')
      .notNull()
      .references(() => folders.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    changes: integer('changes').notNull().default(0),
  },
  (table) => [
    index('files_name_trgm').using('gin', table.name.op(trigrams)),
    index('files_folder').on(table.folderId, table.createdAt.desc()),
    check('files_bytes', sql`${table.bytes} >= 0`),
  ],
);

export const versions = filestorage.table(
  'versions',
  {
    ...common,
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    sha256: text('sha256').notNull(),
  },
  (table) => [unique('versions_number').on(table.fileId, table.number)],
);

/** Made by a migration of its own, because not every PostgreSQL has postgis. */
export const places = filestorage.table(
  'places',
  { ...common, title: text('title').notNull(), location: point('location').notNull() },
  (table) => [index('places_location').using('gist', table.location)],
);

export const events = filestorage.table('events', { ...event, details: jsonb('details') });

export const comments = [
  describe(files, 'What was brought in.', { bytes: 'Length of the latest version.' }),
  describe(places, 'Where files tell of.', { location: 'WGS 84, longitude first.' }),
];

export const extras = [
  `CREATE FUNCTION "filestorage"."count_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE "filestorage"."files" SET changes = changes + 1 WHERE id = NEW.file_id; RETURN NEW; END $$`,
  `CREATE TRIGGER "versions_count" AFTER INSERT ON "filestorage"."versions" FOR EACH ROW EXECUTE FUNCTION "filestorage"."count_change"()`,
];
