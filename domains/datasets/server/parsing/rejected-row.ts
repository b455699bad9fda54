import type { Dialect } from './dialect.ts';
import { reasonOf } from './record-looks.ts';
import type { Repair } from './repair.ts';
import { csvLine, type RejectedRow } from './row-writer.ts';
import type { TextRecord } from './tokenize.ts';

/** A record that does not fit, with why, and with the row it may have been meant as. */
export function rejectedRow(
  record: TextRecord,
  repair: Repair | null,
  { width, names }: Dialect,
): RejectedRow {
  return {
    line: record.line,
    column: repair?.column == null ? null : names[repair.column] || `column_${repair.column + 1}`,
    reason: reasonOf(record, width),
    text: record.text,
    ...(record.length > record.text.length ? { length: record.length } : {}),
    ...(repair
      ? {
          suggestion: csvLine(repair.fields.map((field) => field || null)).trimEnd(),
          repair: repair.what,
        }
      : {}),
  };
}
