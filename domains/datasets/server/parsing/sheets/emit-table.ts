import type { RecordCounts } from '../normalise.ts';
import type { RowSink } from '../row-sink.ts';
import { filledCells } from './block.ts';
import type { Region } from './find-tables.ts';
import type { Heading } from './header.ts';
import type { Cell, Merge, SheetRow } from './sheet.ts';

const footerAtMost = 20;
const noteWords =
  /^(sources?|notes?|footnotes?|data|last updated|updated|as of|\*|†|‡|©|https?:|\(\d\)|\[\d\])/i;

/** Writes the rows of one table of a sheet, and counts every row of the sheet under one heading. */
export class EmitTable {
  readonly names: readonly string[];
  readonly #region: Region;
  readonly #heading: Heading;
  readonly #sink: RowSink;
  readonly #columns: readonly number[];
  readonly #merges: DownMerges;
  readonly #typed: boolean[] = [];
  #seen = 0;
  #outside = 0;
  #preamble = 0;
  #header = 0;
  #footer = 0;
  #hidden = 0;
  #pending: SheetRow[] = [];
  #last = 0;
  /** Cells of the emptiest row so far. */
  #fewest = Number.POSITIVE_INFINITY;

  constructor(region: Region, heading: Heading, merges: readonly Merge[], sink: RowSink) {
    this.#region = region;
    this.#heading = heading;
    this.#sink = sink;
    const blank = new Set(region.blankColumns);
    this.#columns = Array.from(
      { length: region.right - region.left + 1 },
      (_, index) => region.left + index,
    ).filter((column) => !blank.has(column));
    this.names = this.#columns.map((column) => heading.names[column - region.left] ?? '');
    this.#merges = new DownMerges(merges, this.#columns);
  }

  see(row: SheetRow): void {
    this.#seen += 1;
    const { top, bottom, left, right } = this.#region;
    if (row.number < top) this.#preamble += 1;
    else if (row.number > bottom) this.#footer += 1;
    else this.#inside(row, filledCells(row, left, right));
  }

  finish(lastRow: number): RecordCounts {
    const first = this.#pending.findIndex((row) => this.#isNote(row));
    // Sparse rows just above a note belong to it where no row of the table is so sparse.
    const from = first > 0 && this.#fewest * 2 >= this.#columns.length ? 0 : first;
    if (from >= 0) this.#footer += this.#pending.splice(from).length;
    this.#flush();
    return {
      records: lastRow,
      loaded: this.#sink.loaded,
      rejected: this.#sink.rejected,
      header: this.#header,
      preamble: this.#preamble,
      blank: lastRow - this.#seen + this.#outside,
      footer: this.#footer,
    };
  }

  /** What was done that is not seen in the counts. */
  notes(): readonly string[] {
    const { filled } = this.#merges;
    return [
      ...(this.#hidden > 0
        ? [
            `${this.#hidden.toLocaleString('en')} hidden ${this.#hidden === 1 ? 'row is' : 'rows are'} loaded like the others.`,
          ]
        : []),
      ...(filled > 0
        ? [
            `Merged cells stand for all of their rows: ${filled.toLocaleString('en')} ${filled === 1 ? 'cell was' : 'cells were'} filled from above.`,
          ]
        : []),
    ];
  }

  #inside(row: SheetRow, cells: readonly Cell[]): void {
    if (cells.length === 0) this.#outside += 1;
    else if (this.#header === 0 && this.#sink.loaded === 0 && this.#isAbove(row))
      this.#preamble += 1;
    else if (this.#header < this.#heading.rows) this.#header += 1;
    else {
      const filled = this.#merges.fill(row);
      const { left, right } = this.#region;
      const now = filledCells(filled, left, right);
      const sparse = this.#columns.length > 2 && now.length * 2 <= this.#columns.length;
      if (sparse && now.every(({ kind }) => kind === 'text')) {
        this.#pending.push(filled);
        if (this.#pending.length > footerAtMost) this.#flush();
        return;
      }
      this.#flush();
      this.#write(filled);
    }
  }

  #isAbove(row: SheetRow): boolean {
    const { head } = this.#region;
    const first = head[this.#heading.preamble];
    return first !== undefined && row.number < first.number;
  }

  #flush(): void {
    for (const row of this.#pending) this.#write(row);
    this.#pending = [];
  }

  #write(row: SheetRow): void {
    const fields: (string | null)[] = [];
    const typed: boolean[] = [];
    for (const column of this.#columns) {
      const cell = row.cells[column];
      const isTyped = cell !== undefined && cell.kind !== 'text';
      fields.push(cell?.text ?? null);
      typed.push(isTyped);
      if (isTyped) this.#typed[column] = true;
    }
    if (row.hidden) this.#hidden += 1;
    this.#fewest = Math.min(this.#fewest, fields.filter((field) => field !== null).length);
    this.#last = row.number;
    this.#sink.write(fields, typed);
  }

  /** A line below the table: words where the table has numbers; or alone, and apart or worded as notes are. */
  #isNote(row: SheetRow): boolean {
    const filled = this.#columns.filter((index) => row.cells[index]);
    if (filled.some((column) => this.#typed[column] === true)) return true;
    if (filled.length > 1) return false;
    const text = (row.cells[filled[0] ?? 0]?.text ?? '').trim();
    return (
      (this.#pending[0]?.number ?? 0) > this.#last + 1 ||
      noteWords.test(text) ||
      text.split(/\s+/).length > 6
    );
  }
}

/** Cells merged over several rows: the value of the first stands for all. */
class DownMerges {
  filled = 0;
  readonly #merges: readonly Merge[];
  #next = 0;
  #open: { readonly merge: Merge; readonly cell: Cell }[] = [];

  constructor(merges: readonly Merge[], columns: readonly number[]) {
    const wanted = new Set(columns);
    this.#merges = merges
      .filter(({ top, bottom, left }) => bottom > top && wanted.has(left))
      .sort((left, right) => left.top - right.top);
  }

  fill(row: SheetRow): SheetRow {
    if (this.#open.length === 0 && this.#next >= this.#merges.length) return row;
    this.#open = this.#open.filter(({ merge }) => merge.bottom >= row.number);
    for (; ; this.#next += 1) {
      const merge = this.#merges[this.#next];
      if (!merge || merge.top > row.number) break;
      const cell = row.cells[merge.left];
      if (merge.top === row.number && cell) this.#open.push({ merge, cell });
    }
    const cells = [...row.cells];
    for (const { merge, cell } of this.#open) {
      if (merge.top === row.number || cells[merge.left]) continue;
      cells[merge.left] = cell;
      this.filled += 1;
    }
    return { ...row, cells };
  }
}
