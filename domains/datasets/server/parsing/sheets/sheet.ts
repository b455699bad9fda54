/** What a cell holds by the file's own account. `date`: a day, a moment or a time, written as ISO 8601. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error';

/** A cell with something in it. */
export interface Cell {
  readonly text: string;
  readonly kind: CellKind;
}

export interface SheetRow {
  /** From 1. */
  readonly number: number;
  /** By column, from 0; nothing where a cell is blank. */
  readonly cells: readonly (Cell | undefined)[];
  readonly hidden: boolean;
}

/** Cells shown as one: rows from 1, columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What is known of a sheet once it was read. */
export interface SheetFacts {
  readonly merges: readonly Merge[];
  /** Cells whose formula has no stored result: they are blank. */
  readonly withoutResult: number;
}

/** A spreadsheet of any make. Rows come in their order, blank ones left out. */
export interface Workbook {
  readonly format: 'xlsx' | 'xls' | 'ods';
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  read(sheet: number, see: (row: SheetRow) => void): Promise<SheetFacts>;
  close(): void;
}

/** More than any spreadsheet program writes. */
export const mergesAtMost = 500_000;
/** Longest text of a cell, characters; Excel ends at 32,767. */
export const cellAtMost = 8 * 1024 * 1024;
/** Columns of a sheet in the widest program (XFD). */
export const sheetWidth = 16_384;
