import { damaged } from '../refusal.ts';
import { Block, filledCells } from './block.ts';
import type { SheetRow } from './sheet.ts';

/** A rectangle of a sheet that is a table, its title and notes not in it. Rows from 1, columns from 0. */
export interface Region {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Rows in it with something in them, the header among them. */
  readonly rows: number;
  readonly hidden: number;
  /** Columns in it that have nothing in them. */
  readonly blankColumns: readonly number[];
  /** Its first rows. */
  readonly head: readonly SheetRow[];
}

/** What was found on a sheet. */
export interface SheetFinding {
  readonly tables: readonly Region[];
  /** The last row with something in it. */
  readonly lastRow: number;
}

const tablesAtMost = 200;

/** Looks at the rows of a sheet as they come and finds the tables on it. */
export class TableFinder {
  readonly #blocks: Block[] = [];
  #current: Block | null = null;

  see(row: SheetRow): void {
    const last = this.#current?.last ?? 0;
    if (!(row.number > last)) throw damaged('the rows of a sheet are out of their order');
    if (this.#current && row.number === last + 1) {
      this.#current.add(row);
      return;
    }
    this.#end();
    this.#current = new Block(row);
  }

  finish(): SheetFinding {
    const lastRow = this.#current?.last ?? 0;
    this.#end();
    const tables = this.#blocks.flatMap(besides).filter(isTable);
    // A list in one column is a table only where there is no other.
    const wide = preferred(tables, ({ left, right }) => right > left, 1);
    return { tables: preferred(wide, ({ rows }) => rows > 1), lastRow };
  }

  #end(): void {
    const block = this.#current;
    if (!block) return;
    const above = this.#blocks.at(-1);
    if (above && (continues(above, block) || this.#blocks.length >= tablesAtMost)) {
      above.join(block);
      this.#current = above;
    } else this.#blocks.push(block);
  }
}

/** Those that are as they should be; when none is, the first `atMost`. */
function preferred(
  tables: readonly Region[],
  good: (table: Region) => boolean,
  atMost = tables.length,
): readonly Region[] {
  const chosen = tables.filter(good);
  return chosen.length > 0 ? chosen : tables.slice(0, atMost);
}

/** Whether a block below a blank row goes on with the table above it: as wide at most, and no header at its top. */
function continues(above: Block, below: Block): boolean {
  const columns = above.columns();
  const inside = below.columns();
  const [left = 0, right = 0] = [columns[0], columns.at(-1)];
  if (columns.length === 1) return inside.length === 1 && inside[0] === left;
  const within = inside.filter((column) => column >= left && column <= right);
  // One row alone may be the header, or rows are written with a blank one after each.
  if (above.rows === 1) return inside.length > 1 && within.length * 2 > inside.length;
  if (within.length < inside.length || (inside.length < 2 && columns.length > 2)) return false;
  const first = below.head[0];
  const cells = first ? filledCells(first, left, right) : [];
  if (cells.some(({ kind }) => kind !== 'text')) return true;
  // Words where the table above has numbers are names of columns, if numbers stand below them too.
  const newHeader = inside.some(
    (column) =>
      above.typed(column) > 0 && first?.cells[column]?.kind === 'text' && below.typed(column) > 0,
  );
  const sameHeader = inside.every(
    (column) => first?.cells[column]?.text === above.head[0]?.cells[column]?.text,
  );
  return !newHeader && !sameHeader && sameWidth(above, below);
}

function sameWidth(above: Block, below: Block): boolean {
  return below.columns().length * 2 > above.columns().length;
}

/** Tables that stand side by side: apart by a blank column, and not of the same rows. */
function besides(block: Block): readonly Region[] {
  const columns = block.columns();
  const groups: number[][] = [];
  for (const column of columns) {
    const group = groups.at(-1);
    if (group && group.at(-1) === column - 1) group.push(column);
    else groups.push([column]);
  }
  const tables = groups.map((group) => regionOf(block, group));
  const apart =
    groups.length > 1 &&
    tables.every(({ left, right, rows }) => right > left && rows > 1) &&
    new Set(tables.map(({ bottom }) => bottom)).size > 1 &&
    tables.every(({ head, left, right }) => hasNames(head, left, right));
  return apart ? tables : [regionOf(block, columns)];
}

function hasNames(head: readonly SheetRow[], left: number, right: number): boolean {
  const [first] = head;
  if (!first) return false;
  const cells = filledCells(first, left, right);
  return cells.length === right - left + 1 && cells.every(({ kind }) => kind === 'text');
}

function regionOf(block: Block, columns: readonly number[]): Region {
  const left = columns[0] ?? 0;
  const right = columns.at(-1) ?? 0;
  const top = Math.min(...columns.map((column) => block.firstAt(column)));
  const bottom = Math.max(...columns.map((column) => block.lastAt(column)));
  const whole = top === block.first && bottom === block.last;
  const blankColumns: number[] = [];
  for (let column = left; column <= right; column += 1)
    if (block.filled(column) === 0) blankColumns.push(column);
  return {
    top,
    bottom,
    left,
    right,
    rows: whole ? block.rows : Math.min(block.rows, bottom - top + 1),
    hidden: block.hidden,
    blankColumns,
    head: block.head.filter((row) => row.number >= top && row.number <= bottom),
  };
}

function isTable({ rows, head, left, right }: Region): boolean {
  return rows > 1 || (head[0] !== undefined && filledCells(head[0], left, right).length > 1);
}
