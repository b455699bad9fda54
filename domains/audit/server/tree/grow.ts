import { errors } from '@insites/kernel';
import type { Database, Transaction } from '@insites/platform';
import {
  type Checkpoint,
  consistencyPath,
  Frontier,
  formatNote,
  type Hash,
  type NodeSource,
  nodeKey,
  openCheckpoint,
  parseCheckpoint,
  perfectNodes,
  type Signer,
  signCheckpoint,
} from '../../proof/index.ts';
import * as store from './store.ts';
import { GrowingTiles, nodeIn, openTiles, placeOf, tileName } from './tiles.ts';

/** Somebody who signs a checkpoint only when it goes on from the last one they saw. */
export interface Cosigner {
  /** The size of the last checkpoint it signed; 0 when it saw none. */
  seen(): Promise<number>;
  /** A signature line; null when the new checkpoint does not go on from that one. */
  cosign(note: string, path: readonly Hash[]): Promise<string | null>;
}

/** Who signs a log. */
export interface Signers {
  readonly signer: Signer;
  readonly cosigner: Cosigner;
}

/** A checkpoint as it is kept. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

const leavesAtOnce = 512;

/**
 * Takes the entries since the last checkpoint into the tree and signs what it has become. Refuses to
 * sign when the tree is no longer the one that was signed before: somebody changed the database.
 * @throws audit.treeChanged, audit.keyMissing
 */
export async function grow(
  database: Database,
  now: Date,
  keysOf: (logId: string, signedBefore: boolean) => Promise<Signers>,
): Promise<SignedCheckpoint> {
  return await database.transaction(async (transaction) => {
    await store.lockTree(transaction);
    const { size, logId } = await store.logState(transaction);
    const signedBefore = (await store.lastCheckpoint(transaction)) !== null;
    const { signer, cosigner } = await keysOf(logId, signedBefore);
    const last = await lastSigned(transaction, signer);
    if (last && last.size >= size) return last;
    const root = await extend(transaction, last, size);
    const checkpoint = { origin: signer.name, size, root };
    const note = await witnessed(transaction, signCheckpoint(checkpoint, [signer]), size, cosigner);
    await store.keepCheckpoint(transaction, { size, at: now, note });
    return { ...checkpoint, note };
  });
}

async function lastSigned(
  transaction: Transaction,
  signer: Signer,
): Promise<SignedCheckpoint | null> {
  const row = await store.lastCheckpoint(transaction);
  if (!row) return null;
  const checkpoint = openCheckpoint(row.note, signer);
  if (checkpoint && checkpoint.size === row.size) return { ...checkpoint, note: row.note };
  throw parseCheckpoint(row.note)?.checkpoint.origin === signer.name
    ? treeChanged('The last checkpoint in the database was not signed by this server.')
    : keyMissing();
}

/** Appends the leaves after the last checkpoint to the tiles; answers with the root. */
async function extend(
  transaction: Transaction,
  last: Checkpoint | null,
  size: number,
): Promise<Hash> {
  const before = last?.size ?? 0;
  const frontier = await frontierAt(transaction, before);
  if (last && !frontier.root().equals(last.root))
    throw treeChanged('The tree in the database is not the one that was signed.');
  const growing = new GrowingTiles(before, await store.readTiles(transaction, openTiles(before)));
  for (let from = before; from < size; from += leavesAtOnce) {
    const to = Math.min(size, from + leavesAtOnce);
    const leaves = await store.leavesBetween(transaction, from, to);
    if (leaves.length !== to - from)
      throw treeChanged(`Of the entries ${from + 1} to ${to} only ${leaves.length} are there.`);
    for (const leaf of leaves) {
      frontier.push(leaf);
      growing.push(leaf);
    }
    await store.writeTiles(transaction, growing.taken());
  }
  return frontier.root();
}

async function frontierAt(transaction: Transaction, size: number): Promise<Frontier> {
  const frontier = new Frontier();
  const nodes = perfectNodes({ from: 0, to: size });
  const known = await nodesFrom(transaction)(nodes);
  for (const node of nodes) frontier.push(known.get(nodeKey(node)) as Hash, node.level);
  return frontier;
}

async function witnessed(
  transaction: Transaction,
  note: string,
  size: number,
  cosigner: Cosigner,
): Promise<string> {
  const seen = await cosigner.seen();
  const path = seen <= size ? await consistencyPath(seen, size, nodesFrom(transaction)) : [];
  const line = await cosigner.cosign(note, path);
  if (line === null) return note;
  const split = note.lastIndexOf('\n\n');
  return formatNote(note.slice(0, split + 1), [note.slice(split + 2), line]);
}

/** Hashes of nodes from the tiles. */
export function nodesFrom(connection: Transaction | Database): NodeSource {
  return async (nodes) => {
    const places = nodes.map((node) => ({ node, ...placeOf(node) }));
    const keys = new Map(places.map(({ tile }) => [tileName(tile), tile]));
    const tiles = await store.readTiles(connection, [...keys.values()]);
    return new Map(
      places.map(({ node, tile, from, count }) => {
        const hashes = tiles.get(tileName(tile));
        if (!hashes) throw treeChanged(`The tree lacks its tile ${tileName(tile)}.`);
        return [nodeKey(node), nodeIn(hashes, { from, count })];
      }),
    );
  };
}

export function treeChanged(what: string) {
  return errors.unavailable('audit.treeChanged', `${what} Nothing more is signed.`, {
    hint: 'Somebody changed the database by hand, or it was brought back from a backup. Compare it with an export that was kept.',
  });
}

/** The key that signed so far is not at hand. */
export function keyMissing() {
  return errors.unavailable(
    'audit.keyMissing',
    'The key that signed the log until now is not in secrets/audit-log.key.',
    { hint: 'Bring it back from your backup; a new key would look like a forged log.' },
  );
}
