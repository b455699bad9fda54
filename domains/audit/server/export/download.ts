import { Readable } from 'node:stream';
import type { Actor, RouteInput } from '@insites/kernel';
import { type BytesAnswer, type Database, inThisScope } from '@insites/platform';
import type { EntryView } from '../../contract/entry.ts';
import type { download as downloadRoute } from '../../contract/routes.ts';
import { entriesOfOrganisation } from '../policy.ts';
import { filterOf, view } from '../service.ts';
import { pageAfter } from '../store.ts';
import { logState } from '../tree/store.ts';

const atOnce = 1_000;

const columns = [
  'id',
  'at',
  'actorId',
  'actorName',
  'credential',
  'credentialId',
  'address',
  'organisationId',
  'hat',
  'role',
  'verb',
  'purpose',
  'objectKind',
  'objectId',
  'objectName',
  'version',
  'outcome',
  'code',
  'policyVersion',
  'columns',
  'rows',
  'digest',
  'requestId',
  'details',
] as const satisfies readonly (keyof EntryView)[];

/** The entries that fit, oldest first, as a stream of CSV (RFC 4180) or JSON Lines. */
export async function download(
  database: Database,
  actor: Actor,
  { format, ...chosen }: RouteInput<typeof downloadRoute>,
  signal: AbortSignal,
): Promise<BytesAnswer> {
  const counted = { rows: 0 };
  const own = entriesOfOrganisation(actor);
  // Up to here, so that it does not run after what happens meanwhile, its own entry first of all.
  const { size: upTo } = await logState(database);
  const filter = own ? { ...filterOf(chosen), ...own, upTo } : null;
  async function* pieces(): AsyncGenerator<string> {
    if (format === 'csv') yield `${columns.join(',')}\r\n`;
    for (let after = 0n; filter; ) {
      const rows = await pageAfter(database, filter, after, atOnce);
      counted.rows += rows.length;
      const lines = rows.map(view).map(format === 'csv' ? csvOf : jsonOf);
      if (lines.length > 0) yield lines.join('');
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      after = last.position;
    }
  }
  return {
    stream: Readable.from(inThisScope(pieces()), { signal, objectMode: false }),
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    name: `activity-${new Date().toISOString().slice(0, 10)}.${format}`,
    rowsSent: () => counted.rows,
  };
}

function jsonOf(entry: EntryView): string {
  return `${JSON.stringify(entry)}\n`;
}

function csvOf(entry: EntryView): string {
  return `${columns.map((column) => cellOf(entry[column])).join(',')}\r\n`;
}

/** Text that a spreadsheet would run gets an apostrophe before it. */
function cellOf(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
