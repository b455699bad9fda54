import { errors } from '@insites/kernel';
import { fileName } from '../contract/index.ts';

/** A name as it is compared: two names of one key are the same name. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The name a program sent, in the one spelling we keep. @throws files.nameInvalid */
export function checkedName(name: string | null | undefined): string {
  const checked = fileName.safeParse(name ?? '');
  if (checked.success) return checked.data.normalize('NFC');
  throw errors.invalid('files.nameInvalid', `“${name ?? ''}” cannot be the name of a file.`, {
    hint: 'A name has 1 to 255 characters, no slashes and no control characters.',
  });
}

/** The name, or with the lowest free number before its ending: `budget (2).csv`. */
export function freeName(name: string, isTaken: (key: string) => boolean): string {
  if (!isTaken(nameKey(name))) return name;
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const ending = dot > 0 ? name.slice(dot) : '';
  for (let number = 2; ; number += 1) {
    const suffix = ` (${number})${ending}`;
    const candidate = `${Array.from(stem)
      .slice(0, 255 - suffix.length)
      .join('')}${suffix}`;
    if (!isTaken(nameKey(candidate))) return candidate;
  }
}

const byEnding: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  json: 'application/json',
  geojson: 'application/geo+json',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
};

/** The media type that was told, if it is one, else by the ending of the name. Only a label: nobody trusts it. */
export function mediaTypeOf(name: string, told: string | null | undefined): string {
  const type = told?.trim().toLowerCase() ?? '';
  if (type.length <= 127 && /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type)) return type;
  return byEnding[nameKey(name).split('.').pop() ?? ''] ?? 'application/octet-stream';
}
