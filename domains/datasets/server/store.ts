import type { Visibility } from '@insites/governance/contract';
import { type Readable, whereReadable } from '@insites/governance/server';
import type { Connection } from '@insites/platform';
import { and, asc, count, desc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { datasets, versions } from './tables.ts';

/** A dataset as it stands in the catalogue. */
export type DatasetRow = typeof datasets.$inferSelect;
export type NewDataset = typeof datasets.$inferInsert;

export interface ListQuery {
  readonly search?: string | undefined;
  readonly visibility?: Visibility | undefined;
  readonly sort: 'title' | 'updatedAt' | 'rows';
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export async function insertDataset(row: NewDataset, database: Connection): Promise<boolean> {
  const inserted = await database
    .insert(datasets)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: datasets.id });
  return inserted.length === 1;
}

export async function datasetById(id: string, database: Connection): Promise<DatasetRow | null> {
  const [row] = await database.select().from(datasets).where(eq(datasets.id, id));
  return row ?? null;
}

/** The dataset of this name in the organisation. */
export async function datasetByName(
  name: string,
  organisationId: string,
  database: Connection,
): Promise<DatasetRow | null> {
  const [row] = await database
    .select()
    .from(datasets)
    .where(and(eq(datasets.name, name), eq(datasets.organisationId, organisationId)));
  return row ?? null;
}

/** Public datasets of this name, of whichever organisation; two at most, to see that it is ambiguous. */
export async function publicDatasetsByName(
  name: string,
  only: readonly string[] | null,
  database: Connection,
): Promise<DatasetRow[]> {
  return await database
    .select()
    .from(datasets)
    .where(and(eq(datasets.name, name), eq(datasets.visibility, 'public'), among(only)))
    .limit(2);
}

/** What a reader may see; `only`: a token's data sets. */
export type Reach = Readable & { readonly only: readonly string[] | null };

/** Datasets the reader may see, and how many there are. */
export async function listDatasets(
  reach: Reach,
  query: ListQuery,
  database: Connection,
): Promise<{ readonly rows: DatasetRow[]; readonly total: number }> {
  const where = and(whereReadable(reach, datasets), among(reach.only), matching(query));
  const direction = query.descending ? desc : asc;
  const [[totals], rows] = await Promise.all([
    database.select({ total: count() }).from(datasets).where(where),
    database
      .select()
      .from(datasets)
      .where(where)
      .orderBy(direction(sortKey(query.sort)), asc(datasets.id))
      .limit(query.limit)
      .offset(query.offset),
  ]);
  return { rows, total: totals?.total ?? 0 };
}

export async function updateDataset(
  id: string,
  changes: Partial<NewDataset>,
  database: Connection,
): Promise<DatasetRow | null> {
  const [row] = await database
    .update(datasets)
    .set({ ...changes, updatedAt: new Date() })
    .where(eq(datasets.id, id))
    .returning();
  return row ?? null;
}

export async function deleteDataset(id: string, database: Connection): Promise<void> {
  await database.delete(datasets).where(eq(datasets.id, id));
}

/** Locks the dataset's row for the rest of the transaction. */
export async function lockDataset(id: string, database: Connection): Promise<DatasetRow | null> {
  const [row] = await database.select().from(datasets).where(eq(datasets.id, id)).for('update');
  return row ?? null;
}

function among(ids: readonly string[] | null): SQL | undefined {
  return ids === null ? undefined : inArray(datasets.id, [...ids]);
}

function matching({ search, visibility }: ListQuery): SQL | undefined {
  const pattern = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return and(
    visibility === undefined ? undefined : eq(datasets.visibility, visibility),
    search === undefined || search.trim() === ''
      ? undefined
      : or(
          ilike(datasets.title, pattern),
          ilike(datasets.name, pattern),
          ilike(datasets.description, pattern),
        ),
  );
}

function sortKey(sort: ListQuery['sort']): SQL {
  switch (sort) {
    case 'title':
      return sql`lower(${datasets.title})`;
    case 'updatedAt':
      return sql`${datasets.updatedAt}`;
    case 'rows':
      return sql`(select max(${versions.rows}) from ${versions} where ${versions.datasetId} = ${datasets.id} and ${versions.state} = 'ready')`;
  }
}
