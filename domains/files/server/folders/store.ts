import type { Connection, Transaction } from '@insites/platform';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { files, folders } from '../tables.ts';

export type FolderRow = typeof folders.$inferSelect;

export interface PathPart {
  readonly id: string;
  readonly name: string;
}

/** A folder of the organisation. */
export async function findFolder(
  id: string,
  organisationId: string,
  database: Connection,
): Promise<FolderRow | null> {
  const [row] = await database
    .select()
    .from(folders)
    .where(and(eq(folders.id, id), eq(folders.organisationId, organisationId)));
  return row ?? null;
}

/** The folders from the top down to this one; none when it is not the organisation's. */
export async function pathTo(
  id: string,
  organisationId: string,
  database: Connection,
): Promise<PathPart[]> {
  const { rows } = await database.execute<{ id: string; name: string }>(sql`
    WITH RECURSIVE up AS (
      SELECT id, name, parent_id, 0 AS height FROM files.folders
      WHERE id = ${id} AND organisation_id = ${organisationId}
      UNION ALL
      SELECT f.id, f.name, f.parent_id, up.height + 1
      FROM files.folders f JOIN up ON f.id = up.parent_id
    ) SELECT id, name FROM up ORDER BY height DESC`);
  return rows.map(({ id, name }) => ({ id, name }));
}

/** Lets one transaction at a time change an organisation's tree of folders and names. */
export async function lockNames(organisationId: string, transaction: Transaction): Promise<void> {
  await transaction.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`files ${organisationId}`}, 0))`,
  );
}

/** Whether a folder holds a folder or file of this name, other than the one given. Hold `lockNames`. */
export async function isNameTaken(
  place: { readonly organisationId: string; readonly folderId: string | null },
  key: string,
  except: string | null,
  database: Connection,
): Promise<boolean> {
  const found = await database
    .select({ id: folders.id })
    .from(folders)
    .where(and(inFolders(place), eq(folders.nameKey, key)))
    .unionAll(
      database
        .select({ id: files.id })
        .from(files)
        .where(and(inFiles(place), eq(files.nameKey, key))),
    );
  return found.some(({ id }) => id !== except);
}

export async function insertFolder(
  folder: typeof folders.$inferInsert,
  database: Connection,
): Promise<FolderRow> {
  const [row] = await database.insert(folders).values(folder).returning();
  return row as FolderRow;
}

export async function updateFolder(
  id: string,
  organisationId: string,
  changes: Partial<Pick<FolderRow, 'name' | 'nameKey' | 'parentId'>>,
  database: Connection,
): Promise<FolderRow | null> {
  const [row] = await database
    .update(folders)
    .set(changes)
    .where(and(eq(folders.id, id), eq(folders.organisationId, organisationId)))
    .returning();
  return row ?? null;
}

/** Whether anything lies in the folder, seen by the asker or not. */
export async function isFolderEmpty(
  folderId: string,
  organisationId: string,
  database: Connection,
): Promise<boolean> {
  const place = { organisationId, folderId };
  const inside = await database
    .select({ id: folders.id })
    .from(folders)
    .where(inFolders(place))
    .unionAll(database.select({ id: files.id }).from(files).where(inFiles(place)))
    .limit(1);
  return inside.length === 0;
}

export async function deleteFolder(
  id: string,
  organisationId: string,
  database: Connection,
): Promise<void> {
  await database
    .delete(folders)
    .where(and(eq(folders.id, id), eq(folders.organisationId, organisationId)));
}

interface Place {
  readonly organisationId: string;
  readonly folderId: string | null;
}

/** Folders that lie in a place. */
export function inFolders({ organisationId, folderId }: Place): SQL | undefined {
  return and(
    eq(folders.organisationId, organisationId),
    folderId === null ? isNull(folders.parentId) : eq(folders.parentId, folderId),
  );
}

/** Files that lie in a place. */
export function inFiles({ organisationId, folderId }: Place): SQL | undefined {
  return and(
    eq(files.organisationId, organisationId),
    folderId === null ? isNull(files.folderId) : eq(files.folderId, folderId),
  );
}
