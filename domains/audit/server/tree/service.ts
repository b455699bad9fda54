import { Readable } from 'node:stream';
import { type Actor, errors } from '@insites/kernel';
import type { BytesAnswer, Database } from '@insites/platform';
import {
  consistencyPath,
  encodeEntry,
  formatVerifier,
  type Hash,
  inclusionPath,
  openCheckpoint,
} from '../../proof/index.ts';
import { entryAt, removedAt, storedOf } from '../export/store.ts';
import { maySeeEntry } from '../policy.ts';
import type { Checkpointer } from './checkpointer.ts';
import { nodesFrom } from './grow.ts';
import { lastCheckpoint } from './store.ts';

/** What the verbs of this room need. */
export interface TreeDeps {
  readonly database: Database;
  readonly checkpointer: Checkpointer;
}

/** The last checkpoint as a text file that anybody may keep. */
export async function checkpoint({ checkpointer }: TreeDeps): Promise<BytesAnswer> {
  const note = Buffer.from(await checkpointer.last());
  return {
    stream: Readable.from([note], { objectMode: false }),
    mediaType: 'text/plain; charset=utf-8',
    name: 'insites-audit-checkpoint.txt',
    length: note.length,
  };
}

/** The keys that check what this log and its witness sign. */
export async function keys({ checkpointer }: TreeDeps) {
  const { log, witness } = await checkpointer.keys();
  return {
    origin: log.name,
    log: formatVerifier(log),
    witness: formatVerifier(witness.signer),
  };
}

/** That the log of `from` entries is the beginning of the log of `to`. */
export async function consistency(
  { database }: TreeDeps,
  { from, to }: { readonly from: number; readonly to?: number | undefined },
) {
  const signed = (await lastCheckpoint(database))?.size ?? 0;
  const end = to ?? signed;
  if (end > signed || from > end)
    throw errors.notFound(
      'audit.sizeUnknown',
      `The log was last signed at ${signed} entries; ${from} to ${end} is not within it.`,
      { hint: 'Give the numbers of entries of two checkpoints, the smaller one first.' },
    );
  const path = await consistencyPath(from, end, nodesFrom(database));
  return { from, to: end, path: path.map(base64) };
}

/** That an entry stands in the log. */
export async function inclusion(
  { database, checkpointer }: TreeDeps,
  actor: Actor,
  position: number,
) {
  const row = await entryAt(database, position);
  const removed = row ? null : await removedAt(database, position);
  if (!maySeeEntry(actor, row ?? removed)) throw entryUnknown(position);
  const last = await lastCheckpoint(database);
  const note = last && last.size >= position ? last.note : (await checkpointer.now()).note;
  const signed = openCheckpoint(note, (await checkpointer.keys()).log);
  if (!signed) throw new Error('The last checkpoint is not ours');
  const source = nodesFrom(database);
  const leaf = (await source([{ level: 0, index: position - 1 }])).get(`0/${position - 1}`);
  if (!leaf) throw new Error(`The tree lacks the leaf of entry ${position}`);
  const path = await inclusionPath(position - 1, signed.size, source);
  return {
    position,
    size: signed.size,
    entry: row ? encodeEntry(storedOf(row)) : null,
    leaf: base64(leaf),
    path: path.map(base64),
    checkpoint: note,
  };
}

function entryUnknown(position: number) {
  return errors.notFound('audit.entryUnknown', `There is no entry ${position} that you may see.`, {
    hint: 'Your own deeds stand under “Mine”; those of others are for stewards.',
  });
}

const base64 = (hash: Hash) => hash.toString('base64');
