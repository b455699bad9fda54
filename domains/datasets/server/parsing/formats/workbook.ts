import { tooWide } from '../refusal.ts';
import { RowSink } from '../row-sink.ts';
import { EmitTable } from '../sheets/emit-table.ts';
import { type Region, TableFinder } from '../sheets/find-tables.ts';
import { findHeading } from '../sheets/header.ts';
import type { SheetFacts, Workbook } from '../sheets/sheet.ts';
import { type Candidate, choose, counted, othersNote } from './choose.ts';
import type { Asked, ReadInput, ReadTable } from './read-table.ts';

interface SheetFound extends Candidate {
  readonly index: number;
  readonly hidden: boolean;
  readonly facts: SheetFacts;
  readonly tables: readonly (Candidate & Region)[];
  readonly lastRow: number;
}

/** Reads the table that is meant out of a spreadsheet: looks at every sheet first, then reads one again. */
export async function readWorkbook(
  workbook: Workbook,
  input: ReadInput,
  sourceBytes: number,
): Promise<ReadTable> {
  const all: SheetFound[] = [];
  for (const index of workbook.sheets.keys()) all.push(await look(workbook, index));
  const filled = all.filter(({ tables }) => tables.length > 0);
  const shown = filled.filter(({ hidden }) => !hidden);
  const offered = shown.length > 0 && input.asked.sheet === undefined ? shown : filled;
  const sheet = choose(
    offered,
    'sheet',
    askedSheet(input.asked, all),
    'no sheet with a table in it',
  );
  const table = choose(sheet.tables, 'table', input.asked, 'no table in this sheet');
  const width = table.right - table.left + 1 - table.blankColumns.length;
  if (width > input.widthAtMost) throw tooWide(width);
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  try {
    const heading = findHeading(table, sheet.facts.merges);
    const emit = new EmitTable(table, heading, sheet.facts.merges, sink);
    await workbook.read(sheet.index, (row) => emit.see(row));
    const counts = emit.finish(sheet.lastRow);
    return {
      format: workbook.format,
      names: emit.names,
      texts: sink.texts(emit.names.length),
      counts,
      header: heading.rows > 0,
      encoding: null,
      part: { sheet: sheet.name, ...(sheet.tables.length > 1 ? { table: table.name } : {}) },
      notes: [
        ...(heading.rows > 1 ? [`The names stand in ${heading.rows} rows and are joined.`] : []),
        ...emit.notes(),
        ...withoutResult(sheet.facts),
        ...othersNote(
          sheet.tables.filter((one) => one !== table),
          'table',
        ),
        ...othersNote(
          filled.filter((one) => one !== sheet),
          'sheet',
        ),
      ],
    };
  } finally {
    sink.close();
  }
}

async function look(workbook: Workbook, index: number): Promise<SheetFound> {
  const finder = new TableFinder();
  const facts = await workbook.read(index, (row) => finder.see(row));
  const { tables, lastRow } = finder.finish();
  const { name, hidden } = workbook.sheets[index] ?? { name: '', hidden: false };
  const named = tables.map((table) => ({ ...table, name: rangeOf(table), ...sizeOf(table) }));
  return {
    name,
    hidden,
    index,
    facts,
    tables: named,
    lastRow,
    size: named.reduce((sum, { size }) => sum + size, 0),
    what:
      named.length > 1
        ? counted(named.length, 'table')
        : (named[0]?.what ?? 'nothing') + (hidden ? ', hidden' : ''),
  };
}

/** A number counts all sheets, empty ones too, as a person does. */
function askedSheet(asked: Asked, all: readonly SheetFound[]): Asked {
  const { sheet } = asked;
  if (sheet === undefined || all.some(({ name }) => name === sheet)) return asked;
  const number = /^\d{1,4}$/.test(sheet.trim()) ? Number(sheet) : 0;
  return { ...asked, sheet: all[number - 1]?.name ?? sheet };
}

function sizeOf(table: Region): { readonly size: number; readonly what: string } {
  const columns = table.right - table.left + 1 - table.blankColumns.length;
  return {
    // A row alone is names without a table.
    size: table.rows > 1 ? table.rows : 0,
    what: `${counted(table.rows, 'row')} × ${counted(columns, 'column')}`,
  };
}

/** As spreadsheets write it: `A1:C20`. */
function rangeOf({ left, top, right, bottom }: Region): string {
  return `${lettersOf(left)}${top}:${lettersOf(right)}${bottom}`;
}

function lettersOf(column: number): string {
  const rest = column % 26;
  const before = column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '';
  return before + String.fromCharCode(65 + rest);
}

function withoutResult({ withoutResult: count }: SheetFacts): readonly string[] {
  if (count === 0) return [];
  return [
    `${counted(count, 'formula')} in the sheet ${count === 1 ? 'has' : 'have'} no stored result and ${count === 1 ? 'is' : 'are'} missing.`,
  ];
}
