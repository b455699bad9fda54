import { errors } from '@insites/kernel';
import type { RepairedRow } from '../../contract/index.ts';
import { type Marks, readRecord } from '../parsing/read-record.ts';
import { csvLine } from '../parsing/row-writer.ts';
import { asCells, suggestedCells } from './cells.ts';
import type { RejectedRow } from './kept.ts';

const ours = ['row', 'line', 'reason', 'text'] as const;

/** Names of our own columns: other ones where the data set has a column of that name. */
function ownNames(columns: readonly string[]): readonly string[] {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  return ours.map((name) => {
    let free: string = name;
    while (taken.has(free)) free = `rejected_${free}`;
    return free;
  });
}

/** The head of the table of rejected rows. */
export function tableHead(columns: readonly string[]): string {
  return csvLine([...ownNames(columns), ...columns].map(guarded));
}

/** A line of the table: the rejected row, and the cells that are suggested for it. */
export function tableLine(row: number, rejected: RejectedRow, width: number): string {
  const cells = rejected.tried ?? suggestedCells(rejected) ?? [];
  const filled = Array.from({ length: width }, (_, index) => cells[index] ?? null);
  const { line, reason, refused, text } = rejected;
  const why = refused === undefined ? reason : `${reason} Sent back and refused: ${refused}`;
  return csvLine([String(row), String(line), why, text, ...filled].map(guarded));
}

/** A cell that a spreadsheet would run begins with ' (OWASP ASVS 5.0, 1.2.10); a plain number is none. */
function guarded(cell: string | null): string | null {
  if (cell === null || /^[-+]?[\d.,]+$/.test(cell)) return cell;
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/**
 * The rows of a table that a person repaired: those with any cell, else those with their line. Spreadsheets write
 * semicolons or tabs in some countries.
 *
 * @throws datasets.columnUnknown; datasets.repairEmpty when it has no column of lines
 */
export function readTable(text: string, columns: readonly string[]): RepairedRow[] {
  const records = recordsOf(text.replace(/^\uFEFF/, ''));
  const head = (records.shift() ?? []).map(unguarded);
  const [row = '', line = '', reason = '', original = ''] = ownNames(columns);
  const place = new Map(head.map((name, index) => [name.trim(), index]));
  if (!place.has(line)) throw noLine(line);
  const own = new Set([row, line, reason, original]);
  for (const name of place.keys())
    if (name !== '' && !own.has(name) && !columns.includes(name)) throw unknownColumn(name);
  return records.flatMap((fields, index) => {
    if (fields.every((field) => field.trim() === '')) return [];
    const at = (name: string) => unguarded(fields[place.get(name) ?? -1] ?? '');
    const number = Number(at(line).trim());
    if (!Number.isSafeInteger(number) || number < 1) throw noNumber(at(line), index + 2);
    const cells = asCells(columns.map(at));
    return [
      {
        line: number,
        ...(/^\d+$/.test(at(row).trim()) ? { row: Number(at(row)) } : {}),
        ...(cells.some((cell) => cell !== null) ? { cells } : {}),
        ...(place.has(original) ? { text: at(original) } : {}),
      },
    ];
  });
}

function recordsOf(text: string): string[][] {
  const [head = ''] = text.split(/\r?\n/, 1);
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    head.split(mark).length > head.split(best).length ? mark : best,
  );
  const marks: Marks = { delimiter, quote: '"', escaping: 'doubled' };
  const records: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const found = readRecord(text, at, marks, true);
    if (!found || found.unclosed)
      throw errors.invalid(
        'datasets.repairEmpty',
        `In the table that was sent a quote is opened in record ${records.length + 1} and never closed.`,
        { hint: 'Save it as CSV again and send that.' },
      );
    records.push(found.fields);
    at = found.next;
  }
  return records;
}

function noLine(name: string) {
  return errors.invalid(
    'datasets.repairEmpty',
    `The table that was sent has no column “${name}”.`,
    {
      hint: 'Repair the table that `insites datasets repair NAME --table FILE` writes, and keep its first columns.',
    },
  );
}

function noNumber(value: string, record: number) {
  return errors.invalid(
    'datasets.rejectedUnknown',
    `In record ${record} of the table that was sent, “${value.slice(0, 80)}” is no line number.`,
    { hint: 'Keep the column of lines as it was written.' },
  );
}

function unknownColumn(name: string) {
  return errors.invalid('datasets.columnUnknown', `The version has no column “${name}”.`, {
    hint: 'Keep the head of the table as it was written.',
  });
}
