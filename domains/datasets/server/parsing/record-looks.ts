import { isTyped, lookOf } from './detection/cell.ts';
import type { TextRecord } from './tokenize.ts';

/** The same for records that say the same. */
export const keyOf = ({ fields }: TextRecord) => fields.map((field) => field.trim()).join('\x1f');

/** One filled cell, the first, and no number or date. */
export function isAlone(fields: readonly (string | null)[]): boolean {
  const [first, ...others] = fields.map((field) => (field ?? '').trim());
  return (
    first !== undefined &&
    first !== '' &&
    others.every((field) => field === '') &&
    !isTyped(lookOf(first))
  );
}

/** One filled cell, the first, of whatever kind. */
export function isSingle({ fields, unclosed }: TextRecord): boolean {
  const [first = '', ...others] = fields;
  return !unclosed && first.trim() !== '' && others.every((field) => field.trim() === '');
}

/** One filled cell that announces what comes below it, as “Latest update:” does. */
export function isLabel(record: TextRecord): boolean {
  return isSingle(record) && /\p{L}\s*[:：]$/u.test((record.fields[0] ?? '').trim());
}

/** An empty line, or one with nothing but delimiters. */
export function isBlank(record: TextRecord, width: number): boolean {
  if (record.fields.length === 1) {
    const [field = ''] = record.fields;
    return (width > 1 ? field.trim() : field) === '' && !record.text.startsWith('"');
  }
  return (
    width > 1 &&
    record.text !== '' &&
    record.fields.every((field) => field.trim() === '') &&
    !record.text.includes('"')
  );
}

/** A line like “Source: Budget Office” below the table: one filled cell in a table of several columns, or a sentence. */
export function isNote(record: TextRecord, width: number): boolean {
  if (width < 2 || record.unclosed) return false;
  const filled = record.fields.filter((field) => field.trim() !== '');
  const words = record.text.trim().split(/\s+/).length;
  if (filled.length === 1) return !isTyped(lookOf(filled[0] ?? '')) && (width > 2 || words > 2);
  const sentence =
    record.fields.slice(1).some((field) => /^ \S/.test(field)) || record.text.includes(': ');
  return filled.length < width && words > 3 && words >= filled.length * 2 && sentence;
}

/** Why a record is no row of so many fields. */
export function reasonOf(record: TextRecord, width: number): string {
  const found = record.fields.length;
  if (record.unclosed) return 'A quote is opened and never closed.';
  if (found < width) return `It has ${found} of ${width} fields.`;
  if (found === width) return 'A quote or a delimiter moves its values to wrong columns.';
  if (record.fields.slice(width).every((field) => field.trim() === ''))
    return 'A field too many moves its values to wrong columns.';
  return `It has ${found} fields where the table has ${width}.`;
}

/** Words only, all different: such as name the columns of a table. */
export function isWords({ fields, unclosed }: TextRecord): boolean {
  const filled = fields.map((field) => field.trim()).filter((field) => field !== '');
  return (
    !unclosed &&
    filled.length > 1 &&
    filled.length * 2 > fields.length &&
    new Set(filled).size === filled.length &&
    filled.every((field) => !isTyped(lookOf(field)) && field.length < 80)
  );
}
