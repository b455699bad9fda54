import { damaged, unsafe } from '../refusal.ts';
import { mustFitMemory } from '../row-sink.ts';
import { cleanCell, numberCell, textCell } from '../sheets/number-cell.ts';
import type { FormatKind } from '../sheets/number-text.ts';
import {
  type Cell,
  type Merge,
  mergesAtMost,
  type SheetFacts,
  type SheetRow,
} from '../sheets/sheet.ts';
import { TextReader } from './biff-text.ts';
import type { BiffBook } from './book.ts';
import { type BiffRecord, is, RecordReader } from './records.ts';

const plain: FormatKind = { kind: 'number' };
const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A',
}; // biome-ignore format: a list
const cellTypes: ReadonlySet<number> = new Set([
  is.sharedText,
  is.label,
  is.richLabel,
  is.number,
  is.rk,
  is.manyRk,
  is.formula,
  is.truth,
]);

/** Gives away the rows of one sheet, in their order. */
export function readSheet(
  book: BiffBook,
  position: number,
  see: (row: SheetRow) => void,
): SheetFacts {
  const rows = isOrdered(book, position) ? new RowsInOrder(see) : new RowsSorted(see);
  const sheet = new SheetRecords(book, position, rows);
  sheet.readAll();
  rows.end();
  return { merges: sheet.merges, withoutResult: 0 };
}

/** Takes cells and gives away rows. */
interface Rows {
  readonly hidden: Set<number>;
  put(row: number, column: number, cell: Cell): void;
  end(): void;
}

class RowsInOrder implements Rows {
  readonly hidden = new Set<number>();
  readonly #see: (row: SheetRow) => void;
  #row = -1;
  #cells: (Cell | undefined)[] = [];

  constructor(see: (row: SheetRow) => void) {
    this.#see = see;
  }

  put(row: number, column: number, cell: Cell): void {
    if (row !== this.#row) {
      this.end();
      this.#row = row;
      this.#cells = [];
    }
    this.#cells[column] = cell;
  }

  end(): void {
    if (this.#row < 0) return;
    this.#see({ number: this.#row + 1, cells: this.#cells, hidden: this.hidden.has(this.#row) });
    this.#row = -1;
  }
}

/** For the few writers that put cells into a file in another order. */
class RowsSorted implements Rows {
  readonly hidden = new Set<number>();
  readonly #see: (row: SheetRow) => void;
  readonly #rows = new Map<number, (Cell | undefined)[]>();

  constructor(see: (row: SheetRow) => void) {
    this.#see = see;
  }

  put(row: number, column: number, cell: Cell): void {
    const cells = this.#rows.get(row);
    if (cells) cells[column] = cell;
    else {
      const fresh: Cell[] = [];
      fresh[column] = cell;
      this.#rows.set(row, fresh);
    }
  }

  end(): void {
    const sorted = [...this.#rows].sort(([left], [right]) => left - right);
    for (const [row, cells] of sorted)
      this.#see({ number: row + 1, cells, hidden: this.hidden.has(row) });
  }
}

function isOrdered(book: BiffBook, position: number): boolean {
  let last = -1;
  for (const { type, data } of recordsOf(book, position)) {
    if (!cellTypes.has(type) || data.length < 2) continue;
    const row = data.readUInt16LE(0);
    if (row < last) return false;
    last = row;
  }
  return true;
}

/** Records of the sheet itself; charts within it are left out. */
function* recordsOf(
  book: BiffBook,
  position: number,
): Generator<BiffRecord & { records: RecordReader }> {
  const records = new RecordReader(book.source, position);
  const first = records.next();
  if (first?.type !== is.bof) throw damaged('a sheet is not where the workbook says');
  let depth = 1;
  let seen = 0;
  for (;;) {
    const record = records.next();
    if (!record) return;
    if (record.type === is.bof) depth += 1;
    else if (record.type === is.eof) {
      depth -= 1;
      if (depth === 0) return;
    } else if (depth === 1) yield { ...record, records };
    seen += 1;
    if (seen % 100_000 === 0) mustFitMemory();
  }
}

class SheetRecords {
  readonly merges: Merge[] = [];
  readonly #book: BiffBook;
  readonly #position: number;
  readonly #rows: Rows;
  /** The formula whose text comes in the next record. */
  #waiting: { readonly row: number; readonly column: number } | null = null;

  constructor(book: BiffBook, position: number, rows: Rows) {
    this.#book = book;
    this.#position = position;
    this.#rows = rows;
  }

  readAll(): void {
    for (const { type, data, records } of recordsOf(this.#book, this.#position)) {
      try {
        this.#read(type, data, records);
      } catch (thrown) {
        if (thrown instanceof RangeError) throw damaged('a record in it is too short');
        throw thrown;
      }
    }
  }

  #read(type: number, data: Buffer, records: RecordReader): void {
    if (type === is.row) {
      if (data.readUInt16LE(12) & 0x20) this.#rows.hidden.add(data.readUInt16LE(0));
    } else if (type === is.merged) this.#merge(data);
    else if (type === is.formulaText) this.#formulaText(data, records);
    else if (type === is.manyRk) this.#manyRk(data);
    else if (cellTypes.has(type))
      this.#put(data.readUInt16LE(0), data.readUInt16LE(2), this.#cell(type, data, records));
  }

  #cell(type: number, data: Buffer, records: RecordReader): Cell | undefined {
    const format = this.#format(data.readUInt16LE(4));
    switch (type) {
      case is.sharedText:
        return cleanCell(this.#book.texts.get(data.readUInt32LE(6)));
      case is.label:
      case is.richLabel:
        return textCell(this.#text(records, data, 6));
      case is.number:
        return numberCell(data.readDoubleLE(6), format, this.#book.from1904);
      case is.rk:
        return numberCell(rkValue(data.readUInt32LE(6)), format, this.#book.from1904);
      case is.truth:
        return truthCell(data[6] ?? 0, data[7] === 1);
      default:
        return this.#formula(data, format);
    }
  }

  /** The stored result of a formula; a text comes in a record of its own. */
  #formula(data: Buffer, format: FormatKind): Cell | undefined {
    this.#waiting = null;
    if (data.readUInt16LE(12) !== 0xffff)
      return numberCell(data.readDoubleLE(6), format, this.#book.from1904);
    const kind = data[6];
    if (kind === 0) this.#waiting = { row: data.readUInt16LE(0), column: data.readUInt16LE(2) };
    return kind === 1 || kind === 2 ? truthCell(data[8] ?? 0, kind === 2) : undefined;
  }

  #formulaText(data: Buffer, records: RecordReader): void {
    if (!this.#waiting) return;
    const { row, column } = this.#waiting;
    this.#waiting = null;
    this.#put(row, column, textCell(this.#text(records, data, 0)));
  }

  #text(records: RecordReader, data: Buffer, at: number): string {
    const text = new TextReader(records, data, at);
    const { modern, decoder } = this.#book;
    return modern ? text.text() : text.bytes(2, decoder);
  }

  #format(style: number): FormatKind {
    return this.#book.styles[style] ?? plain;
  }

  #manyRk(data: Buffer): void {
    const row = data.readUInt16LE(0);
    const first = data.readUInt16LE(2);
    for (let at = 4, column = first; at + 6 <= data.length - 2; at += 6, column += 1) {
      const format = this.#format(data.readUInt16LE(at));
      const value = rkValue(data.readUInt32LE(at + 2));
      this.#put(row, column, numberCell(value, format, this.#book.from1904));
    }
  }

  #merge(data: Buffer): void {
    const count = data.readUInt16LE(0);
    for (let index = 0; index < count; index += 1) {
      const at = 2 + index * 8;
      if (this.merges.length >= mergesAtMost)
        throw unsafe('it has more merged cells than any sheet');
      this.merges.push({
        top: data.readUInt16LE(at) + 1,
        bottom: data.readUInt16LE(at + 2) + 1,
        left: data.readUInt16LE(at + 4),
        right: data.readUInt16LE(at + 6),
      });
    }
  }

  #put(row: number, column: number, cell: Cell | undefined): void {
    if (cell) this.#rows.put(row, column, cell);
  }
}

/** A number in 30 bits: whole, or the upper part of a double; perhaps of hundredths ([MS-XLS] 2.5.217). */
function rkValue(bits: number): number {
  let value: number;
  if (bits & 2) value = (bits | 0) >> 2;
  else {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE((bits & 0xfffffffc) >>> 0, 4);
    value = bytes.readDoubleLE(0);
  }
  return bits & 1 ? value / 100 : value;
}

function truthCell(value: number, isError: boolean): Cell {
  return isError
    ? { text: errorTexts[value] ?? '#ERROR', kind: 'error' }
    : { text: String(value === 1), kind: 'boolean' };
}
