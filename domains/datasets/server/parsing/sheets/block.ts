import type { Cell, SheetRow } from './sheet.ts';

/** Rows of a block that are kept to look at. */
const headRows = 60;

/** Rows of a sheet without a blank one between them, as they are met; never all of their cells. */
export class Block {
  readonly first: number;
  last: number;
  /** Rows with something in them. */
  rows = 0;
  hidden = 0;
  readonly head: SheetRow[] = [];
  readonly #filled: number[] = [];
  readonly #firstAt: number[] = [];
  readonly #lastAt: number[] = [];
  /** Of each column, how many cells are no text. */
  readonly #typed: number[] = [];

  constructor(row: SheetRow) {
    this.first = row.number;
    this.last = row.number;
    this.add(row);
  }

  add(row: SheetRow): void {
    this.last = row.number;
    this.rows += 1;
    if (row.hidden) this.hidden += 1;
    if (this.head.length < headRows) this.head.push(row);
    const { cells } = row;
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell) this.#count(column, cell, row.number);
    }
  }

  /** Takes over the rows of a block below it. */
  join(below: Block): void {
    this.last = below.last;
    this.rows += below.rows;
    this.hidden += below.hidden;
    for (const row of below.head) if (this.head.length < headRows) this.head.push(row);
    for (const column of below.columns()) {
      this.#firstAt[column] ??= below.#firstAt[column] as number;
      this.#lastAt[column] = below.#lastAt[column] as number;
      this.#filled[column] = (this.#filled[column] ?? 0) + below.filled(column);
      this.#typed[column] = (this.#typed[column] ?? 0) + below.typed(column);
    }
  }

  /** Columns with something in them, from the left. */
  columns(): number[] {
    return Object.keys(this.#filled).map(Number);
  }

  filled(column: number): number {
    return this.#filled[column] ?? 0;
  }

  typed(column: number): number {
    return this.#typed[column] ?? 0;
  }

  firstAt(column: number): number {
    return this.#firstAt[column] ?? 0;
  }

  lastAt(column: number): number {
    return this.#lastAt[column] ?? 0;
  }

  #count(column: number, cell: Cell, row: number): void {
    this.#filled[column] = (this.#filled[column] ?? 0) + 1;
    this.#firstAt[column] ??= row;
    this.#lastAt[column] = row;
    if (cell.kind !== 'text') this.#typed[column] = (this.#typed[column] ?? 0) + 1;
  }
}

/** Cells with something in them between two columns, both included. */
export function filledCells(row: SheetRow, left: number, right: number): readonly Cell[] {
  const filled: Cell[] = [];
  for (let column = left; column <= right; column += 1) {
    const cell = row.cells[column];
    if (cell) filled.push(cell);
  }
  return filled;
}
