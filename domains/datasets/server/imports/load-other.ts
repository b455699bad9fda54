import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import { runInChild } from '@insites/platform';
import type { PartOfFile } from '../../contract/index.ts';
import { columnNames } from '../parsing/column-names.ts';
import { type Detected, detect } from '../parsing/formats/detect.ts';
import type { Part, ReadTable } from '../parsing/formats/read-table.ts';
import type { RunInput, RunResult } from '../parsing/formats/run.ts';
import { Refusal } from '../parsing/refusal.ts';
import { headBytes } from './format.ts';
import { asRefusal } from './format-refusals.ts';
import type { Loaded } from './load.ts';
import { loadPlain } from './load-delimited.ts';
import { refusals, widthAtMost } from './refusals.ts';
import { type LoadedFile, type LoadWork, within } from './work.ts';

const runModule = new URL('../parsing/formats/run.ts', import.meta.url);

/** Archives in archives, at most: an archive that holds itself never ends. */
const layersAtMost = 3;

/** What is to be read next, when a file was a wrapping around another. */
interface Unwrapped {
  readonly inside: LoadWork;
  /** What came of the inside, with the wrapping in its recipe. */
  told(loaded: Loaded): Loaded;
}

/** Whether the file is of a format that is read by a reader of its own, or packed. */
export function detectOther(work: LoadWork): Detected | null {
  try {
    return detect(work.head);
  } catch (thrown) {
    throw thrown instanceof Refusal ? asRefusal(work.fileName, thrown.why) : thrown;
  }
}

/** Reads the table in a process of its own, or unwraps the file. */
export async function loadOther(
  work: LoadWork,
  detected: Detected,
): Promise<{ readonly table: LoadedFile } | Unwrapped> {
  await work.complete;
  const layer = Number(/\.layer-(\d+)$/.exec(work.path)?.[1] ?? 0) + 1;
  const unpackedPath = join(work.folder, `source.layer-${layer}`);
  const rowsPath = within(work, 'rows.csv');
  const rejectsPath = within(work, 'rejected.ndjson');
  work.progress({ step: 'Opening the file', done: 0, total: null, unit: 'bytes' });
  const result = await inTime(work, (signal) =>
    runInChild<RunInput, RunResult>(
      runModule,
      {
        path: work.path,
        folder: work.folder,
        rowsPath,
        rejectsPath,
        unpackedPath,
        widthAtMost,
        asked: work.asked,
        detected,
      },
      { signal },
    ),
  );
  switch (result.kind) {
    case 'refused':
      throw asRefusal(work.fileName, result.why);
    case 'table':
      return { table: await asLoaded(work, result.table, rowsPath, rejectsPath) };
    case 'unpacked':
      if (layer > layersAtMost)
        throw asRefusal(work.fileName, {
          kind: 'unsafe',
          reason: `it is packed more than ${layersAtMost} times over`,
        });
      return await unwrapped(work, result, unpackedPath);
  }
}

async function asLoaded(
  work: LoadWork,
  table: ReadTable,
  rowsPath: string,
  rejectsPath: string,
): Promise<LoadedFile> {
  const { counts, texts } = table;
  if (counts.loaded === 0) throw refusals.noRows(work.fileName, counts);
  const names = columnNames(table.names, table.names.length);
  const plain = await loadPlain(work, rowsPath, names, counts.loaded, texts);
  return {
    parquet: plain.parquet,
    rows: plain.rows,
    rejects: counts.rejected > 0 ? rejectsPath : null,
    counts,
    recipe: {
      format: table.format,
      encoding: table.encoding,
      delimiter: null,
      quote: null,
      header: table.header,
      skippedLines: counts.preamble,
      ...(Object.keys(table.part).length > 0 ? { part: stated(table.part) } : {}),
      ...(table.cuts ? { cuts: [...table.cuts] } : {}),
      ...(table.crs ? { crs: table.crs } : {}),
      ...(table.notes.length > 0 ? { notes: [...table.notes] } : {}),
      columns: names.map((name, index) => ({
        name,
        source: table.names[index] ?? name,
        type: plain.decisions[index]?.type ?? 'VARCHAR',
        why: plain.decisions[index]?.why ?? '',
      })),
    },
  };
}

function stated({ sheet, table, member }: Part): PartOfFile {
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(table === undefined ? {} : { table }),
    ...(member === undefined ? {} : { member }),
  };
}

async function unwrapped(
  work: LoadWork,
  { packing, member, bytes, notes }: Extract<RunResult, { kind: 'unpacked' }>,
  path: string,
): Promise<Unwrapped> {
  const head = await headOf(path);
  // `outer.zip/inner.csv` names a file in an archive in an archive.
  const { member: named = '' } = work.asked;
  const deeper = named.toLowerCase().startsWith(`${member?.toLowerCase()}/`)
    ? named.slice((member ?? '').length + 1)
    : undefined;
  return {
    inside: {
      ...work,
      path,
      head,
      bytes,
      complete: Promise.resolve(),
      asked: member === null ? work.asked : { ...work.asked, member: deeper },
    },
    told: (loaded) => {
      const { recipe } = loaded;
      const path = [member, recipe.part?.member].filter((name) => typeof name === 'string');
      const part = { ...recipe.part, ...(path.length > 0 ? { member: path.join('/') } : {}) };
      const all = [...notes, ...(recipe.notes ?? [])];
      return {
        ...loaded,
        recipe: {
          ...recipe,
          packing: [packing, ...(recipe.packing ?? [])],
          ...(Object.keys(part).length > 0 ? { part } : {}),
          ...(all.length > 0 ? { notes: all } : {}),
        },
      };
    },
  };
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(Math.min(headBytes, (await stat(path)).size));
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return head.subarray(0, bytesRead);
}

/** A reader that takes far longer than files of this size do has met one that was made for that. */
async function inTime<T>(work: LoadWork, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const seconds = 120 + work.bytes / (256 * 1024);
  const late = AbortSignal.timeout(Math.round(seconds * 1000));
  try {
    return await read(AbortSignal.any([work.signal, late]));
  } catch (thrown) {
    if (!late.aborted || work.signal.aborted) throw thrown;
    throw errors.invalid(
      'datasets.fileUnsafe',
      `Reading “${work.fileName}” took more than ${Math.round(seconds)} seconds and was ended.`,
      { hint: 'Save it as CSV or Parquet and upload that.', cause: thrown },
    );
  }
}
