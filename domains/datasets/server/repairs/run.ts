import { createReadStream } from 'node:fs';
import { errors } from '@insites/kernel';
import type { JobRun } from '@insites/platform';
import type { Recipe } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { asImportError } from '../imports/failures.ts';
import { compareWithLast } from '../imports/look.ts';
import { refusals } from '../imports/refusals.ts';
import type { Assessment } from '../quality/assess.ts';
import { publishVersion } from '../quality/publish.ts';
import { standardiseAfter } from '../standardising/run.ts';
import { type DatasetRow, datasetById } from '../store.ts';
import { columnsOf, type VersionRow, versionById } from '../versions/store.ts';
import { asJsonLines, jsonLines, type Planned, planned, rejectedOf } from './kept.ts';
import { left, type Repaired, repaired } from './make.ts';
import type { RepairJob } from './service.ts';

/**
 * Makes the version that was asked for, and does the steps of the one before on it. It is held against that one as
 * any new version is, so it may have to wait for a person.
 */
export async function runRepair(
  run: JobRun<RepairJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database } = deps.platform;
  const version = await versionById(run.input.versionId, database);
  const base = await versionById(run.input.baseId, database);
  if (!version || !base?.objectId || !base.conservation || !base.recipe)
    throw errors.notFound('datasets.versionUnknown', 'The version to be repaired is gone.');
  const done = version.state === 'importing' ? await make(run, version, base, deps) : null;
  const ready = await versionById(version.id, database);
  const published = ready?.state === 'ready';
  const standardised = published ? await standardiseAfter(run, ready, deps) : null;
  if (published) await sketchAfter(run, version.datasetId, deps);
  return {
    datasetId: version.datasetId,
    version: standardised ?? version.number,
    rows: ready?.rows ?? 0,
    held: ready?.state === 'held',
    sentence: ready?.conservation?.sentence ?? '',
    ...(done === null
      ? {}
      : { repaired: done.fit, refused: done.refused.size, takenBack: done.back.length }),
  };
}

async function make(
  run: JobRun<RepairJob>,
  version: VersionRow,
  base: VersionRow,
  deps: Deps,
): Promise<Repaired> {
  const { database, objects, engine } = deps.platform;
  const { signal } = run;
  const dataset = await datasetById(version.datasetId, database);
  if (!dataset) throw errors.notFound('datasets.unknown', 'The dataset was deleted meanwhile.');
  run.progress({ step: 'Looking at the repaired rows', done: 0, total: base.rows, unit: 'rows' });
  const scratch = await objects.scratch();
  const lease = await objects.cached(base.objectId ?? '');
  try {
    const plan = await planFor(version, deps);
    const columns = await columnsOf(base.id, database);
    const { conservation, recipe } = base;
    if (!conservation || !recipe)
      throw errors.notFound('datasets.versionUnknown', 'It has no account.');
    const before = { parquet: lease.path, rows: base.rows, columns, conservation };
    const made = await repaired(before, plan, { engine, folder: scratch.path, signal });
    mustFit(plan, made);
    if (!made.conservation.holds)
      throw refusals.unaccounted(
        version.sourceFileName ?? 'the file',
        made.conservation.records,
        made.conservation.records - made.conservation.loaded + made.rows,
      );
    const read = { ...made, recipe: { columns } };
    const found = await compareWithLast(run, dataset, version, read, scratch.path, deps);
    run.progress({ step: 'Sealing the version', done: made.rows, total: made.rows });
    await keep({ dataset, version, base, recipe, columns }, made, found, run, deps);
    return made;
  } catch (thrown) {
    throw asImportError(thrown, version.sourceFileName ?? 'the file');
  } finally {
    lease.release();
    scratch.release();
  }
}

async function planFor(version: VersionRow, { platform: { objects } }: Deps): Promise<Planned[]> {
  const items: Planned[] = [];
  const content = await objects.open(version.repairsObjectId ?? '');
  for await (const item of jsonLines(content, planned)) items.push(item);
  return items;
}

interface Kept {
  readonly dataset: DatasetRow;
  readonly version: VersionRow;
  readonly base: VersionRow;
  readonly recipe: Recipe;
  readonly columns: Recipe['columns'];
}

async function keep(
  { dataset, version, base, recipe, columns }: Kept,
  made: Repaired,
  found: Assessment,
  { signal }: JobRun<RepairJob>,
  deps: Deps,
): Promise<void> {
  const { objects } = deps.platform;
  const put = (content: AsyncIterable<Uint8Array>) =>
    objects.put(dataset.organisationId, content, { signal });
  const parquet = await put(createReadStream(made.parquet, { highWaterMark: 1 << 20 }));
  const rejected =
    made.conservation.rejected > 0
      ? await put(asJsonLines(left(rejectedOf(base, objects), made)))
      : null;
  const repairs = made.repairs.length > 0 ? await put(asJsonLines(made.repairs)) : null;
  await publishVersion(
    version,
    {
      ...{ parquet, rejected, repairs, rows: made.rows, conservation: made.conservation },
      recipe,
      columns,
      note: noteFor(made, base.number),
      found,
    },
    deps,
  );
}

/** What the history says. */
function noteFor({ fit, refused, back }: Repaired, number: number): string {
  const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
  const parts = [
    ...(fit > 0 ? [`${rows(fit)} rejected from version ${number} repaired and sent back.`] : []),
    ...(refused.size > 0 ? [`${rows(refused.size)} sent back and refused again.`] : []),
    ...(back.length > 0 ? [`The repair of ${rows(back.length)} taken back.`] : []),
  ];
  return parts.join(' ');
}

/** Nothing is made where nothing fits; each row is told why, the first hundred of them. */
function mustFit(plan: readonly Planned[], { fit, refused, back }: Repaired): void {
  if (fit > 0 || back.length > 0) return;
  const sent = plan.flatMap((item) => (item.kind === 'sent' ? [item] : []));
  const fields = sent.slice(0, 100).map(({ row, rejected: { line } }) => ({
    path: `line:${line}`,
    message: refused.get(row)?.why ?? '',
  }));
  const shown = fields
    .slice(0, 3)
    .map(({ path, message }) => `${path.replace(':', ' ')}: ${message}`);
  throw errors.invalid(
    'datasets.repairRefused',
    `${sent.length === 1 ? 'The repaired row does not fit' : `None of the ${sent.length.toLocaleString('en')} repaired rows fits`} the table, so there is no new version. ${shown.join(' ')}`,
    { hint: 'Correct what is named and send them again.', fields },
  );
}
