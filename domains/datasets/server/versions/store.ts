import type { Connection } from '@insites/platform';
import { and, asc, count, desc, eq, inArray, lt, max, sql } from 'drizzle-orm';
import type { ColumnMeaning, ColumnProfile, Recipe } from '../../contract/index.ts';
import { columns, datasets, versions } from '../tables.ts';

export type VersionRow = typeof versions.$inferSelect;
export type ColumnRow = typeof columns.$inferSelect;
type NewColumn = typeof columns.$inferInsert;

/** What lists and pages show of a dataset's versions. */
export interface VersionSummary {
  readonly latest: VersionRow | null;
  readonly importing: { readonly jobId: string } | null;
  /** Number of the version that waits for a person. */
  readonly held: number | null;
  readonly versionCount: number;
  readonly columnCount: number;
}

export async function insertVersion(
  row: typeof versions.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(versions).values(row);
}

export async function nextNumber(datasetId: string, database: Connection): Promise<number> {
  const [row] = await database
    .select({ last: max(versions.number) })
    .from(versions)
    .where(eq(versions.datasetId, datasetId));
  return (row?.last ?? 0) + 1;
}

export async function versionById(id: string, database: Connection): Promise<VersionRow | null> {
  const [row] = await database.select().from(versions).where(eq(versions.id, id));
  return row ?? null;
}

/** Names of the columns of a version, in their order, without their profiles. */
export async function columnNamesOf(
  versionId: string,
  database: Connection,
): Promise<readonly string[]> {
  const rows = await database
    .select({ name: columns.name })
    .from(columns)
    .where(eq(columns.versionId, versionId))
    .orderBy(columns.position);
  return rows.map(({ name }) => name);
}

/** The version of this number, or the newest that is ready (and older than another). */
export async function readyVersion(
  datasetId: string,
  number: number | undefined,
  database: Connection,
  before?: number,
): Promise<VersionRow | null> {
  const [row] = await database
    .select()
    .from(versions)
    .where(
      and(
        eq(versions.datasetId, datasetId),
        eq(versions.state, 'ready'),
        number === undefined ? undefined : eq(versions.number, number),
        before === undefined ? undefined : lt(versions.number, before),
      ),
    )
    .orderBy(desc(versions.number))
    .limit(1);
  return row ?? null;
}

/** The version of this number, whatever its state. */
export async function versionByNumber(
  datasetId: string,
  number: number,
  database: Connection,
): Promise<VersionRow | null> {
  const [row] = await database
    .select()
    .from(versions)
    .where(and(eq(versions.datasetId, datasetId), eq(versions.number, number)));
  return row ?? null;
}

/** The version that is being made, or that waits for a person. */
export async function versionIn(
  state: 'importing' | 'held',
  datasetId: string,
  database: Connection,
): Promise<VersionRow | null> {
  const [row] = await database
    .select()
    .from(versions)
    .where(and(eq(versions.datasetId, datasetId), eq(versions.state, state)));
  return row ?? null;
}

export async function versionsOf(datasetId: string, database: Connection): Promise<VersionRow[]> {
  return await database
    .select()
    .from(versions)
    .where(eq(versions.datasetId, datasetId))
    .orderBy(desc(versions.number));
}

/** The newest recipes of an organisation for which somebody said how the file is to be read. */
export async function answeredRecipes(
  organisationId: string,
  database: Connection,
): Promise<readonly Recipe[]> {
  const rows = await database
    .select({ recipe: versions.recipe })
    .from(versions)
    .innerJoin(datasets, eq(datasets.id, versions.datasetId))
    .where(
      and(
        eq(datasets.organisationId, organisationId),
        eq(versions.state, 'ready'),
        sql`${versions.recipe} ? 'answered'`,
      ),
    )
    .orderBy(desc(versions.createdAt))
    .limit(200);
  return rows.flatMap(({ recipe }) => (recipe ? [recipe] : []));
}

export async function updateVersion(
  id: string,
  changes: Partial<typeof versions.$inferInsert>,
  database: Connection,
): Promise<void> {
  await database.update(versions).set(changes).where(eq(versions.id, id));
}

export async function deleteVersion(id: string, database: Connection): Promise<void> {
  await database.delete(versions).where(eq(versions.id, id));
}

export async function replaceColumns(
  versionId: string,
  rows: readonly NewColumn[],
  database: Connection,
): Promise<void> {
  await database.delete(columns).where(eq(columns.versionId, versionId));
  if (rows.length > 0) await database.insert(columns).values([...rows]);
}

export async function columnsOf(versionId: string, database: Connection): Promise<ColumnRow[]> {
  return await database
    .select()
    .from(columns)
    .where(eq(columns.versionId, versionId))
    .orderBy(asc(columns.position));
}

export async function saveProfiles(
  versionId: string,
  profiles: readonly Omit<ColumnProfile, 'meaning'>[],
  database: Connection,
): Promise<void> {
  for (const profile of profiles)
    await database
      .update(columns)
      .set({ profile })
      .where(and(eq(columns.versionId, versionId), eq(columns.position, profile.position)));
}

/** Keeps what columns mean, by their names. */
export async function saveMeanings(
  versionId: string,
  meanings: readonly ColumnMeaning[],
  database: Connection,
): Promise<void> {
  for (const meaning of meanings)
    await database
      .update(columns)
      .set({ meaning })
      .where(and(eq(columns.versionId, versionId), eq(columns.name, meaning.column)));
}

/** Longer does nobody look at columns; versions of old were never looked at. */
const lookedAtFor = 3_600_000;

/** Whether the job that made a version may still find out what its columns mean. */
export function beingLookedAt({ proposals, createdAt }: VersionRow): boolean {
  return proposals === null && Date.now() - createdAt.getTime() < lookedAtFor;
}

/** The version that this one was made from by steps; itself when it is as its file is. */
export async function rawOf(version: VersionRow, database: Connection): Promise<VersionRow> {
  if (version.rawNumber === null) return version;
  return (await readyVersion(version.datasetId, version.rawNumber, database)) ?? version;
}

/**
 * For each dataset its newest ready version, the import going on, and counts. All of one moment: an
 * import that ends meanwhile is told as going on or as ready, never as neither.
 */
export async function summariesOf(
  datasetIds: readonly string[],
  database: Connection,
): Promise<ReadonlyMap<string, VersionSummary>> {
  if (datasetIds.length === 0) return new Map();
  const ids = [...datasetIds];
  const ofDataset = sql`over (partition by ${versions.datasetId})`;
  const found = await database
    .selectDistinctOn([versions.datasetId], {
      version: versions,
      ready: sql<number>`(count(*) filter (where ${versions.state} = 'ready') ${ofDataset})::int`,
      held: sql<
        number | null
      >`(max(${versions.number}) filter (where ${versions.state} = 'held') ${ofDataset})::int`,
      jobId: sql<
        string | null
      >`max(${versions.jobId}::text) filter (where ${versions.state} = 'importing') ${ofDataset}`,
    })
    .from(versions)
    .where(inArray(versions.datasetId, ids))
    .orderBy(versions.datasetId, desc(eq(versions.state, 'ready')), desc(versions.number));
  const widths = await widthsOf(
    found.flatMap(({ version }) => (version.state === 'ready' ? [version.id] : [])),
    database,
  );
  const none = { latest: null, importing: null, held: null, versionCount: 0, columnCount: 0 };
  const summaries = found.map(({ version, ready, held, jobId }): [string, VersionSummary] => [
    version.datasetId,
    {
      latest: version.state === 'ready' ? version : null,
      importing: jobId === null ? null : { jobId },
      held,
      versionCount: ready,
      columnCount: widths.get(version.id) ?? 0,
    },
  ]);
  return new Map([...ids.map((id): [string, VersionSummary] => [id, none]), ...summaries]);
}

/** How many columns each version has. */
async function widthsOf(
  versionIds: readonly string[],
  database: Connection,
): Promise<ReadonlyMap<string, number>> {
  if (versionIds.length === 0) return new Map();
  const rows = await database
    .select({ versionId: columns.versionId, width: count() })
    .from(columns)
    .where(inArray(columns.versionId, [...versionIds]))
    .groupBy(columns.versionId);
  return new Map(rows.map(({ versionId, width }) => [versionId, width]));
}

/** Objects of the store that a dataset's versions hold. */
export function objectsOf(rows: readonly VersionRow[]): readonly string[] {
  return rows
    .flatMap(({ objectId, rejectedObjectId, repairsObjectId, sourceObjectId }) => [
      objectId,
      rejectedObjectId,
      repairsObjectId,
      sourceObjectId,
    ])
    .filter((id) => id !== null);
}
