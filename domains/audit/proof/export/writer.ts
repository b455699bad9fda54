import { bodies, chainStart, type ExportEnd, type ExportHeader, formatLine } from './lines.ts';

/** One entry of the log on its way into an export. */
export type ExportedEntry =
  | { readonly kind: 'entry'; readonly leaf: Buffer; readonly encoded: string }
  | { readonly kind: 'removed'; readonly run: string; readonly leaf: Buffer }
  | { readonly kind: 'hidden'; readonly leaf: Buffer };

type HiddenNode = [level: number, hash: Buffer];

/** Writes the lines of an export one after another; each call answers with the text to append. */
export class ExportWriter {
  #chain = chainStart;
  #position = 0;
  #hidden: HiddenNode[] = [];
  #hiddenFrom = 0;
  readonly #join: (left: Buffer, right: Buffer) => Buffer;
  readonly #counts = { entries: 0, removed: 0, hidden: 0 };

  /** `join` hashes two nodes into the one above them. */
  constructor(join: (left: Buffer, right: Buffer) => Buffer) {
    this.#join = join;
  }

  header(header: ExportHeader): string {
    return this.#line(bodies.header(header));
  }

  /** The entry at the next position. */
  next(entry: ExportedEntry): string {
    this.#position += 1;
    if (entry.kind === 'hidden') {
      this.#hide(entry.leaf);
      return '';
    }
    const before = this.#flush();
    if (entry.kind === 'removed') {
      this.#counts.removed += 1;
      return before + this.#line(bodies.removed(this.#position, entry.run, entry.leaf));
    }
    this.#counts.entries += 1;
    return before + this.#line(bodies.entry(this.#position, entry.leaf, entry.encoded));
  }

  /** A checkpoint that covers what was written so far. */
  checkpoint(note: string): string {
    return this.#flush() + this.#line(bodies.checkpoint(note));
  }

  end(): string {
    const counts: ExportEnd = { ...this.#counts };
    return this.#flush() + this.#line(bodies.end(counts));
  }

  /** Entries of others are gathered into subtrees as large as their places allow. */
  #hide(leaf: Buffer): void {
    if (this.#hidden.length === 0) this.#hiddenFrom = this.#position;
    this.#counts.hidden += 1;
    let node: HiddenNode = [0, leaf];
    let first = this.#position - 1;
    for (;;) {
      const [level, hash] = this.#hidden.at(-1) ?? [];
      if (level !== node[0] || hash === undefined || (first / 2 ** level) % 2 !== 1) break;
      this.#hidden.pop();
      node = [level + 1, this.#join(hash, node[1])];
      first -= 2 ** level;
    }
    this.#hidden.push(node);
  }

  #flush(): string {
    if (this.#hidden.length === 0) return '';
    const line = this.#line(bodies.hidden(this.#hiddenFrom, this.#hidden));
    this.#hidden = [];
    return line;
  }

  #line(body: string): string {
    const { line, chain } = formatLine(this.#chain, body);
    this.#chain = chain;
    return line;
  }
}
