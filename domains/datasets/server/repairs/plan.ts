import { type CallInput, errors } from '@insites/kernel';
import type { Recipe, RepairedRow, repairRejected } from '../../contract/index.ts';
import { asCells, type Cells, fieldsOf, suggestedCells } from './cells.ts';
import type { Planned, RejectedRow, Repair } from './kept.ts';
import { readTable } from './table.ts';

export type RepairInput = CallInput<typeof repairRejected>;

/** What is known of the version whose rows are repaired. */
export interface Known {
  readonly number: number;
  readonly recipe: Recipe;
  readonly columns: readonly string[];
}

export interface Plan {
  readonly items: readonly Planned[];
  readonly sent: number;
  readonly suggested: number;
  readonly takenBack: number;
}

/**
 * What is asked, held against what was rejected: which rows are sent back with which cells, which repairs stay and
 * which are taken back.
 *
 * @throws datasets.rejectedUnknown, datasets.repairEmpty, datasets.columnUnknown
 */
export async function planOf(
  input: RepairInput,
  known: Known,
  rejected: AsyncIterable<RejectedRow>,
  repairs: AsyncIterable<Repair>,
): Promise<Plan> {
  const rows = [
    ...(input.rows ?? []),
    ...(input.table === undefined ? [] : readTable(input.table, known.columns)),
  ];
  const sent = await sentBack(rows, input.suggested, known, rejected);
  const { stay, back } = await takenBack(input.takeBack, known, repairs);
  if (sent.length + back.length === 0)
    throw errors.invalid('datasets.repairEmpty', 'No row was repaired: nothing was sent back.', {
      hint: 'Change the line or the cells of a rejected row, or accept a suggestion.',
    });
  const fresh = new Set(sent.map(({ rejected }) => keyOf(rejected)));
  const kept = stay.filter(({ used, rejected: row }) => used || !fresh.has(keyOf(row)));
  return {
    items: [
      ...kept.map((repair) => ({ kind: 'kept' as const, ...repair })),
      ...sent,
      ...back.map((row) => ({ kind: 'back' as const, rejected: row })),
    ],
    sent: sent.length,
    suggested: sent.filter(({ suggested }) => suggested).length,
    takenBack: back.length,
  };
}

/** Tells rejected rows of a file apart. */
export function keyOf({ line, text, length }: RejectedRow): string {
  return `${line} ${length ?? ''} ${text}`;
}

type Sent = Extract<Planned, { kind: 'sent' }>;

interface Numbered {
  readonly row: number;
  readonly rejected: RejectedRow;
}

async function sentBack(
  rows: readonly RepairedRow[],
  suggested: RepairInput['suggested'],
  known: Known,
  rejected: AsyncIterable<RejectedRow>,
): Promise<Sent[]> {
  const accepted = new Set(suggested === 'all' ? [] : suggested);
  const lines = new Set([...rows.map(({ line }) => line), ...accepted]);
  const met: Numbered[] = [];
  let row = 0;
  for await (const one of rejected) {
    row += 1;
    const wanted = suggested === 'all' && one.suggestion !== undefined;
    if (wanted || lines.has(one.line)) met.push({ row, rejected: one });
  }
  const asked = matched(rows, met, known);
  const without = new Set(accepted);
  const found = met.flatMap(({ row, rejected }): Sent[] => {
    const own = asked.get(row);
    const cells = own ? cellsOf(own, rejected, known) : null;
    const offered = suggestedCells(rejected);
    if (offered) without.delete(rejected.line);
    const given = cells ?? (suggested === 'all' || accepted.has(rejected.line) ? offered : null);
    if (!given) return [];
    const same = cells === null || isSame(cells, offered);
    return [{ kind: 'sent', row, rejected, cells: given, suggested: same, used: true }];
  });
  const [unknown] = without;
  if (unknown !== undefined) throw unknownRow(`row with a suggestion in line ${unknown}`, known);
  return found;
}

/** Which rejected row each one that was sent is: the one of its line, of several the one of its number. */
function matched(
  rows: readonly RepairedRow[],
  met: readonly Numbered[],
  known: Known,
): ReadonlyMap<number, RepairedRow> {
  const byLine = Map.groupBy(met, ({ rejected }) => rejected.line);
  const found = new Map<number, RepairedRow>();
  for (const one of rows) {
    const there = byLine.get(one.line) ?? [];
    const [only, another] = there;
    if (!only) throw unknownRow(`row in line ${one.line}`, known);
    const meant = another ? there.find(({ row }) => row === one.row) : only;
    if (!meant || found.has(meant.row)) throw severalOf(one.line);
    found.set(meant.row, one);
  }
  return found;
}

/** The cells a person gave, or the line they corrected; null when they changed nothing. */
function cellsOf(asked: RepairedRow, rejected: RejectedRow, known: Known): Cells | null {
  const { cells, text } = asked;
  if (Array.isArray(cells)) return asCells(cells);
  if (cells) {
    const strange = Object.keys(cells).find((name) => !known.columns.includes(name));
    if (strange !== undefined)
      throw errors.invalid('datasets.columnUnknown', `The version has no column “${strange}”.`, {
        hint: `Line ${asked.line} names it. The columns are listed by \`insites datasets profile\`.`,
      });
    return asCells(known.columns.map((name) => cells[name] ?? null));
  }
  if (text === undefined || plain(text) === plain(rejected.text)) return null;
  return fieldsOf(text, known.recipe) ?? [];
}

/** Spreadsheets write line ends in their own way. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

function isSame(left: Cells, right: Cells | null): boolean {
  return left.length === right?.length && left.every((cell, index) => cell === right[index]);
}

async function takenBack(
  asked: RepairInput['takeBack'],
  known: Known,
  repairs: AsyncIterable<Repair>,
): Promise<{ readonly stay: Repair[]; readonly back: RejectedRow[] }> {
  const lines = new Set(asked === 'all' ? [] : asked);
  const left = new Set(lines);
  const stay: Repair[] = [];
  const back: RejectedRow[] = [];
  for await (const repair of repairs) {
    const { line } = repair.rejected;
    if (!(asked === 'all' || lines.has(line))) {
      stay.push(repair);
      continue;
    }
    left.delete(line);
    if (repair.used) back.push(repair.rejected);
  }
  const [unknown] = left;
  if (unknown !== undefined) throw unknownRow(`and repaired row in line ${unknown}`, known);
  return { stay, back };
}

function unknownRow(what: string, { number }: Known) {
  return errors.invalid('datasets.rejectedUnknown', `Version ${number} has no rejected ${what}.`, {
    hint: 'Its rejected rows are listed on its page and by `insites datasets rejected`. Somebody may have repaired it before you.',
  });
}

function severalOf(line: number) {
  return errors.invalid(
    'datasets.rejectedUnknown',
    `Line ${line} stands for several rejected rows, or was sent several times.`,
    { hint: 'Say which one is meant by its number among the rejected rows (`row`).' },
  );
}
