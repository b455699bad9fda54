import { type FileHandle, open, stat } from 'node:fs/promises';
import { Budget } from '../archives/budget.ts';
import { type Packing, unpacked } from '../archives/unpack.ts';
import { ZipFile } from '../archives/zip.ts';
import { readArrow } from '../arrow/arrow.ts';
import { openXls } from '../biff/xls.ts';
import { readKml } from '../geo/kml.ts';
import { readShapefile } from '../geo/shapefile.ts';
import { Refusal, type Why } from '../refusal.ts';
import { openOds } from '../sheets/ods.ts';
import type { Workbook } from '../sheets/sheet.ts';
import { openXlsx } from '../sheets/xlsx.ts';
import { readSqlite } from '../sqlite/sqlite.ts';
import { readFixed } from '../text/read-fixed.ts';
import { readXmlRecords } from '../xml/read-records.ts';
import { lookInto } from './archive.ts';
import type { Detected } from './detect.ts';
import type { ReadInput, ReadTable } from './read-table.ts';
import { readWorkbook } from './workbook.ts';

export interface RunInput extends ReadInput {
  readonly detected: Detected;
  /** Where the content of a packed file goes. */
  readonly unpackedPath: string;
}

export type RunResult =
  | { readonly kind: 'table'; readonly table: ReadTable }
  /** What was packed lies unpacked. `member`: its name in an archive. */
  | {
      readonly kind: 'unpacked';
      readonly packing: Packing | 'zip';
      readonly member: string | null;
      readonly bytes: number;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly why: Why };

/** Reads one table of a file, or unpacks it. Runs in a process of its own, which may be ended at any time. */
export async function run(input: RunInput): Promise<RunResult> {
  try {
    return await read(input);
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'refused', why: thrown.why };
    // Numbers in the file lead outside of it.
    if (thrown instanceof RangeError)
      return {
        kind: 'refused',
        why: { kind: 'damaged', reason: 'its parts contradict each other' },
      };
    throw thrown;
  }
}

async function read(input: RunInput): Promise<RunResult> {
  const { detected, path } = input;
  const { size } = await stat(path);
  switch (detected.kind) {
    case 'packed': {
      const stretch = { path, start: 0, bytes: size };
      const content = unpacked(stretch, detected.packing, new Budget(size));
      const bytes = await writeAll(content, input.unpackedPath);
      return { kind: 'unpacked', packing: detected.packing, member: null, bytes, notes: [] };
    }
    case 'zip':
      return await readZip(input, size);
    case 'ole':
      return await readBook(openXls(path, input.folder, true), input, size);
    case 'table':
      return await readFormat(detected.format, input, size);
    case 'fixed':
      return { kind: 'table', table: readFixed(input, detected.layout, detected.encoding, size) };
  }
}

async function readFormat(
  format: Extract<Detected, { kind: 'table' }>['format'],
  input: RunInput,
  size: number,
): Promise<RunResult> {
  switch (format) {
    case 'xls':
      return await readBook(openXls(input.path, input.folder, false), input, size);
    case 'sqlite':
      return { kind: 'table', table: readSqlite(input, size) };
    case 'arrow':
      return { kind: 'table', table: await readArrow(input, size) };
    case 'kml':
      return { kind: 'table', table: await readKml(input, size) };
    case 'xml':
      return { kind: 'table', table: await readXmlRecords(input, size) };
  }
}

async function readZip(input: RunInput, size: number): Promise<RunResult> {
  const zip = new ZipFile(input.path);
  try {
    const archive = await lookInto(zip, input.asked);
    switch (archive.kind) {
      case 'xlsx':
        return await readBook(await openXlsx(zip, input.folder), input, size);
      case 'ods':
        return await readBook(await openOds(zip, size), input, size);
      case 'shapefile': {
        const table = await readShapefile(zip, archive.stem, input, size);
        return { kind: 'table', table: { ...table, notes: [...table.notes, ...archive.notes] } };
      }
      case 'member': {
        const { member, notes } = archive;
        const bytes = await writeAll(zip.read(member), input.unpackedPath);
        return { kind: 'unpacked', packing: 'zip', member: member.name, bytes, notes };
      }
    }
  } finally {
    zip.close();
  }
}

async function readBook(workbook: Workbook, input: RunInput, size: number): Promise<RunResult> {
  try {
    return { kind: 'table', table: await readWorkbook(workbook, input, size) };
  } finally {
    workbook.close();
  }
}

async function writeAll(content: AsyncIterable<Buffer>, path: string): Promise<number> {
  const file: FileHandle = await open(path, 'wx', 0o600);
  let written = 0;
  try {
    for await (const piece of content) {
      await file.writeFile(piece);
      written += piece.length;
    }
  } finally {
    await file.close();
  }
  return written;
}
