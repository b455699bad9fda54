import { type Actor, errors, newId } from '@insites/kernel';
import type { Deps } from '../deps.ts';
import { mustBeAllowed } from '../policy.ts';
import { versionUnknown } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { lockDataset } from '../store.ts';
import { mustBeIdle } from '../versions/idle.ts';
import {
  columnNamesOf,
  insertVersion,
  nextNumber,
  rawOf,
  readyVersion,
  type VersionRow,
} from '../versions/store.ts';
import { asJsonLines, rejectedOf, repairsOf } from './kept.ts';
import { planOf, type RepairInput } from './plan.ts';

/** `baseId`: the version as the file is, from which the new one is made. */
export interface RepairJob {
  readonly versionId: string;
  readonly baseId: string;
}

interface Begun {
  readonly datasetId: string;
  readonly versionId: string;
  readonly jobId: string;
  readonly number: number;
  readonly sent: number;
  readonly takenBack: number;
}

/**
 * Begins to make the next version with repaired rows. What is to be done is kept in the object store beside the
 * version; version, job and plan come into being together. Who comes second is told.
 */
export async function begin(
  actor: Actor,
  input: RepairInput,
  note: Note,
  deps: Deps,
): Promise<Begun> {
  const { platform } = deps;
  const { objects, database } = platform;
  const dataset = await find(actor, input.id, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  const latest = await readyVersion(dataset.id, undefined, database);
  if (!latest) throw versionUnknown(dataset, undefined);
  const raw = await rawOf(latest, database);
  const isNewest = [undefined, latest.number, raw.number].includes(input.version);
  if (!isNewest) throw passed(dataset.name, latest);
  if (!raw.recipe) throw versionUnknown(dataset, input.version);
  const columns = await columnNamesOf(raw.id, database);
  const plan = await planOf(
    input,
    { number: raw.number, recipe: raw.recipe, columns },
    rejectedOf(raw, objects),
    repairsOf(raw, objects),
  );
  const { sent, suggested, takenBack } = plan;
  const stored = await objects.put(dataset.organisationId, asJsonLines(plan.items));
  return await database.transaction(async (transaction) => {
    await lockDataset(dataset.id, transaction);
    await mustBeIdle(dataset, transaction);
    const newest = await readyVersion(dataset.id, undefined, transaction);
    if (newest?.id !== latest.id) throw passed(dataset.name, newest ?? latest);
    const number = await nextNumber(dataset.id, transaction);
    note({
      ...noteOf(dataset, undefined, number),
      rows: sent + takenBack,
      details: { from: raw.number, sent, suggested, takenBack },
    });
    const versionId = newId();
    const jobId = await platform.jobs.send(
      {
        name: 'datasets.repairRejected',
        title: `Repair rows of ${dataset.title}`,
        input: { versionId, baseId: raw.id },
        organisationId: dataset.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: dataset.id },
        unit: 'rows',
      },
      transaction,
    );
    const { datasetId, sourceBytes, sourceObjectId, sourceFileId } = raw;
    const { sourceFileName, sourceFileVersion } = raw;
    await insertVersion(
      {
        id: versionId,
        datasetId,
        number,
        state: 'importing',
        sourceBytes,
        sourceObjectId,
        sourceFileId,
        sourceFileName,
        sourceFileVersion,
        repairsObjectId: stored.id,
        jobId,
        createdBy: actor.personId,
      },
      transaction,
    );
    await objects.keep(transaction, stored.id);
    if (sourceObjectId) await objects.keep(transaction, sourceObjectId);
    return { datasetId, versionId, jobId, number, sent, takenBack };
  });
}

function passed(name: string, { number }: VersionRow) {
  return errors.conflict(
    'datasets.versionPassed',
    `“${name}” has version ${number} by now; its rejected rows may be other ones.`,
    { hint: 'Look at its rejected rows again and repair those.' },
  );
}
