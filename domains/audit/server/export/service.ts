import { Readable } from 'node:stream';
import { type Actor, errors } from '@insites/kernel';
import { type AuditNote, type BytesAnswer, inThisScope } from '@insites/platform';
import {
  type ExportedEntry,
  ExportWriter,
  encodeEntry,
  exportFormat,
  fieldsOf,
  formatVerifier,
  nodeHash,
} from '../../proof/index.ts';
import { entriesOfOrganisation } from '../policy.ts';
import type { SignedCheckpoint } from '../tree/grow.ts';
import type { TreeDeps } from '../tree/service.ts';
import { checkpointsBetween, readTiles } from '../tree/store.ts';
import { nodeIn, tileName, tileWidth } from '../tree/tiles.ts';
import { countOwn, ownBetween, type Removal, removalsBetween } from './store.ts';

/** Entries read at once; whole tiles. */
const atOnce = 8 * tileWidth;

/** What the export needs of the call at hand. */
interface Call {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  note(note: AuditNote): void;
  settle(): Promise<void>;
}

/**
 * The organisation's entries with the proof of the whole log. The entry of this very export says how
 * many entries the organisation has, and stands in the export: none can be hidden among those of others.
 */
export async function exportLog(
  deps: TreeDeps,
  { actor, signal, note, settle }: Call,
  now: Date = new Date(),
): Promise<BytesAnswer> {
  const own = entriesOfOrganisation(actor);
  if (!own) throw errors.notFound('audit.entryUnknown', 'You wear no organisation’s hat.');
  const stated = await countOwn(deps.database, own.organisationId);
  note({ objectKind: 'log', purpose: 'export', details: { ...stated } });
  await settle();
  const signed = await deps.checkpointer.now();
  const counted = { rows: 0 };
  const lines = inThisScope(linesOf(deps, own.organisationId, signed, now, counted));
  return {
    stream: Readable.from(lines, { signal, objectMode: false, highWaterMark: 256 * 1024 }),
    mediaType: 'application/x-ndjson',
    name: `insites-audit-${now.toISOString().slice(0, 10)}.jsonl`,
    rowsSent: () => counted.rows,
  };
}

async function* linesOf(
  deps: TreeDeps,
  organisationId: string,
  signed: SignedCheckpoint,
  now: Date,
  counted: { rows: number },
): AsyncGenerator<string> {
  const { log, witness } = await deps.checkpointer.keys();
  const writer = new ExportWriter(nodeHash);
  yield writer.header({
    format: exportFormat,
    origin: signed.origin,
    logKey: formatVerifier(log),
    witnessKey: formatVerifier(witness.signer),
    organisationId,
    size: signed.size,
    exportedAt: now.toISOString(),
    fields: { 'audit/1': fieldsOf[1], 'audit/2': fieldsOf[2] },
  });
  for (let from = 0; from < signed.size; from += atOnce) {
    const to = Math.min(signed.size, from + atOnce);
    const page = await pageOf(deps, organisationId, from, to, signed.size);
    const text: string[] = [];
    for (const [at, entry] of page.entries.entries()) {
      text.push(writer.next(entry));
      if (entry.kind === 'entry') counted.rows += 1;
      const note = page.notes.get(from + at + 1);
      if (note) text.push(writer.checkpoint(note));
    }
    yield text.join('');
  }
  yield writer.end();
}

async function pageOf(
  { database }: TreeDeps,
  organisationId: string,
  from: number,
  to: number,
  size: number,
) {
  // Entries first: what the retention takes away meanwhile is then found among the removals.
  const own = await ownBetween(database, organisationId, from, to);
  const [removals, notes, tiles] = await Promise.all([
    removalsBetween(database, organisationId, from, to),
    checkpointsBetween(database, from, to),
    readTiles(
      database,
      Array.from({ length: Math.ceil((to - from) / tileWidth) }, (_, at) => ({
        level: 0,
        number: from / tileWidth + at,
      })),
    ),
  ]);
  const leafAt = (position: number) => {
    const number = Math.floor((position - 1) / tileWidth);
    const tile = tiles.get(tileName({ level: 0, number }));
    if (!tile) throw new Error(`The tree lacks its tile ${number}`);
    return nodeIn(tile, { from: (position - 1) % tileWidth, count: 1 });
  };
  const entries: ExportedEntry[] = [];
  for (let position = from + 1; position <= to; position += 1) {
    const leaf = leafAt(position);
    const entry = own.get(position);
    if (entry) entries.push({ kind: 'entry', leaf, encoded: encodeEntry(entry) });
    else entries.push(goneOrForeign(position, leaf, removals, size));
  }
  return { entries, notes: new Map(notes.map((row) => [row.size, row.note])) };
}

function goneOrForeign(
  position: number,
  leaf: Buffer,
  removals: readonly Removal[],
  size: number,
): ExportedEntry {
  const removal = removals.find(({ first, last }) => first <= position && position <= last);
  if (!removal) return { kind: 'hidden', leaf };
  if (removal.toldAt > size)
    throw errors.conflict('audit.treeChanged', 'Entries were removed by rule during the export.', {
      hint: 'Export again.',
    });
  return { kind: 'removed', run: removal.run, leaf };
}
