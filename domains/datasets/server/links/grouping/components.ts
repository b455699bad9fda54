/** Components of a graph that grows edge by edge: a forest with halved paths. Four bytes a row. */
export class Components {
  readonly #parents: Int32Array;
  readonly #sizes: Int32Array;

  constructor(rows: number) {
    this.#parents = Int32Array.from({ length: rows }, (_, row) => row);
    this.#sizes = new Int32Array(rows).fill(1);
  }

  /** The row that stands for the component of this one. */
  find(row: number): number {
    let at = row;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  size(row: number): number {
    return this.#sizes[this.find(row)] ?? 1;
  }

  /** Joins two components, unless the joint one would be larger than allowed. */
  join(one: number, other: number, atMost: number): boolean {
    const [left, right] = [this.find(one), this.find(other)];
    if (left === right) return true;
    const size = (this.#sizes[left] ?? 1) + (this.#sizes[right] ?? 1);
    if (size > atMost) return false;
    const [root, child] = left < right ? [left, right] : [right, left];
    this.#parents[child] = root;
    this.#sizes[root] = size;
    return true;
  }
}
