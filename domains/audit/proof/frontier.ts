import { emptyRoot, type Hash, nodeHash } from './hash.ts';

interface Peak {
  readonly level: number;
  readonly hash: Hash;
}

/**
 * The right edge of a tree: the roots of the largest perfect subtrees, left to right. All that is
 * needed to go on and to tell the root; at most one hash for each bit of the size.
 */
export class Frontier {
  #size = 0;
  #peaks: Peak[] = [];

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends a perfect subtree of 2^level leaves; a leaf is one of level 0.
   * @throws RangeError where a subtree of that size cannot stand.
   */
  push(hash: Hash, level = 0): void {
    const leaves = 2 ** level;
    if (this.#size % leaves !== 0)
      throw new RangeError(`No subtree of ${leaves} leaves begins after leaf ${this.#size}`);
    let grown: Peak = { level, hash };
    for (;;) {
      const last = this.#peaks.at(-1);
      if (last?.level !== grown.level) break;
      this.#peaks.pop();
      grown = { level: grown.level + 1, hash: nodeHash(last.hash, grown.hash) };
    }
    this.#peaks.push(grown);
    this.#size += leaves;
  }

  /** Root of the tree (RFC 9162 §2.1.1). */
  root(): Hash {
    const last = this.#peaks.at(-1);
    if (!last) return emptyRoot;
    return this.#peaks
      .slice(0, -1)
      .reduceRight((right, { hash }) => nodeHash(hash, right), last.hash);
  }

  /** The same edge, to go on from it another way. */
  copy(): Frontier {
    const copy = new Frontier();
    copy.#size = this.#size;
    copy.#peaks = [...this.#peaks];
    return copy;
  }
}
