import { type Actor, type CallInput, newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { importFile } from '../../contract/routes.ts';
import type { Deps } from '../deps.ts';
import { datasetNameFrom } from '../parsing/column-names.ts';
import type { Asked } from '../parsing/formats/read-table.ts';
import { mustBeAllowed, organisationToCreateIn } from '../policy.ts';
import { find, type Note, nameTaken, noteOf } from '../service.ts';
import { settingsOf } from '../settings/store.ts';
import {
  type DatasetRow,
  datasetById,
  insertDataset,
  lockDataset,
  updateDataset,
} from '../store.ts';
import { mustBeIdle } from '../versions/idle.ts';
import { insertVersion, nextNumber, versionsOf } from '../versions/store.ts';

export type ImportInput = CallInput<typeof importFile>;

export interface Begun {
  readonly datasetId: string;
  readonly name: string;
  readonly versionId: string;
  readonly jobId: string;
}

/** What is else made here, given: fixtures are the same at every making. */
export interface Given {
  readonly datasetId: string;
  readonly versionId: string;
  readonly ownerId: string | null;
  readonly at: Date;
}

/**
 * Begins to make a dataset, or its next version, from a file. Dataset, version and job come into
 * being together or not at all.
 */
export async function begin(
  actor: Actor,
  input: ImportInput,
  note: Note,
  deps: Deps,
  given?: Given,
): Promise<Begun> {
  const { platform, files } = deps;
  const { file, version } = await files.openVersion(
    actor,
    input.fileId,
    input.fileVersion,
    'explore',
  );
  return await platform.database.transaction(async (transaction) => {
    const dataset = input.datasetId
      ? await existing(actor, input.datasetId, transaction, deps)
      : await created(actor, input, file.name, transaction, deps, given);
    const versionId = given?.versionId ?? newId();
    const number = await nextNumber(dataset.id, transaction);
    if (input.datasetId && input.standardiseFrom !== undefined)
      await updateDataset(dataset.id, { standardiseFrom: input.standardiseFrom }, transaction);
    note({ ...noteOf(dataset, undefined, number), details: { fileId: file.id } });
    await platform.objects.keep(transaction, version.objectId);
    const jobId = await platform.jobs.send(
      {
        name: 'datasets.import',
        title: `Import ${file.name}`,
        input: {
          versionId,
          asked: await askedOf(input, dataset, transaction),
          ...(given ? { neverHeld: true } : {}),
        },
        organisationId: dataset.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: dataset.id },
        unit: 'rows',
      },
      transaction,
    );
    await insertVersion(
      {
        id: versionId,
        datasetId: dataset.id,
        number,
        state: 'importing',
        sourceBytes: version.bytes,
        sourceObjectId: version.objectId,
        sourceFileId: file.id,
        sourceFileName: file.name,
        sourceFileVersion: version.number,
        jobId,
        createdBy: given?.ownerId ?? actor.personId,
        ...(given ? { createdAt: given.at } : {}),
      },
      transaction,
    );
    return { datasetId: dataset.id, name: dataset.name, versionId, jobId };
  });
}

/** What was asked for; else, for a next version, the part and the reading that were right for the one before it. */
async function askedOf(
  input: ImportInput,
  dataset: DatasetRow,
  transaction: Transaction,
): Promise<Asked> {
  const part = given({ sheet: input.sheet, table: input.table, member: input.member });
  const said = given(readingOf(input));
  const versions = await versionsOf(dataset.id, transaction);
  const before = versions.find(({ state }) => state === 'ready')?.recipe;
  return {
    ...(part ?? (before?.part ? { ...before.part, remembered: true } : {})),
    ...(input.dialect === undefined ? {} : { dialect: input.dialect }),
    ...(said
      ? { reading: said }
      : before?.answered && input.dialect === undefined
        ? { reading: before.answered }
        : {}),
  };
}

function readingOf(input: ImportInput) {
  const { delimiter, quote, encoding, skipLines, headerRows } = input;
  // A shell gives a tab as two characters.
  const plain = delimiter?.replaceAll('\\t', '\t');
  return { delimiter: plain, quote, escape: input.escape, encoding, skipLines, headerRows };
}

/** The fields that have a value; null when none has. */
function given<T extends Readonly<Record<string, unknown>>>(fields: T): Partial<T> | null {
  const stated = Object.entries(fields).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? null : (Object.fromEntries(stated) as Partial<T>);
}

async function existing(
  actor: Actor,
  ref: string,
  transaction: Transaction,
  deps: Deps,
): Promise<DatasetRow> {
  const dataset = await find(actor, ref, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  await lockDataset(dataset.id, transaction);
  await mustBeIdle(dataset, transaction);
  return dataset;
}

async function created(
  actor: Actor,
  input: ImportInput,
  fileName: string,
  transaction: Transaction,
  deps: Deps,
  given?: Given,
): Promise<DatasetRow> {
  const organisationId = organisationToCreateIn(actor, deps.governance);
  const id = given?.datasetId ?? newId();
  const { standardiseFrom } = await settingsOf(organisationId, transaction);
  const base = input.name ?? datasetNameFrom(fileName);
  for (let copy = 1; copy <= 50; copy += 1) {
    const name = copy === 1 ? base : `${base}_${copy}`;
    const row = {
      id,
      organisationId,
      ownerId: given?.ownerId ?? actor.personId,
      name,
      title: input.title ?? fileName.replace(/\.[^.]+$/, ''),
      description: input.description ?? '',
      attribution: input.attribution ?? '',
      visibility: input.visibility ?? 'private',
      standardiseFrom: input.standardiseFrom ?? standardiseFrom,
      ...(given ? { createdAt: given.at } : {}),
    };
    if (await insertDataset(row, transaction)) {
      const dataset = await datasetById(id, transaction);
      if (dataset) return dataset;
    }
    // A name that the person chose is theirs to change; one that we made gets a number.
    if (input.name !== undefined) break;
  }
  throw nameTaken(base);
}
