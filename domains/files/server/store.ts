import { type Readable, whereReadable } from '@insites/governance/server';
import type { Connection } from '@insites/platform';
import { and, asc, count, desc, eq, ilike, inArray, or, type SQL, sql, sum } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { inFiles, inFolders } from './folders/store.ts';
import { files, folders, versions } from './tables.ts';

export type FileRow = typeof files.$inferSelect;
export type VersionRow = typeof versions.$inferSelect;

/** A file of the organisation, or a public one of any. */
export async function findFile(
  id: string,
  organisationId: string | null,
  database: Connection,
): Promise<FileRow | null> {
  const own = organisationId === null ? undefined : eq(files.organisationId, organisationId);
  const [row] = await database
    .select()
    .from(files)
    .where(and(eq(files.id, id), or(own, eq(files.visibility, 'public'))));
  return row ?? null;
}

/** The file, locked for the rest of the transaction. */
export async function lockFile(
  id: string,
  organisationId: string,
  database: Connection,
): Promise<FileRow | null> {
  const [row] = await database
    .select()
    .from(files)
    .where(and(eq(files.id, id), eq(files.organisationId, organisationId)))
    .for('update');
  return row ?? null;
}

export async function insertFile(
  file: typeof files.$inferInsert,
  database: Connection,
): Promise<FileRow> {
  const [row] = await database.insert(files).values(file).returning();
  return row as FileRow;
}

export async function updateFile(
  id: string,
  organisationId: string,
  changes: Partial<
    Pick<FileRow, 'name' | 'nameKey' | 'folderId' | 'visibility' | 'latest' | 'bytes'>
  >,
  database: Connection,
): Promise<FileRow | null> {
  const [row] = await database
    .update(files)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(and(eq(files.id, id), eq(files.organisationId, organisationId)))
    .returning();
  return row ?? null;
}

export async function deleteFile(
  id: string,
  organisationId: string,
  database: Connection,
): Promise<void> {
  await database
    .delete(files)
    .where(and(eq(files.id, id), eq(files.organisationId, organisationId)));
}

export async function insertVersion(
  version: typeof versions.$inferInsert,
  database: Connection,
): Promise<VersionRow> {
  const [row] = await database.insert(versions).values(version).returning();
  return row as VersionRow;
}

/** Versions of a file, newest first. */
export async function versionsOf(
  fileId: string,
  organisationId: string,
  database: Connection,
): Promise<VersionRow[]> {
  return database
    .select()
    .from(versions)
    .where(and(eq(versions.fileId, fileId), eq(versions.organisationId, organisationId)))
    .orderBy(desc(versions.number));
}

export async function findVersion(
  file: Pick<FileRow, 'id' | 'organisationId'>,
  number: number,
  database: Connection,
): Promise<VersionRow | null> {
  const [row] = await database
    .select()
    .from(versions)
    .where(
      and(
        eq(versions.fileId, file.id),
        eq(versions.organisationId, file.organisationId),
        eq(versions.number, number),
      ),
    );
  return row ?? null;
}

/** The latest version of each file, by the file's id. */
export async function latestOf(
  rows: readonly FileRow[],
  database: Connection,
): Promise<ReadonlyMap<string, VersionRow>> {
  if (rows.length === 0) return new Map();
  const found = await database
    .select({ version: versions })
    .from(versions)
    .innerJoin(files, and(eq(files.id, versions.fileId), eq(files.latest, versions.number)))
    .where(
      inArray(
        files.id,
        rows.map(({ id }) => id),
      ),
    );
  return new Map(found.map(({ version }) => [version.fileId, version]));
}

/** Bytes of all versions of an organisation. Equal contents count each time they are named. */
export async function storedBytes(organisationId: string, database: Connection): Promise<number> {
  const [row] = await database
    .select({ bytes: sum(versions.bytes) })
    .from(versions)
    .where(eq(versions.organisationId, organisationId));
  return Number(row?.bytes ?? 0);
}

/** Keys of names in a folder that begin like this one, for finding a free number. */
export async function namesLike(
  place: { readonly organisationId: string; readonly folderId: string | null },
  begin: string,
  database: Connection,
): Promise<ReadonlySet<string>> {
  const pattern = `${escaped(begin)}%`;
  const found = await database
    .select({ key: folders.nameKey })
    .from(folders)
    .where(and(inFolders(place), sql`${folders.nameKey} LIKE ${pattern}`))
    .unionAll(
      database
        .select({ key: files.nameKey })
        .from(files)
        .where(and(inFiles(place), sql`${files.nameKey} LIKE ${pattern}`)),
    );
  return new Set(found.map(({ key }) => key));
}

export interface ListQuery {
  /** Null: a visitor, who sees what is public everywhere. */
  readonly organisationId: string | null;
  readonly folderId: string | null;
  readonly search?: string | undefined;
  readonly sort: 'name' | 'updatedAt' | 'bytes';
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export type Entry =
  | { readonly kind: 'folder'; readonly row: typeof folders.$inferSelect }
  | { readonly kind: 'file'; readonly row: FileRow };

/** Folders first, then files, one page. */
export async function listEntries(
  readable: Readable,
  query: ListQuery,
  database: Connection,
): Promise<{ readonly entries: Entry[]; readonly total: number }> {
  const all = unionAll(
    database
      .select({
        rank: sql<number>`0`.as('rank'),
        id: folders.id,
        name: folders.nameKey,
        time: sql<Date>`${folders.createdAt}`.as('time'),
        bytes: sql<number>`0::bigint`.as('bytes'),
      })
      .from(folders)
      .where(and(foldersShown(query), matching(query, folders.name))),
    database
      .select({
        rank: sql<number>`1`.as('rank'),
        id: files.id,
        name: files.nameKey,
        time: sql<Date>`${files.updatedAt}`.as('time'),
        bytes: sql<number>`${files.bytes}`.as('bytes'),
      })
      .from(files)
      .where(and(whereReadable(readable, files), filesShown(query), matching(query, files.name))),
  ).as('entries');
  const direction = query.descending ? desc : asc;
  const key = { name: all.name, updatedAt: all.time, bytes: all.bytes }[query.sort];
  const [totals, page] = await Promise.all([
    database.select({ total: count() }).from(all),
    database
      .select({ id: all.id })
      .from(all)
      .orderBy(asc(all.rank), direction(key), asc(all.name), asc(all.id))
      .limit(query.limit)
      .offset(query.offset),
  ]);
  const ids = page.map(({ id }) => id);
  return { entries: await entriesOf(ids, database), total: totals[0]?.total ?? 0 };
}

async function entriesOf(ids: string[], database: Connection): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const [folderRows, fileRows] = await Promise.all([
    database.select().from(folders).where(inArray(folders.id, ids)),
    database.select().from(files).where(inArray(files.id, ids)),
  ]);
  const found = new Map<string, Entry>([
    ...folderRows.map((row) => [row.id, { kind: 'folder', row }] as const),
    ...fileRows.map((row) => [row.id, { kind: 'file', row }] as const),
  ]);
  return ids.flatMap((id) => found.get(id) ?? []);
}

function foldersShown({ organisationId, folderId, search }: ListQuery): SQL | undefined {
  if (organisationId === null) return sql`false`;
  if (search) return eq(folders.organisationId, organisationId);
  return inFolders({ organisationId, folderId });
}

function filesShown({ organisationId, folderId, search }: ListQuery): SQL | undefined {
  if (organisationId === null) return undefined;
  if (search) return eq(files.organisationId, organisationId);
  return inFiles({ organisationId, folderId });
}

function matching(
  { search }: ListQuery,
  name: typeof files.name | typeof folders.name,
): SQL | undefined {
  return search ? ilike(name, `%${escaped(search)}%`) : undefined;
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
