import { and, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { Connection, Database, Transaction } from '../databases/database.ts';
import { asSystem } from '../databases/fence/index.ts';
import { sweepLock } from './sweep-lock.ts';
import { objects, tenantKeys, uploads } from './tables.ts';

export type ObjectRow = typeof objects.$inferSelect;
export type UploadRow = typeof uploads.$inferSelect;
export type NewObject = Pick<
  ObjectRow,
  'id' | 'tenant' | 'address' | 'bytes' | 'sha256' | 'wrappedKey' | 'chunkBytes'
>;

export type ObjectCatalogue = ReturnType<typeof objectCatalogue>;

/** The object store's rows. */
export function objectCatalogue(database: Database) {
  return {
    async anyTenant(): Promise<string | null> {
      const [row] = await asSystem('whether anything was ever stored', () =>
        database.select().from(tenantKeys).limit(1),
      );
      return row?.tenant ?? null;
    },

    async tenantKey(tenant: string): Promise<Uint8Array | null> {
      const [row] = await database.select().from(tenantKeys).where(eq(tenantKeys.tenant, tenant));
      return row?.wrappedKey ?? null;
    },

    /** The tenant's key: the given one, or the one another process was quicker to add. */
    async addTenantKey(tenant: string, wrappedKey: Uint8Array): Promise<Uint8Array> {
      await database.insert(tenantKeys).values({ tenant, wrappedKey }).onConflictDoNothing();
      return (await this.tenantKey(tenant)) ?? wrappedKey;
    },

    async find(id: string): Promise<ObjectRow | null> {
      const [row] = await asSystem('who names it has read whose it is: it may be public', () =>
        database.select().from(objects).where(eq(objects.id, id)),
      );
      return row ?? null;
    },

    /** Adds an object, or answers with the one that has its content already, as if put now. */
    async add(object: NewObject, connection: Connection = database): Promise<ObjectRow> {
      const [row] = await connection
        .insert(objects)
        .values(object)
        .onConflictDoUpdate({
          target: [objects.tenant, objects.address],
          set: { touchedAt: sql`now()` },
        })
        .returning();
      return row as ObjectRow;
    },

    /** Changes the number of references; false when there is no such object, or fewer to take off. */
    async refer(transaction: Transaction, id: string, by: number): Promise<boolean> {
      const changed = await transaction
        .update(objects)
        .set({ references: sql`${objects.references} + ${by}`, touchedAt: sql`now()` })
        .where(and(eq(objects.id, id), sql`${objects.references} + ${by} >= 0`))
        .returning({ id: objects.id });
      return changed.length === 1;
    },

    /** Takes rows nobody keeps out of the catalogue; their blobs go next. None while a backup is made. */
    async removePending(olderThan: Date): Promise<readonly ObjectRow[]> {
      return database.transaction(async (transaction) => {
        const [classId, id] = sweepLock;
        const { rows } = await transaction.execute<{ taken: boolean }>(
          sql`SELECT pg_try_advisory_xact_lock(${classId}::int, ${id}::int) AS taken`,
        );
        if (!rows[0]?.taken) return [];
        const finishing = transaction
          .select({ id: uploads.id })
          .from(uploads)
          .where(eq(uploads.objectId, objects.id));
        return transaction
          .delete(objects)
          .where(
            and(eq(objects.references, 0), lt(objects.touchedAt, olderThan), notExists(finishing)),
          )
          .returning();
      });
    },

    /** Which of these objects or uploads have a row. */
    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      if (ids.length === 0) return new Set();
      const [kept, coming] = await Promise.all([
        database
          .select({ id: objects.id })
          .from(objects)
          .where(inArray(objects.id, [...ids])),
        database
          .select({ id: uploads.id })
          .from(uploads)
          .where(inArray(uploads.id, [...ids])),
      ]);
      return new Set([...kept, ...coming].map(({ id }) => id));
    },

    async addUpload(
      upload: Pick<UploadRow, 'id' | 'tenant' | 'wrappedKey' | 'chunkBytes'>,
    ): Promise<void> {
      await database.insert(uploads).values(upload);
    },

    async findUpload(id: string): Promise<UploadRow | null> {
      const [row] = await database.select().from(uploads).where(eq(uploads.id, id));
      return row ?? null;
    },

    async touchUpload(id: string): Promise<void> {
      await database.update(uploads).set({ touchedAt: sql`now()` }).where(eq(uploads.id, id));
    },

    /** Says what a whole upload is, before its blob is renamed. */
    async sealUpload(
      id: string,
      content: { readonly address: string; readonly sha256: string; readonly bytes: number },
    ): Promise<void> {
      await database.update(uploads).set(content).where(eq(uploads.id, id));
    },

    /** The object an upload becomes, in one transaction with the note of it. */
    async completeUpload(id: string, object: NewObject): Promise<ObjectRow> {
      return database.transaction(async (transaction) => {
        const row = await this.add(object, transaction);
        await transaction.update(uploads).set({ objectId: row.id }).where(eq(uploads.id, id));
        return row;
      });
    },

    async removeUpload(id: string): Promise<UploadRow | null> {
      const [row] = await database.delete(uploads).where(eq(uploads.id, id)).returning();
      return row ?? null;
    },

    /** Uploads nobody sent anything to for long. */
    async idleUploads(before: Date): Promise<readonly UploadRow[]> {
      return database.select().from(uploads).where(lt(uploads.touchedAt, before));
    },
  };
}
