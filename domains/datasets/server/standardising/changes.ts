import { type Actor, errors } from '@insites/kernel';
import type { Deps } from '../deps.ts';
import { type OpenDataset, open } from '../reading/open.ts';
import { sessionOf } from '../reading/service.ts';
import type { Note } from '../service.ts';
import { columnNamesOf } from '../versions/store.ts';
import { changesOf } from './queries.ts';
import { columnUnknown } from './service.ts';

interface Asked {
  readonly id: string;
  readonly version?: number | undefined;
  readonly column?: string | undefined;
  readonly row?: number | undefined;
  readonly limit: number;
}

interface Change {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly count: number;
}

const before = 'raw';
const after = 'standardised';

/** Values of a standardised version beside the raw ones: of one column, of one row, or all that changed. */
export async function changesIn(
  actor: Actor,
  asked: Asked,
  note: Note,
  signal: AbortSignal,
  deps: Deps,
): Promise<{ version: number; from: number; items: Change[] }> {
  const { id, column, version: number } = asked;
  const opened = await open(actor, id, 'explore', note, deps, { version: number, table: after });
  const { dataset, version } = opened;
  try {
    if (version.rawNumber === null)
      throw errors.invalid(
        'datasets.notStandardised',
        `Version ${version.number} of “${dataset.name}” is as its file is.`,
        { hint: 'Ask for a version that was made by steps.' },
      );
    const names = await columnNamesOf(version.id, deps.platform.database);
    if (column !== undefined && !names.includes(column)) throw columnUnknown(column);
    const columns = column === undefined ? names : [column];
    note({ columns });
    const raw = await open(actor, dataset.id, 'explore', () => undefined, deps, {
      version: version.rawNumber,
      table: before,
    });
    try {
      const items = await changed([raw, opened], columns, asked, { actor, signal, deps });
      note({ rows: items.length });
      return { version: version.number, from: version.rawNumber, items };
    } finally {
      raw.release();
    }
  } finally {
    opened.release();
  }
}

async function changed(
  opened: readonly OpenDataset[],
  columns: readonly string[],
  { row, limit }: Asked,
  {
    actor,
    signal,
    deps,
  }: { readonly actor: Actor; readonly signal: AbortSignal; readonly deps: Deps },
): Promise<Change[]> {
  const items: Change[] = [];
  const session = sessionOf(actor, 'explore');
  const grants = opened.map(({ grant }) => grant);
  for (const column of columns) {
    const left = limit - items.length;
    if (left <= 0) break;
    const { text } = changesOf(before, after, column, { row, limit: left });
    const { rows } = await deps.platform.engine.query(
      { sql: text, session, grants },
      { limit: left, signal },
    );
    for (const [was, is, count] of rows)
      items.push({ column, before: textOf(was), after: textOf(is), count: Number(count) });
  }
  return items;
}

const textOf = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
