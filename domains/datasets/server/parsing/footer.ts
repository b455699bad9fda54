import type { Dialect } from './dialect.ts';
import { isNote, isSingle } from './record-looks.ts';
import { type ColumnLooks, repairOf } from './repair.ts';
import type { Sums } from './sums.ts';
import type { TextRecord } from './tokenize.ts';

/** An odd record below the rows: what follows tells whether it is a row, rejected or part of a footer. */
export interface Pending {
  readonly record: TextRecord;
  /** As a row; null when it does not fit. */
  readonly fields: (string | null)[] | null;
  /** A label as in “Latest update:”, below a blank line. */
  readonly label: boolean;
}

/** Of what is left at the end, where the footer begins: a line that was meant as a row is none. */
export function footerFrom(
  pending: readonly Pending[],
  dialect: Dialect,
  looks: ColumnLooks,
  sums: Sums,
): number {
  const { width } = dialect;
  let from = labelledFrom(pending);
  for (const { record, fields } of pending.slice(0, from).reverse()) {
    const footer = fields
      ? sums.isTotal(record.fields) || isNoteRow(record, width, looks)
      : isNote(record, width) && repairOf(record, width, dialect, looks) === null;
    if (!footer) break;
    from -= 1;
  }
  return from;
}

/** Of what is left at the end, where a label below a blank line begins nothing but single cells. */
function labelledFrom(pending: readonly Pending[]): number {
  const lines = pending.findLastIndex(({ record }) => !isSingle(record)) + 1;
  const label = pending.findIndex((one, index) => index >= lines && one.label);
  return label < 0 ? pending.length : label;
}

/** One filled cell, the first, that is no value of its column. */
function isNoteRow({ fields }: TextRecord, width: number, looks: ColumnLooks): boolean {
  const first = (fields[0] ?? '').trim();
  if (fields.slice(1).some((field) => field.trim() !== '')) return false;
  return (
    looks.typeOf(0) !== null ||
    (width > 2 && first.split(/\s+/).length > 3) ||
    /^(?:source|notes?|total|foot|\*|†|‡|\(|\[|last|data|prepared|updated|disclaimer|report|end\b|copyright|©)/i.test(
      first,
    )
  );
}
