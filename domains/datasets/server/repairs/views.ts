import { Readable } from 'node:stream';
import type { Actor } from '@insites/kernel';
import type { BytesAnswer } from '@insites/platform';
import type { RejectedRowView } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { versionFor } from '../reading/open.ts';
import type { Note } from '../service.ts';
import { columnNamesOf, type VersionRow } from '../versions/store.ts';
import { fieldsOf, suggestedCells } from './cells.ts';
import { type RejectedRow, rejectedOf, repairsOf } from './kept.ts';
import { tableHead, tableLine } from './table.ts';

interface Asked {
  readonly id: string;
  readonly version?: number | undefined;
}

/** The first rejected rows of a version, and how many there are. */
export async function rejectedRows(
  actor: Actor,
  { id, version: number, limit }: Asked & { readonly limit: number },
  note: Note,
  deps: Deps,
): Promise<{ total: number; suggested: number; items: RejectedRowView[] }> {
  const { version } = await versionFor(actor, id, number, 'explore', note, deps);
  const items: RejectedRowView[] = [];
  for await (const row of rejectedOf(version, deps.platform.objects)) {
    items.push(viewOf(row, items.length + 1, version));
    if (items.length >= limit) break;
  }
  return {
    total: version.conservation?.rejected ?? 0,
    suggested: items.filter(({ cells }) => cells !== null).length,
    items,
  };
}

function viewOf(row: RejectedRow, number: number, { recipe }: VersionRow): RejectedRowView {
  const whole = row.length === undefined && recipe !== null;
  const fields = whole ? fieldsOf(row.text, recipe) : null;
  return {
    ...row,
    row: number,
    cells: suggestedCells(row),
    fields: fields?.map((field) => field ?? '') ?? null,
  };
}

/** All rejected rows that were kept, as a table to be repaired. */
export async function rejectedTable(
  actor: Actor,
  { id, version: number }: Asked,
  note: Note,
  deps: Deps,
): Promise<BytesAnswer> {
  const { dataset, version } = await versionFor(actor, id, number, 'export', note, deps);
  const columns = await columnNamesOf(version.id, deps.platform.database);
  note({ rows: version.conservation?.rejected ?? 0, details: { format: 'csv' } });
  const { objects } = deps.platform;
  async function* lines() {
    yield Buffer.from(tableHead(columns));
    let row = 0;
    for await (const one of rejectedOf(version, objects)) {
      row += 1;
      yield Buffer.from(tableLine(row, one, columns.length));
    }
  }
  return {
    stream: Readable.from(lines()),
    mediaType: 'text/csv',
    name: `${dataset.name}-v${version.number}-rejected.csv`,
  };
}

/** The rows that were sent back, before and after. */
export async function repairedRows(
  actor: Actor,
  { id, version: number, limit }: Asked & { readonly limit: number },
  note: Note,
  deps: Deps,
) {
  const { version } = await versionFor(actor, id, number, 'explore', note, deps);
  const items = await firstRepairs(version, limit, deps);
  return { total: version.conservation?.repaired ?? 0, items };
}

/** The first repairs that made rows of a version. */
export async function firstRepairs(version: VersionRow, limit: number, deps: Deps) {
  const items: {
    line: number;
    reason: string;
    text: string;
    cells: (string | null)[];
    suggested: boolean;
  }[] = [];
  for await (const { rejected, cells, suggested, used } of repairsOf(
    version,
    deps.platform.objects,
  )) {
    if (!used) continue;
    const { line, reason, text } = rejected;
    items.push({ line, reason, text, cells, suggested });
    if (items.length >= limit) break;
  }
  return items;
}
