import { createReadStream } from 'node:fs';
import type { Engine } from '@insites/platform';
import type { Conservation } from '../../contract/index.ts';
import { accountAfter } from './account.ts';
import { append } from './append.ts';
import type { FitColumn } from './fit.ts';
import { jsonLines, type Planned, type RejectedRow, type Repair, rejectedRow } from './kept.ts';

/** A version as its file is, in the private folder, before anything is repaired. */
export interface ToRepair {
  readonly parquet: string;
  readonly rows: number;
  readonly columns: readonly FitColumn[];
  readonly conservation: Conservation;
}

export interface Repaired {
  readonly parquet: string;
  readonly rows: number;
  readonly conservation: Conservation;
  /** What the version has and remembers, in the order of its last rows. */
  readonly repairs: readonly Repair[];
  /** Rows that were sent back now and fit. */
  readonly fit: number;
  /** By their number among the rejected rows. */
  readonly fitRows: ReadonlySet<number>;
  readonly refused: ReadonlyMap<
    number,
    { readonly tried: readonly (string | null)[]; readonly why: string }
  >;
  /** Rows whose repair was taken back. */
  readonly back: readonly RejectedRow[];
}

interface Work {
  readonly engine: Engine;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Does the plan: all that fits stands in the Parquet file, and every row is accounted for. */
export async function repaired(
  base: ToRepair,
  plan: readonly Planned[],
  { engine, folder, signal }: Work,
): Promise<Repaired> {
  const given = plan.filter(
    (item): item is Exclude<Planned, { kind: 'back' }> => item.kind !== 'back' && item.used,
  );
  const session = await engine.trusted({ signal });
  try {
    const rows = base.rows - (base.conservation.repaired ?? 0);
    const made = await append(
      session,
      { parquet: base.parquet, rows },
      base.columns,
      given.map(({ cells }) => cells),
      folder,
    );
    const sent = given.flatMap((item, index) =>
      item.kind === 'sent' ? [{ ...item, why: made.refused[index] ?? null }] : [],
    );
    const fit = sent.filter(({ why }) => why === null);
    const kept = given.filter((_, index) => made.refused[index] === null);
    // A repair of before that no longer fits is a rejected row again.
    const lost = given.filter(({ kind }, index) => kind === 'kept' && made.refused[index] !== null);
    const remembered = plan.filter((item) => item.kind === 'kept' && !item.used) as Repair[];
    return {
      parquet: made.parquet,
      rows: made.rows,
      conservation: accountAfter(base.conservation, made.rows, kept.length),
      repairs: [...kept, ...remembered].map(({ rejected, cells, suggested, used }) => ({
        rejected,
        cells,
        suggested,
        used,
      })),
      fit: fit.length,
      fitRows: new Set(fit.map(({ row }) => row)),
      refused: new Map(
        sent.flatMap(({ row, cells, why }) => (why === null ? [] : [[row, { tried: cells, why }]])),
      ),
      back: [...plan.filter(({ kind }) => kind === 'back'), ...lost].map(
        ({ rejected }) => rejected,
      ),
    };
  } finally {
    await session.close();
  }
}

/** The rejected rows that are left, in the order of their lines. */
export async function* left(
  before: AsyncIterable<RejectedRow>,
  { fitRows, refused, back }: Pick<Repaired, 'fitRows' | 'refused' | 'back'>,
): AsyncGenerator<RejectedRow> {
  const again = [...back].sort((one, other) => one.line - other.line);
  let row = 0;
  for await (const one of before) {
    row += 1;
    while (again[0] && again[0].line < one.line) yield again.shift() as RejectedRow;
    if (fitRows.has(row)) continue;
    const no = refused.get(row);
    yield no ? { ...one, tried: [...no.tried], refused: no.why } : one;
  }
  yield* again;
}

/** Rejected rows of a file in the private folder. */
export function rejectedIn(path: string): AsyncGenerator<RejectedRow> {
  return jsonLines(createReadStream(path), rejectedRow);
}
