import type { UploadRow } from './store.ts';

const mebibyte = 1 << 20;

/** Smaller ones are read again in no time, larger ones are worth more room than time. */
const worthwhile = { least: mebibyte, most: 512 * mebibyte };

/** Names of files that are usually asked for again the moment they are there, to be made a dataset of. */
const tables = /\.(csv|tsv|tab|psv|txt|json|ndjson|jsonl|geojson|parquet|xlsx|xls|ods)$/i;

/** Whether a decrypted copy of an upload is kept for the work that will probably follow. */
export function isReadSoon({ length, metadata }: Pick<UploadRow, 'length' | 'metadata'>): boolean {
  const { least, most } = worthwhile;
  return length >= least && length <= most && tables.test(String(metadata.filename ?? ''));
}
