import type { Connection } from '@insites/platform';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { uploads } from '../tables.ts';

export type UploadRow = typeof uploads.$inferSelect;

/** Whose upload it is. */
export interface Uploader {
  readonly organisationId: string;
  readonly personId: string | null;
}

export async function insertUpload(
  upload: typeof uploads.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(uploads).values(upload);
}

/** An upload of this person for this organisation that has not expired. */
export async function findUpload(
  id: string,
  uploader: Uploader,
  database: Connection,
): Promise<UploadRow | null> {
  const [row] = await database.select().from(uploads).where(whose(id, uploader));
  return row && row.expiresAt > new Date() ? row : null;
}

/** The upload, locked for the rest of the transaction. */
export async function lockUpload(
  id: string,
  uploader: Uploader,
  database: Connection,
): Promise<UploadRow | null> {
  const [row] = await database.select().from(uploads).where(whose(id, uploader)).for('update');
  return row ?? null;
}

/** Puts the end of an upload off, because bytes came. */
export async function postpone(id: string, expiresAt: Date, database: Connection): Promise<void> {
  await database.update(uploads).set({ expiresAt }).where(eq(uploads.id, id));
}

export async function markFinished(
  id: string,
  became: { readonly fileId: string; readonly versionId: string },
  database: Connection,
): Promise<void> {
  await database.update(uploads).set(became).where(eq(uploads.id, id));
}

export async function deleteUpload(id: string, database: Connection): Promise<void> {
  await database.delete(uploads).where(eq(uploads.id, id));
}

/** Uploads whose time is over, of all organisations. */
export async function expiredUploads(now: Date, database: Connection): Promise<UploadRow[]> {
  return database.select().from(uploads).where(lt(uploads.expiresAt, now)).limit(1000);
}

function whose(id: string, { organisationId, personId }: Uploader) {
  return and(
    eq(uploads.id, id),
    eq(uploads.organisationId, organisationId),
    personId === null ? isNull(uploads.personId) : eq(uploads.personId, personId),
  );
}

/** Bytes that uploads under way of an organisation were announced to bring. */
export async function announcedBytes(
  organisationId: string,
  database: Connection,
): Promise<number> {
  const [row] = await database
    .select({ bytes: sql<string>`coalesce(sum(${uploads.length}), 0)` })
    .from(uploads)
    .where(and(eq(uploads.organisationId, organisationId), isNull(uploads.fileId)));
  return Number(row?.bytes ?? 0);
}
