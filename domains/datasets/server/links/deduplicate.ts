import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Actor, type CallInput, errors, newId, type RouteOutput } from '@insites/kernel';
import type { JobRun, Transaction } from '@insites/platform';
import type { deduplicate, SurvivorRule } from '../../contract/duplicates.ts';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { look } from '../imports/look.ts';
import { mustBeAllowed, organisationToCreateIn } from '../policy.ts';
import { describeParquet, parquetRows } from '../queries.ts';
import { open } from '../reading/open.ts';
import { type Note, nameTaken } from '../service.ts';
import {
  type DatasetRow,
  datasetById,
  insertDataset,
  lockDataset,
  updateDataset,
} from '../store.ts';
import { mustBeIdle } from '../versions/idle.ts';
import {
  columnsOf,
  insertVersion,
  nextNumber,
  replaceColumns,
  updateVersion,
  versionById,
} from '../versions/store.ts';
import { groupColumns, writeSurvivors } from './keeping/queries.ts';
import { mustHave } from './service.ts';
import { decisionsOf, linkRunOf } from './store.ts';

export interface DeduplicateJob {
  readonly versionId: string;
  /** The searched version, and where its groups are. */
  readonly fromVersionId: string;
  readonly membersObjectId: string;
  readonly rules: readonly SurvivorRule[];
}

/** Begins to make a dataset, or a version, with one row for each thing. */
export async function beginDeduplicate(
  actor: Actor,
  input: CallInput<typeof deduplicate> & {
    rules: readonly SurvivorRule[];
    into: 'dataset' | 'version';
  },
  note: Note,
  deps: Deps,
): Promise<RouteOutput<typeof deduplicate>> {
  const { platform, governance } = deps;
  const opened = await open(actor, input.id, 'export', note, deps);
  opened.release();
  const { dataset, version } = opened;
  if (opened.grant.restriction)
    throw errors.notAllowed('governance.refused', 'You may see a part of this dataset only.', {
      hint: 'Ask its owner to join its duplicates.',
    });
  if (input.into === 'version') mustBeAllowed(actor, 'update', dataset, governance);
  const run = await linkRunOf(dataset.id, platform.database);
  const [decision] = await decisionsOf(
    dataset.id,
    { counting: false, limit: 1 },
    platform.database,
  );
  if (!run?.summary || !run.membersObjectId || run.versionId !== version.id)
    throw notSearched(dataset);
  const changed = decision?.undoneAt ?? decision?.decidedAt;
  if (changed && changed > new Date(run.summary.at)) throw undecided(dataset);
  const rules = input.rules.flatMap(({ column, by }) =>
    by === undefined ? [column] : [column, by],
  );
  await mustHave(rules, version.id, deps);
  const { membersObjectId } = run;
  return await platform.database.transaction(async (transaction) => {
    const target =
      input.into === 'version'
        ? await next(dataset, transaction)
        : await another(actor, input.name, dataset, transaction, deps);
    const versionId = newId();
    const job: DeduplicateJob = {
      versionId,
      fromVersionId: version.id,
      membersObjectId,
      rules: input.rules,
    };
    const jobId = await platform.jobs.send(
      {
        name: 'datasets.deduplicate',
        title: `Join the duplicates of ${dataset.title}`,
        input: { ...job },
        organisationId: target.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: target.id },
        unit: 'rows',
      },
      transaction,
    );
    await insertVersion(
      {
        id: versionId,
        datasetId: target.id,
        number: await nextNumber(target.id, transaction),
        state: 'importing',
        note: `Duplicates of version ${version.number} of ${dataset.name} joined.`,
        jobId,
        createdBy: actor.personId,
      },
      transaction,
    );
    note({ details: { into: target.id, rules: input.rules.length } });
    return { datasetId: target.id, name: target.name, versionId, jobId };
  });
}

/** Writes the surviving values and publishes the version. */
export async function runDeduplicate(
  run: JobRun<DeduplicateJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database, objects, engine } = deps.platform;
  const { versionId, fromVersionId, membersObjectId, rules } = run.input;
  const [version, from] = [
    await versionById(versionId, database),
    await versionById(fromVersionId, database),
  ];
  if (!version || !from?.objectId)
    throw errors.notFound('datasets.versionUnknown', 'The version to be made is gone.');
  if (version.state === 'ready')
    return { datasetId: version.datasetId, version: version.number, rows: version.rows };
  const [parquet, members, scratch] = [
    await objects.cached(from.objectId),
    await objects.cached(membersObjectId),
    await objects.scratch(),
  ];
  const session = await engine.trusted({ signal: run.signal });
  try {
    const before = await columnsOf(from.id, database);
    const path = join(scratch.path, 'unique.parquet');
    run.progress({ step: 'Joining duplicates', done: 0, total: from.rows, unit: 'rows' });
    await session.run(
      writeSurvivors(
        { parquet: parquet.path, members: members.path },
        before.map(({ name }) => name),
        rules,
        path,
      ).text,
    );
    const [footer] = await session.run(parquetRows(path).text);
    const described = await session.run(describeParquet(path).text);
    const rows = Number(footer?.rows ?? 0);
    const dataset = await organisationOf(version.datasetId, deps);
    const put = await objects.put(dataset, createReadStream(path), { signal: run.signal });
    await database.transaction(async (transaction) => {
      await lockDataset(version.datasetId, transaction);
      const current = await versionById(versionId, transaction);
      if (current?.state !== 'importing')
        throw errors.cancelled('platform.queryCancelled', 'The work was stopped meanwhile.');
      await objects.keep(transaction, put.id);
      await updateVersion(
        versionId,
        {
          state: 'ready',
          rows,
          bytes: put.bytes,
          sha256: put.sha256,
          objectId: put.id,
          note: `${version.note.slice(0, -1)}: ${from.rows.toLocaleString('en')} rows became ${rows.toLocaleString('en')}.`,
        },
        transaction,
      );
      await replaceColumns(
        versionId,
        described.map((column, position) => ({ versionId, position, ...columnOf(column, before) })),
        transaction,
      );
      await updateDataset(version.datasetId, {}, transaction);
    });
    await look(run, versionId, path, scratch.path, deps);
    await sketchAfter(run, version.datasetId, deps);
    return { datasetId: version.datasetId, version: version.number, rows };
  } finally {
    await session.close();
    for (const lease of [parquet, members, scratch]) lease.release();
  }
}

function columnOf(
  described: Readonly<Record<string, unknown>>,
  before: readonly { name: string; source: string; why: string }[],
) {
  const name = String(described.column_name);
  const known = groupColumns.some((own) => own === name)
    ? undefined
    : before.find((each) => each.name === name);
  return {
    name,
    source: known?.source ?? name,
    type: String(described.column_type),
    why: known?.why ?? 'Made by joining duplicates.',
  };
}

async function organisationOf(datasetId: string, { platform }: Deps): Promise<string> {
  const dataset = await datasetById(datasetId, platform.database);
  if (!dataset) throw errors.notFound('datasets.unknown', 'The dataset was deleted meanwhile.');
  return dataset.organisationId;
}

async function next(dataset: DatasetRow, transaction: Transaction): Promise<DatasetRow> {
  await lockDataset(dataset.id, transaction);
  await mustBeIdle(dataset, transaction);
  return dataset;
}

async function another(
  actor: Actor,
  wanted: string | undefined,
  from: DatasetRow,
  transaction: Transaction,
  deps: Deps,
): Promise<DatasetRow> {
  const organisationId = organisationToCreateIn(actor, deps.governance);
  for (let copy = 1; copy <= 50; copy += 1) {
    const name = wanted ?? `${from.name.slice(0, 52)}_unique${copy === 1 ? '' : `_${copy}`}`;
    const now = new Date();
    const row: DatasetRow = {
      id: newId(),
      organisationId,
      ownerId: actor.personId,
      name,
      title: `${from.title.slice(0, 180)}, duplicates joined`,
      description: from.description,
      attribution: from.attribution,
      visibility: 'private',
      standardiseFrom: null,
      chosenTypes: null,
      driftRules: null,
      createdAt: now,
      updatedAt: now,
    };
    if (await insertDataset(row, transaction)) return row;
    if (wanted !== undefined) break;
  }
  throw nameTaken(wanted ?? from.name);
}

function notSearched(dataset: DatasetRow) {
  return errors.conflict(
    'datasets.notSearched',
    `Nobody has looked for duplicates in the newest version of “${dataset.name}”.`,
    {
      hint: 'Look for duplicates first.',
    },
  );
}

function undecided(dataset: DatasetRow) {
  return errors.conflict(
    'datasets.notSearched',
    `The groups of “${dataset.name}” are older than the last decision about two rows.`,
    {
      hint: 'Look for duplicates again, so that every decision counts.',
    },
  );
}
