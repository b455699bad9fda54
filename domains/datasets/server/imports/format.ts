import { type Encoding, examineHead } from '../parsing/encoding.ts';
import { refusals } from './refusals.ts';

/** Bytes looked at before anything else is decided. */
export const headBytes = 512 * 1024;

export type Format =
  | { readonly kind: 'parquet' }
  | {
      readonly kind: 'csv' | 'ndjson' | 'json';
      readonly encoding: Encoding;
      /** The beginning of the text. */
      readonly sample: string;
    };

/** What a file is, told from its first bytes; its name has no say. Throws when it can be no table. */
export function detectFormat(head: Buffer, fileName: string): Format {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return { kind: 'parquet' };
  const finding = examineHead(head);
  if (finding.kind === 'empty') throw refusals.empty(fileName);
  if (finding.kind === 'binary') throw refusals.binary(fileName, finding.reason);
  const { encoding } = finding;
  const sample = new TextDecoder(encoding.name, { ignoreBOM: true }).decode(
    head.subarray(encoding.markBytes),
  );
  const start = sample.trimStart();
  if (start === '') throw refusals.blank(fileName);
  if (/^<(\?xml|!doctype|html|svg|kml|gpx)\b/i.test(start)) throw refusals.markup(fileName);
  return { kind: textFormat(start), encoding, sample };
}

function textFormat(start: string): 'csv' | 'ndjson' | 'json' {
  if (start.startsWith('[')) return /^\[\s*(\{|\]|\[|"|-?\d)/.test(start) ? 'json' : 'csv';
  if (!start.startsWith('{')) return 'csv';
  const [first = '', second = ''] = start
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!isObject(first)) return 'json';
  // One object alone on its line is a document; its rows may be an array in it.
  return second.startsWith('{') ? 'ndjson' : 'json';
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
