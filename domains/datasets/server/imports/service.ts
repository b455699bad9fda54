import { type Actor, type CallInput, errors, newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { importFile } from '../../contract/routes.ts';
import type { Deps } from '../deps.ts';
import { datasetNameFrom } from '../parsing/column-names.ts';
import type { Asked } from '../parsing/formats/read-table.ts';
import { mustBeAllowed, organisationToCreateIn } from '../policy.ts';
import { find, type Note, nameTaken, noteOf } from '../service.ts';
import { type DatasetRow, datasetById, insertDataset, lockDataset } from '../store.ts';
import {
  heldVersion,
  importingVersion,
  insertVersion,
  nextNumber,
  versionsOf,
} from '../versions/store.ts';

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

/** The part asked for; else, for a next version, the part the version before it was made of. */
async function askedOf(
  { sheet, table, member }: ImportInput,
  dataset: DatasetRow,
  transaction: Transaction,
): Promise<Asked> {
  const asked = {
    ...(sheet === undefined ? {} : { sheet }),
    ...(table === undefined ? {} : { table }),
    ...(member === undefined ? {} : { member }),
  };
  if (Object.keys(asked).length > 0) return asked;
  const versions = await versionsOf(dataset.id, transaction);
  const part = versions.find(({ state }) => state === 'ready')?.recipe?.part;
  return part ? { ...part, remembered: true } : {};
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
  if (await importingVersion(dataset.id, transaction))
    throw errors.conflict('datasets.importing', `An import into “${dataset.name}” is going on.`, {
      hint: 'Wait until it is done, or cancel it.',
    });
  const held = await heldVersion(dataset.id, transaction);
  if (held)
    throw errors.conflict(
      'datasets.held',
      `Version ${held.number} of “${dataset.name}” waits to be released or discarded.`,
      { hint: 'Decide about it on the page of the dataset, then import the file.' },
    );
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
