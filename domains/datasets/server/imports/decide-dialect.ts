import { open } from 'node:fs/promises';
import type { Reading, Recipe } from '../../contract/index.ts';
import { previewOf, sentenceOf } from '../parsing/detection/preview.ts';
import { type Detection, type Dialect, detectText, sureFrom } from '../parsing/dialect.ts';
import type { Encoding } from '../parsing/encoding.ts';
import { headBytes } from './format.ts';
import { refusals } from './refusals.ts';
import type { LoadWork } from './work.ts';

/** The dialect a text is read with, how sure that was, and what a person said of it. */
export interface Decided {
  readonly dialect: Dialect;
  readonly probability: number;
  readonly answered: Reading | null;
}

const pieceBytes = 64 * 1024;

/** Decides how a delimited text is read; asks by failing when two ways are too close. */
export async function decideDialect(
  work: LoadWork,
  sample: string,
  encoding: Encoding,
): Promise<Decided> {
  const { reading, dialect: chosen } = work.asked;
  const complete = work.bytes <= headBytes;
  const first = detectText([sample], complete, { ...reading, escaping: reading?.escape });
  if (reading !== undefined)
    return { dialect: first.dialect, probability: first.probability, answered: reading };
  const detection =
    first.probability >= sureFrom || complete ? first : await withMore(work, sample, encoding);
  const { dialect, probability, other } = detection;
  if (chosen !== undefined) {
    const wanted = chosen === 2 && other ? other : dialect;
    return { dialect: wanted, probability, answered: readingOf(wanted) };
  }
  if (probability >= sureFrom || !other) return { dialect, probability, answered: null };
  const known = await work.recall?.([dialect, other]);
  if (known === 0 || known === 1) {
    const wanted = known === 0 ? dialect : other;
    return { dialect: wanted, probability, answered: readingOf(wanted) };
  }
  const [preview, second] = [previewOf(sample, dialect, 2), previewOf(sample, other, 2)];
  // Without a row there is nothing to choose between.
  if (preview.rows.length === 0 && second.rows.length === 0)
    return { dialect, probability, answered: null };
  throw refusals.unsure(work.fileName, [sentenceOf(preview, dialect), sentenceOf(second, other)]);
}

/** What a chosen dialect says of the next file. Lines above the table differ from file to file. */
function readingOf({ delimiter, quote, escaping, headerRows }: Dialect): Reading {
  return { delimiter, quote, escape: escaping, headerRows };
}

/** Looks at the middle and the end of the file as well. */
async function withMore(work: LoadWork, sample: string, encoding: Encoding): Promise<Detection> {
  await work.complete;
  const middle = await pieceAt(work.path, Math.floor(work.bytes / 2), encoding);
  const end = await pieceAt(work.path, Math.max(headBytes, work.bytes - pieceBytes), encoding);
  return detectText(
    [sample, middle, end].filter((piece) => piece !== ''),
    false,
  );
}

/** Text of a file from the first line that begins behind a position. */
export async function pieceAt(path: string, position: number, { name }: Encoding): Promise<string> {
  await using file = await open(path, 'r');
  const even = position - (position % 2);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, even);
  const text = new TextDecoder(name).decode(buffer.subarray(0, bytesRead));
  const start = /\r\n|\n|\r/.exec(text);
  return start ? text.slice(start.index + start[0].length) : '';
}

/** Which of two dialects somebody chose before for a file with the same columns; null: neither. */
export function recalled(
  recipes: readonly Recipe[],
  dialects: readonly [Dialect, Dialect],
): 0 | 1 | null {
  for (const recipe of recipes) {
    const index = dialects.findIndex(
      (dialect) =>
        dialect.delimiter === recipe.delimiter &&
        dialect.quote === recipe.quote &&
        dialect.header === recipe.header &&
        dialect.width === recipe.columns.length &&
        (!dialect.header || recipe.columns.every(({ source }, at) => source === dialect.names[at])),
    );
    if (index === 0 || index === 1) return index;
  }
  return null;
}
