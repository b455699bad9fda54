import { createReadStream } from 'node:fs';
import { newId } from '@insites/kernel';
import type { StoredObject, Transaction, TrustedSession } from '@insites/platform';
import type {
  CheckResult,
  ColumnMeaning,
  ColumnProfile,
  Conservation,
  QualityScore,
  RecipeStep,
} from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { profileColumns } from '../profiling/profile.ts';
import { open } from '../reading/open.ts';
import { understand } from '../standardising/understand.ts';
import type { DatasetRow } from '../store.ts';
import {
  columnNamesOf,
  columnsOf,
  rawOf,
  readyVersion,
  saveMeanings,
  saveProfiles,
  updateVersion,
  type VersionRow,
} from '../versions/store.ts';
import { check, type OpenOther } from './check.ts';
import type { ColumnFacts } from './column-facts.ts';
import { type DriftSide, type FoundDrift, findDrift } from './drift.ts';
import { factsOfColumns } from './facts.ts';
import { inLittleMemory } from './little-memory.ts';
import { repeatedRows } from './queries.ts';
import { rulesOf } from './rules.ts';
import { scoreOf } from './score.ts';
import { expectationsOf, factsOfVersion, insertCheck, insertDrift, saveFacts } from './store.ts';

/** A version whose Parquet lies in a private folder. */
export interface Assessed {
  readonly dataset: DatasetRow;
  readonly versionId: string;
  readonly number: number;
  /** Of one made by steps: the version that it was made from. */
  readonly rawNumber: number | null;
  readonly parquet: string;
  readonly rows: number;
  readonly at: Date;
  readonly conservation: Pick<Conservation, 'loaded' | 'rejected'> | null;
  readonly columns: readonly {
    readonly position: number;
    readonly name: string;
    readonly source: string;
    readonly type: string;
    readonly why: string;
  }[];
}

/** What was found in a version: profiles, facts, what came of the expectations, drift. */
export interface Assessment {
  readonly profiles: readonly Omit<ColumnProfile, 'meaning'>[];
  /** Null when nobody looked again. */
  readonly understood: {
    readonly meanings: readonly ColumnMeaning[];
    readonly proposals: readonly RecipeStep[];
  } | null;
  readonly facts: readonly ColumnFacts[];
  readonly revision: number;
  readonly results: readonly CheckResult[];
  readonly score: QualityScore;
  readonly failingRows: number;
  readonly failing: StoredObject | null;
  /** Null for a first version. */
  readonly drift: (FoundDrift & { readonly against: number }) | null;
}

interface Work {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** It was held against the version before already. */
  readonly compared?: boolean;
  /** What its columns mean is known. */
  readonly understood?: boolean;
}

/** Looks at a version before it is published, or after: profile, expectations, score, and drift from the last one published. */
export async function assess(version: Assessed, work: Work, deps: Deps): Promise<Assessment> {
  const { database, engine, objects } = deps.platform;
  const session = await engine.trusted({ signal: work.signal });
  const leases: { release(): void }[] = [];
  try {
    const profiles = await profileColumns(session, version.parquet, version.columns);
    const facts = await factsOfColumns(session, version.parquet, profiles);
    const before = await sideBefore(version, leases, session, deps);
    const { revision, items } = await expectationsOf(version.dataset.id, database);
    // What is expected holds for standardised values where steps are to be done on these.
    const raw = version.rawNumber === null && before?.standardised === true;
    const accepted = raw ? [] : items.filter(({ state }) => state === 'accepted');
    const outcome = await check(
      accepted,
      {
        parquet: version.parquet,
        rows: version.rows,
        at: version.at,
        rowsBefore: before?.rows ?? null,
        columns: facts,
      },
      { session, folder: work.folder, openOther: opener(version.dataset, leases, deps) },
    );
    const after = { version: version.number, parquet: version.parquet, rows: version.rows };
    const { rules } = await rulesOf(version.dataset, database);
    const drift =
      before && work.compared !== true
        ? await findDrift(
            before,
            { ...after, columns: facts },
            rules,
            { items: accepted, results: outcome.results },
            session,
          )
        : null;
    const score = scoreOf({
      rows: version.rows,
      cells: version.rows * facts.length,
      missing: facts.reduce((total, { missing }) => total + missing, 0),
      // Where one column has no value twice, no row is there twice.
      repeated: facts.some(({ unique }) => unique === true)
        ? 0
        : await inLittleMemory(session, version.rows, () => repeatedIn(version.parquet, session)),
      conservation: version.conservation,
      results: outcome.results,
      kept: before && { before: before.columns.length, same: sameColumns(before.columns, facts) },
    });
    const failing =
      outcome.failing === null
        ? null
        : await objects.put(version.dataset.organisationId, createReadStream(outcome.failing), {
            signal: work.signal,
          });
    return {
      profiles,
      understood:
        work.understood === true ? null : await understoodOf(version, session, work, deps),
      facts,
      revision,
      results: outcome.results,
      score,
      failingRows: outcome.failingRows,
      failing,
      drift: drift && before ? { ...drift, against: before.version } : null,
    };
  } finally {
    for (const lease of leases) lease.release();
    await session.close();
  }
}

/** A fault in looking at what columns mean costs no rows: the version is published without. */
async function understoodOf(
  { dataset, parquet, columns }: Assessed,
  session: TrustedSession,
  { signal }: Work,
  { platform }: Deps,
): Promise<Assessment['understood']> {
  try {
    return await understand(session, parquet, columns, dataset.chosenTypes ?? {}, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    platform.log.error(
      { err: error, dataset: dataset.name },
      'the meaning of columns was not found',
    );
    return { meanings: [], proposals: [] };
  }
}

/** Keeps what was found, in the transaction that publishes the version. Its columns must stand. */
export async function keepAssessment(
  versionId: string,
  found: Assessment,
  transaction: Transaction,
  deps: Deps,
): Promise<void> {
  await saveProfiles(versionId, found.profiles, transaction);
  if (found.understood) {
    await saveMeanings(versionId, found.understood.meanings, transaction);
    const proposals = [...found.understood.proposals];
    await updateVersion(versionId, { proposals }, transaction);
  }
  await saveFacts(versionId, found.facts, transaction);
  if (found.failing) await deps.platform.objects.keep(transaction, found.failing.id);
  await insertCheck(
    {
      id: newId(),
      versionId,
      revision: found.revision,
      score: found.score,
      results: [...found.results],
      failingRows: found.failingRows,
      failingObjectId: found.failing?.id ?? null,
    },
    transaction,
  );
  if (!found.drift) return;
  const { against, held, findings, patch, patchSentences } = found.drift;
  await insertDrift(
    {
      versionId,
      against,
      held,
      findings: [...findings],
      patch,
      patchSentences: [...patchSentences],
    },
    transaction,
  );
}

interface SideBefore extends DriftSide {
  /** Whether what was published is not this but what steps made of it. */
  readonly standardised: boolean;
}

/**
 * The version of the last file before, with what is known of it; found out where nobody has looked yet. Values of
 * files are held against values of files, standardised ones against what was published.
 */
async function sideBefore(
  { dataset, number, rawNumber }: Assessed,
  leases: { release(): void }[],
  session: TrustedSession,
  deps: Deps,
): Promise<SideBefore | null> {
  const { database, objects } = deps.platform;
  const last = await readyVersion(dataset.id, undefined, database, rawNumber ?? number);
  const version = last && rawNumber === null ? await rawOf(last, database) : last;
  if (!version?.objectId) return null;
  const lease = await objects.cached(version.objectId);
  leases.push(lease);
  let columns = await factsOfVersion(version.id, database);
  if (columns === null) {
    const rows = await columnsOf(version.id, database);
    columns = await factsOfColumns(
      session,
      lease.path,
      await profileColumns(session, lease.path, rows),
    );
    await saveFacts(version.id, columns, database);
  }
  const standardised = rawNumber === null && isStandardised(last);
  return {
    version: version.number,
    parquet: lease.path,
    rows: version.rows,
    columns,
    standardised,
  };
}

function isStandardised(version: VersionRow | null): boolean {
  return version !== null && version.rawNumber !== null && (version.steps ?? []).length > 0;
}

/** The program reads the other dataset for its organisation; who added the expectation had to be able to. */
function opener(dataset: DatasetRow, leases: { release(): void }[], deps: Deps): OpenOther {
  const actor = deps.identity.systemActor(dataset.organisationId);
  return async (ref, column) => {
    const opened = await open(actor, ref, 'profile', () => undefined, deps).catch(() => null);
    if (!opened) return null;
    leases.push(opened);
    const names = await columnNamesOf(opened.version.id, deps.platform.database);
    return names.includes(column) ? opened.grant.parquet : null;
  };
}

async function repeatedIn(parquet: string, session: TrustedSession): Promise<number> {
  const [row = {}] = await session.run(repeatedRows(parquet).text);
  return Number(row.repeated ?? 0);
}

function sameColumns(before: readonly ColumnFacts[], after: readonly ColumnFacts[]): number {
  return before.filter(({ name, kind }) =>
    after.some((column) => column.name === name && column.kind === kind),
  ).length;
}
