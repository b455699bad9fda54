import { type Hash, type Node, nodeHash } from '../../proof/index.ts';

/** Nodes a tile holds. */
export const tileWidth = 256;
const tileHeight = 8;
const hashBytes = 32;

/** A tile's place: tile level 0 holds leaves, 1 the roots of 256 leaves, and so on. */
export interface TileKey {
  readonly level: number;
  readonly number: number;
}

export interface Tile extends TileKey {
  /** 32 bytes each, at most 256. */
  readonly hashes: Buffer;
}

export function tileName({ level, number }: TileKey): string {
  return `${level}/${number}`;
}

/** The tile that a node is computed from, and which of its hashes. */
export function placeOf({ level, index }: Node): {
  readonly tile: TileKey;
  readonly from: number;
  readonly count: number;
} {
  const tileLevel = Math.floor(level / tileHeight);
  const count = 2 ** (level % tileHeight);
  const first = index * count;
  const number = Math.floor(first / tileWidth);
  return { tile: { level: tileLevel, number }, from: first - number * tileWidth, count };
}

/** The node's hash from its tile. @throws when the tile does not reach that far. */
export function nodeIn(tile: Buffer, { from, count }: { from: number; count: number }): Hash {
  if (tile.length < (from + count) * hashBytes) throw new Error('The tree’s tile is too short');
  return join(tile, from, count);
}

function join(tile: Buffer, from: number, count: number): Hash {
  if (count === 1) return tile.subarray(from * hashBytes, (from + 1) * hashBytes);
  const half = count / 2;
  return nodeHash(join(tile, from, half), join(tile, from + half, half));
}

/** The tiles at the right edge of a tree that are not full; to go on, they are needed. */
export function openTiles(size: number): readonly TileKey[] {
  const open: TileKey[] = [];
  for (let level = 0, nodes = size; nodes > 0; level += 1, nodes = Math.floor(nodes / tileWidth))
    if (nodes % tileWidth > 0) open.push({ level, number: Math.floor(nodes / tileWidth) });
  return open;
}

/** Tiles that grow at the right edge; `taken` gives those that changed. */
export class GrowingTiles {
  readonly #open: { number: number; hashes: Hash[] }[] = [];
  readonly #changed = new Map<string, Tile>();

  constructor(size: number, known: ReadonlyMap<string, Buffer>) {
    for (
      let level = 0, nodes = size;
      nodes > 0;
      level += 1, nodes = Math.floor(nodes / tileWidth)
    ) {
      const number = Math.floor(nodes / tileWidth);
      const count = nodes % tileWidth;
      const tile = count > 0 ? known.get(tileName({ level, number })) : Buffer.alloc(0);
      if (!tile || tile.length < count * hashBytes)
        throw new Error(`The tree lacks its tile ${tileName({ level, number })}`);
      const hashes = Array.from({ length: count }, (_, at) => nodeIn(tile, { from: at, count: 1 }));
      this.#open[level] = { number, hashes };
    }
  }

  push(hash: Hash, level = 0): void {
    this.#open[level] ??= { number: 0, hashes: [] };
    const open = this.#open[level];
    open.hashes.push(hash);
    if (open.hashes.length < tileWidth) return;
    const { number } = open;
    const hashes = Buffer.concat(open.hashes);
    this.#changed.set(tileName({ level, number }), { level, number, hashes });
    this.#open[level] = { number: number + 1, hashes: [] };
    this.push(nodeIn(hashes, { from: 0, count: tileWidth }), level + 1);
  }

  /** What is new since it was last asked. */
  taken(): readonly Tile[] {
    for (const [level, { number, hashes }] of this.#open.entries())
      if (hashes.length > 0)
        this.#changed.set(tileName({ level, number }), {
          level,
          number,
          hashes: Buffer.concat(hashes),
        });
    const tiles = [...this.#changed.values()];
    this.#changed.clear();
    return tiles;
  }
}
