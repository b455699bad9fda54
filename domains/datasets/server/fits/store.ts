import type { Connection } from '@insites/platform';
import { and, asc, desc, eq, inArray, isNotNull, lt, ne, notExists, sql } from 'drizzle-orm';
import type { SemanticType } from '../../contract/index.ts';
import { columns, datasets, sketches, versions } from '../tables.ts';

export type NewSketch = typeof sketches.$inferInsert;

/** A column with what is compared of it first: everything but its sketch. */
export interface ColumnFacts {
  readonly versionId: string;
  readonly position: number;
  readonly name: string;
  readonly type: string;
  readonly meaning: SemanticType | null;
  readonly confidence: number | null;
  /** No value stands twice, counted, and none is missing. */
  readonly unique: boolean;
  readonly min: string | null;
  readonly max: string | null;
  /** Null while it was not sketched. */
  readonly present: number | null;
  readonly distinct: number | null;
  readonly counted: boolean | null;
  readonly line: 'integers' | 'days' | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly sketched: boolean;
}

/** Keeps the sketches of a version; those of the dataset's older versions go. */
export async function keepSketches(
  version: { readonly id: string; readonly datasetId: string; readonly number: number },
  rows: readonly NewSketch[],
  database: Connection,
): Promise<void> {
  const older = database
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.datasetId, version.datasetId), lt(versions.number, version.number)));
  await database.delete(sketches).where(inArray(sketches.versionId, older));
  await database.delete(sketches).where(eq(sketches.versionId, version.id));
  for (let from = 0; from < rows.length; from += 100)
    await database.insert(sketches).values(rows.slice(from, from + 100));
}

export interface NewestVersion {
  readonly id: string;
  readonly datasetId: string;
  readonly number: number;
  readonly rows: number;
}

/** The newest ready version of each dataset. */
export async function newestVersions(
  datasetIds: readonly string[],
  database: Connection,
): Promise<readonly NewestVersion[]> {
  if (datasetIds.length === 0) return [];
  return await database
    .selectDistinctOn([versions.datasetId], {
      id: versions.id,
      datasetId: versions.datasetId,
      number: versions.number,
      rows: versions.rows,
    })
    .from(versions)
    .where(and(inArray(versions.datasetId, [...datasetIds]), eq(versions.state, 'ready')))
    .orderBy(versions.datasetId, desc(versions.number));
}

/** Columns of versions, the first `atMost` of each. */
export async function factsOf(
  versionIds: readonly string[],
  atMost: number,
  database: Connection,
): Promise<readonly ColumnFacts[]> {
  if (versionIds.length === 0) return [];
  return await database
    .select({
      versionId: columns.versionId,
      position: columns.position,
      name: columns.name,
      type: columns.type,
      meaning: sql<SemanticType | null>`${columns.meaning}->'best'->>'type'`,
      confidence: sql<number | null>`(${columns.meaning}->'best'->>'confidence')::float8`,
      unique: sql<boolean>`coalesce((${columns.meaning}->>'unique')::boolean, false)`,
      min: sql<string | null>`${columns.profile}->>'min'`,
      max: sql<string | null>`${columns.profile}->>'max'`,
      present: sketches.present,
      distinct: sketches.distinct,
      counted: sketches.counted,
      line: sketches.line,
      low: sketches.low,
      high: sketches.high,
      sketched: sql<boolean>`${sketches.sealed} IS NOT NULL`,
    })
    .from(columns)
    .leftJoin(
      sketches,
      and(eq(sketches.versionId, columns.versionId), eq(sketches.position, columns.position)),
    )
    .where(and(inArray(columns.versionId, [...versionIds]), lt(columns.position, atMost)))
    .orderBy(asc(columns.versionId), asc(columns.position));
}

/** Sealed sketches of some columns. */
export async function sealedOf(
  wanted: readonly { readonly versionId: string; readonly position: number }[],
  database: Connection,
): Promise<
  readonly { readonly versionId: string; readonly position: number; readonly sealed: Uint8Array }[]
> {
  if (wanted.length === 0) return [];
  const pairs = wanted.map(
    ({ versionId, position }) => sql`(${versionId}::uuid, ${position}::int)`,
  );
  const rows = await database
    .select({
      versionId: sketches.versionId,
      position: sketches.position,
      sealed: sketches.sealed,
    })
    .from(sketches)
    .where(
      and(
        isNotNull(sketches.sealed),
        sql`(${sketches.versionId}, ${sketches.position}) IN (${sql.join(pairs, sql`, `)})`,
      ),
    );
  return rows.flatMap((row) => (row.sealed ? [{ ...row, sealed: row.sealed }] : []));
}

/** Datasets whose newest version has no sketches, though its columns were looked at; some. */
export async function withoutSketches(
  atMost: number,
  database: Connection,
): Promise<readonly string[]> {
  const newer = database
    .select({ one: sql`1` })
    .from(sql`"datasets"."versions" AS newer`)
    .where(
      sql`newer.dataset_id = ${versions.datasetId} AND newer.state = 'ready' AND newer.number > ${versions.number}`,
    );
  const taken = database
    .select({ one: sql`1` })
    .from(sketches)
    .where(eq(sketches.versionId, versions.id));
  const rows = await database
    .select({ datasetId: versions.datasetId })
    .from(versions)
    .innerJoin(datasets, eq(datasets.id, versions.datasetId))
    .where(
      and(
        eq(versions.state, 'ready'),
        isNotNull(versions.objectId),
        ne(versions.rows, 0),
        sql`(${versions.proposals} IS NOT NULL OR ${versions.createdAt} < now() - interval '1 hour')`,
        notExists(newer),
        notExists(taken),
      ),
    )
    .orderBy(desc(datasets.updatedAt))
    .limit(atMost);
  return rows.map(({ datasetId }) => datasetId);
}
