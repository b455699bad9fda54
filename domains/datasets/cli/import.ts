import { basename } from 'node:path';
import { type CliCall, cliVerb } from '@insites/client';
import { uploadFile } from '@insites/files/cli';
import { visibility } from '@insites/governance/contract';
import { errors, InsitesError, type RouteOutput } from '@insites/kernel';
import { type JobView, watchJob } from '@insites/platform/contract';
import { z } from 'zod';
import {
  type ColumnProfile,
  datasetName,
  datasetRef,
  importFile,
  isQuestion,
  listVersions,
  profile,
  proposals,
  read,
  readDrift,
  reading,
} from '../contract/index.ts';

const options = z.object({
  file: z.string().describe('The file to import'),
  name: datasetName.optional().describe('Name of the dataset; default: from the name of the file'),
  title: z.string().optional().describe('Title for people'),
  description: z.string().optional().describe('What it is, in a few sentences'),
  visibility: visibility.default('private'),
  attribution: z.string().optional().describe('Where it comes from and under which licence'),
  sheet: importFile.input.shape.sheet,
  table: importFile.input.shape.table,
  member: importFile.input.shape.member,
  dialect: importFile.input.shape.dialect,
  ...reading.shape,
  standardiseFrom: importFile.input.shape.standardiseFrom,
  newVersionOf: datasetRef
    .optional()
    .describe('Make the next version of this dataset (id or name)'),
  wait: z.boolean().default(true).describe('Wait until it is done; --no-wait answers at once'),
});

/** `insites datasets import FILE`: uploads, imports, follows the progress, tells what came of every row. */
export const importVerb = cliVerb({
  words: ['datasets', 'import'],
  summary: 'Make a dataset, or its next version, from a file on this machine',
  options,
  positional: ['file'],
  run: async (call) => {
    const { input, client, print } = call;
    const { file, wait, newVersionOf, ...fields } = input;
    // Looked up before the upload, so that a wrong name is told at once.
    const before = newVersionOf && (await client.call(read, { id: newVersionOf }));
    const uploaded = await uploadFile({
      client,
      path: file,
      signal: call.signal,
      onProgress: (done, total) =>
        print.progress({ step: 'Uploading', done, total, unit: 'bytes' }),
    });
    const begun = await client.call(importFile, {
      ...fields,
      fileId: uploaded.fileId,
      ...(before ? { datasetId: before.id } : {}),
    });
    if (!wait) return print.answer(begun);
    await follow(begun.jobId, call);
    const told = await report(begun.datasetId, basename(file), call);
    print.answer(told);
    if (told.held && told.version !== null) print.say(waits(told.name, told.version));
    if (told.asked.length > 0) print.say(asks(told.name, told.asked));
  },
});

/** What to say of a version that is held. */
export function waits(name: string, version: number): string {
  return `Version ${version} is held: it differs from the one before. Publish it with: insites datasets release ${name} --version ${version} --accept (or --reason …)`;
}

/** What to say of columns of which nothing tells what their whole numbers are. */
function asks(name: string, columns: readonly string[]): string {
  return `Text, as nothing tells whether they count something or name it: ${columns.join(', ')}. Those that count something become numbers with: insites datasets standardise ${name} --counting COLUMN,COLUMN`;
}

/** Shows how far a job is until it ends; throws what it failed with. */
export async function follow(
  jobId: string,
  { client, print, signal }: Pick<CliCall, 'client' | 'print' | 'signal'>,
  cancelled = 'The import was cancelled; nothing of it stays.',
): Promise<void> {
  let last: JobView | null = null;
  for await (const job of client.call(watchJob, { id: jobId }, { signal })) {
    last = job;
    print.progress({
      step: job.step ?? job.title,
      done: job.done,
      total: job.total,
      unit: job.unit,
    });
  }
  if (last?.state === 'failed' && last.error) {
    const { kind, code, message, hint } = last.error;
    throw new InsitesError(kind, code, message, hint === null ? {} : { hint });
  }
  if (last?.state !== 'done') throw errors.cancelled('datasets.importing', cancelled);
}

/** What came of the file, as one document. */
async function report(datasetId: string, file: string, { client }: Pick<CliCall, 'client'>) {
  const dataset = await client.call(read, { id: datasetId });
  const number = dataset.held?.version ?? dataset.latest?.number;
  const { columns } = await client.call(profile, { id: datasetId, version: number });
  const { steps, standardiseFrom } = await client.call(proposals, {
    id: datasetId,
    version: number,
  });
  const { items } = await client.call(listVersions, { id: datasetId });
  const version = items.find((each) => each.number === number);
  const drift =
    number !== undefined && number > 1
      ? await client.call(readDrift, { id: datasetId, version: number }).catch(() => null)
      : null;
  const { recipe = null, conservation = null } = version ?? {};
  return {
    id: dataset.id,
    name: dataset.name,
    title: dataset.title,
    version: version?.number ?? null,
    file,
    rows: version?.rows ?? 0,
    loaded: conservation?.loaded ?? 0,
    rejected: conservation?.rejected ?? 0,
    preamble: conservation?.preamble ?? 0,
    footer: conservation?.footer ?? 0,
    blank: conservation?.blank ?? 0,
    header: conservation?.header ?? 0,
    detail: conservation?.detail ?? null,
    conservation: conservation?.sentence ?? null,
    holds: conservation?.holds ?? false,
    format: recipe?.format ?? null,
    packing: recipe?.packing ?? [],
    part: recipe?.part ?? {},
    notes: recipe?.notes ?? [],
    encoding: recipe?.encoding ?? null,
    dialect:
      recipe === null
        ? null
        : {
            delimiter: recipe.delimiter,
            quote: recipe.quote,
            escape: recipe.escape ?? null,
            header: recipe.header,
            headerRows: recipe.headerRows ?? null,
            comment: recipe.comment ?? null,
            skippedLines: recipe.skippedLines,
            probability: recipe.probability ?? null,
          },
    sha256: version?.sha256 ?? null,
    held: dataset.held !== null,
    drift: (drift?.findings ?? []).map(({ what, column, stops, sentence }) => ({
      what,
      column,
      stops,
      sentence,
    })),
    proposed: drift?.patchSentences ?? [],
    standardised: version?.standardised ?? null,
    standardiseFrom,
    asked: steps
      .filter((step) => isQuestion(step) && !step.done)
      .map(({ action }) => action.column),
    columns: columns.map((column) => columnOf(column, steps)),
    steps: steps.map(stepOf),
  };
}

type Step = RouteOutput<typeof proposals>['steps'][number];

function columnOf(column: ColumnProfile, steps: readonly Step[]) {
  const { name, type, kind, missing, distinct, why, meaning } = column;
  const best = meaning?.best;
  return {
    name,
    type,
    kind,
    missing,
    distinct,
    why,
    semantic: best?.type ?? null,
    confidence: best?.confidence ?? null,
    evidence: best?.why ?? null,
    over: best?.over ?? null,
    details: best?.details ?? {},
    standsForMissing: meaning?.missing ?? [],
    unique: meaning?.unique ?? null,
    steps: steps.filter(({ action }) => action.column === name).map(stepOf),
  };
}

function stepOf({ action, sentence, confidence, cells, unread, done, examples }: Step) {
  return { kind: action.kind, sentence, confidence, cells, unread, done, action, examples };
}
