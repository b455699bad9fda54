import { stat } from 'node:fs/promises';
import { InsitesError } from '@insites/kernel';
import { runInChild, type StoredObject } from '@insites/platform';
import type { Recipe } from '../../contract/index.ts';
import { columnNames } from '../parsing/column-names.ts';
import { decideTypes, type TypeDecision } from '../parsing/column-type.ts';
import type { Encoding } from '../parsing/encoding.ts';
import type { NormaliseInput, NormaliseResult } from '../parsing/normalise.ts';
import { sampleShapes } from '../parsing/sample-shapes.ts';
import type { ScanInput, ScanResult } from '../parsing/scan-result.ts';
import { type Decided, decideDialect } from './decide-dialect.ts';
import { followed } from './followed.ts';
import { type RegularText, withoutMisfits, writeParquet } from './load-text.ts';
import { endsWithMore, notesOf } from './oddities.ts';
import { refusals, widthAtMost } from './refusals.ts';
import { scanInputOf, scanModule } from './scan-input.ts';
import { type LoadedFile, type LoadWork, within } from './work.ts';

const normaliseModule = new URL('../parsing/normalise.ts', import.meta.url);

interface DelimitedText {
  readonly encoding: Encoding;
  readonly sample: string;
}

/**
 * Delimited text. A file that our scanner finds regular is read by the engine as it is, while the scanner
 * still counts; any other is first written in plain form by our own tokenizer.
 */
export async function loadDelimited(work: LoadWork, text: DelimitedText): Promise<LoadedFile> {
  const told = work.asked.reading?.encoding;
  const known = told ? asTold(told, text, work) : text;
  const decided = await decideDialect(work, known.sample, known.encoding);
  const { width } = decided.dialect;
  if (width > widthAtMost) throw refusals.tooWide(work.fileName, width);
  const scan = scanInputOf(work, known.encoding, decided.dialect);
  const regular = scan ? await asItIs(work, known, decided, scan) : null;
  return regular ?? (await carefully(work, known, decided));
}

/** The text in the encoding that a person said. */
function asTold(
  name: Encoding['name'],
  { encoding }: DelimitedText,
  work: LoadWork,
): DelimitedText {
  const markBytes = encoding.name === name ? encoding.markBytes : 0;
  const sample = new TextDecoder(name, { ignoreBOM: true }).decode(work.head.subarray(markBytes));
  return { encoding: { name, markBytes, reason: 'as was said' }, sample };
}

/** The quick way; null when the scanner finds anything out of the ordinary. */
async function asItIs(
  work: LoadWork,
  { encoding, sample }: DelimitedText,
  decided: Decided,
  toScan: ScanInput,
): Promise<LoadedFile | null> {
  const { dialect } = decided;
  const names = columnNames(dialect.names, dialect.width);
  const parquet = within(work, 'data.parquet');
  const { delimiter, header } = dialect;
  const guessed = decideTypes(names, sampleShapes(sample, dialect));
  const file: RegularText = {
    path: work.path,
    delimiter,
    header,
    names,
    expectedRows: expectedRows(sample, work.bytes),
    longest: 0,
  };
  // The scanner follows the file while it arrives or is fetched, and the engine's process starts meanwhile.
  const over = new AbortController();
  const scanning = scanFile(work, toScan, AbortSignal.any([work.signal, over.signal]));
  scanning.catch(() => undefined);
  const session = await work.engine.trusted({ signal: work.signal });
  let sealing: Promise<StoredObject> | null = null;
  try {
    const seen = await Promise.race([work.complete, scanning]);
    if (seen?.regular === false) return null;
    await work.complete;
    const more = endsWithMore(work, dialect);
    more.catch(() => undefined);
    work.progress({ step: 'Reading the rows', done: 0, total: file.expectedRows, unit: 'rows' });
    // The engine writes with the types that the beginning suggests while the scanner reads everything.
    const early = writeParquet(session, file, guessed, parquet, work).catch(() => null);
    const agreed = agreement(
      early,
      scanning,
      async (scan) => sameTypes(guessed, decideTypes(names, scan.columns)) && !(await more),
    );
    agreed.catch(() => undefined);
    sealing = work.seal(followed(parquet, agreed));
    sealing.catch(() => undefined);
    const scan = await scanning;
    if (!scan.regular || (await more)) return null;
    const types = decideTypes(names, scan.columns);
    const rows = await agreed.catch(() => null);
    if (rows !== null) {
      work.progress({ step: 'Sealing the version', done: rows, total: rows, unit: 'rows' });
      // Its process takes its time to give a large memory back.
      void session.close();
    }
    const sealed = rows === null ? await sealing.catch(() => undefined) : await sealing;
    const result =
      rows !== null
        ? { rows, decisions: types }
        : await write(session, { ...file, longest: scan.longest }, types, parquet, work).catch(
            unreadable,
          );
    // Where the engine is stricter than our scanner (mixed line ends), our own tokenizer reads.
    if (result === null) return null;
    const head = header ? 1 : 0;
    return {
      parquet,
      ...(sealed ? { sealed } : {}),
      rows: result.rows,
      rejects: null,
      counts: {
        records: scan.records,
        loaded: scan.records - head,
        rejected: 0,
        header: head,
        preamble: 0,
        blank: 0,
        footer: 0,
      },
      recipe: recipeOf(encoding, decided, names, result.decisions),
    };
  } finally {
    over.abort();
    await Promise.allSettled([session.close(), sealing, scanning]);
  }
}

/** The rows that the engine wrote early, when the scanner finds that it wrote the right thing. */
async function agreement(
  early: Promise<number | null>,
  scanning: Promise<ScanResult>,
  right: (scan: ScanResult) => Promise<boolean>,
): Promise<number> {
  const [rows, scan] = await Promise.all([early, scanning]);
  if (rows === null || !scan.regular || !(await right(scan)))
    throw new Error('What was written early is of no use.');
  return rows;
}

/** Null when the engine cannot read the text; anything else that went wrong stays so. */
function unreadable(thrown: unknown): null {
  if (thrown instanceof InsitesError && thrown.code === 'platform.queryInvalid') return null;
  throw thrown;
}

/** The careful way: our tokenizer reads every record and writes those that are rows in plain form. */
async function carefully(
  work: LoadWork,
  { encoding }: DelimitedText,
  decided: Decided,
): Promise<LoadedFile> {
  const { dialect } = decided;
  await work.complete;
  const names = columnNames(dialect.names, dialect.width);
  const rejects = within(work, 'rejected.ndjson');
  const rowsPath = within(work, 'rows.csv');
  work.progress({ step: 'Sorting rows from the rest', done: 0, total: work.bytes, unit: 'bytes' });
  const normalise = async (known: Encoding): Promise<NormaliseResult> =>
    await runInChild<NormaliseInput, NormaliseResult>(
      normaliseModule,
      { ...dialect, path: work.path, encoding: known, rowsPath, rejectsPath: rejects },
      { signal: work.signal, onProgress: (done) => work.progress({ done: Number(done) }) },
    );
  let known = encoding;
  let result = await normalise(known);
  if (result.kind === 'notUtf8') {
    known = result.better;
    result = await normalise(known);
  }
  if (result.kind === 'notUtf8')
    throw refusals.damaged(work.fileName, 'its encoding cannot be told');
  if (result.kind === 'tooLong') throw refusals.tooLong(work.fileName, result.line);
  if (result.counts.loaded === 0) throw refusals.noRows(work.fileName, result.counts);
  const plain = await loadPlain(work, rowsPath, names, result.counts.loaded);
  return {
    parquet: plain.parquet,
    rows: plain.rows,
    rejects: result.counts.rejected > 0 ? rejects : null,
    counts: result.counts,
    recipe: recipeOf(known, decided, names, plain.decisions, notesOf(result, dialect)),
  };
}

/** Rows our own writer made: comma, LF, UTF-8, no header. */
export async function loadPlain(
  work: LoadWork,
  path: string,
  names: readonly string[],
  expected: number,
  texts: readonly boolean[] = [],
): Promise<{ parquet: string; rows: number; decisions: readonly TypeDecision[] }> {
  const parquet = within(work, 'data.parquet');
  const width = names.length;
  work.progress({ step: 'Reading the rows', done: 0, total: expected, unit: 'rows' });
  const { size: bytes } = await stat(path);
  const plain = { path, delimiter: ',', header: false };
  const scan = await scanFile(work, { ...plain, bytes, markBytes: 0, width }, work.signal);
  const decided = decideTypes(names, scan.columns, texts);
  const file = { ...plain, names, expectedRows: expected, longest: scan.longest };
  const session = await work.engine.trusted({ signal: work.signal });
  try {
    return { parquet, ...(await write(session, file, decided, parquet, work)) };
  } finally {
    await session.close();
  }
}

/** Writes with the decided types; where a value does not fit after all, its column becomes text. */
async function write(
  session: Parameters<typeof writeParquet>[0],
  file: RegularText,
  decided: readonly TypeDecision[],
  parquet: string,
  work: LoadWork,
): Promise<{ rows: number; decisions: readonly TypeDecision[] }> {
  try {
    return { rows: await writeParquet(session, file, decided, parquet, work), decisions: decided };
  } catch (thrown) {
    if (work.signal.aborted) throw thrown;
    const decisions = await withoutMisfits(session, file, decided);
    if (!decisions) throw thrown;
    return { rows: await writeParquet(session, file, decisions, parquet, work), decisions };
  }
}

async function scanFile(
  { ahead, engine }: LoadWork,
  input: ScanInput,
  signal: AbortSignal,
): Promise<ScanResult> {
  const scan = () => engine.children.run<ScanInput, ScanResult>(scanModule, input, { signal });
  return await (ahead?.take(input, signal)?.catch(scan) ?? scan());
}

function sameTypes(left: readonly TypeDecision[], right: readonly TypeDecision[]): boolean {
  return left.every(({ type }, index) => right[index]?.type === type);
}

function expectedRows(sample: string, bytes: number): number {
  const lines = sample.split('\n').length;
  return Math.max(1, Math.round((lines * bytes) / Math.max(1, Buffer.byteLength(sample))));
}

function recipeOf(
  encoding: Encoding,
  { dialect, probability, answered }: Decided,
  names: readonly string[],
  decisions: readonly TypeDecision[],
  notes: readonly string[] = [],
): Recipe {
  return {
    format: 'csv',
    encoding: `${encoding.name}: ${encoding.reason}`,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escaping,
    header: dialect.header,
    headerRows: dialect.headerRows,
    ...(dialect.comment === null ? {} : { comment: dialect.comment }),
    probability: Math.round(probability * 1000) / 1000,
    skippedLines: dialect.preamble,
    ...(answered ? { answered } : {}),
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
    columns: names.map((name, index) => ({
      name,
      source: dialect.names[index] ?? '',
      type: decisions[index]?.type ?? 'VARCHAR',
      why: decisions[index]?.why ?? '',
      ...(dialect.units?.[index]?.trim() ? { unit: dialect.units[index].trim() } : {}),
    })),
  };
}
