/** A statement that a connection keeps by name, so that PostgreSQL reads and plans it once. */
export interface Preparation {
  readonly name: string;
  /** Whether the server has it under this name. */
  known: boolean;
}

interface Seen {
  preparation: Preparation | null;
}

/** What a connection keeps: a plan takes some 50 kB of the server's memory. */
const most = 100;
/** Characters; what is longer is a bulk of rows and hardly comes again. */
const longest = 16_384;
/** How many rows a pattern finds is told by the pattern: such a statement is planned each time. */
const byPattern = /\b(i?like|similar to)\b|~/i;

/**
 * The statements that a connection has seen lately. From the second time on a statement has a name:
 * with row security, reading and planning it takes longer than running it. Those that were not asked
 * for longest are given up.
 */
export class Preparations {
  /** The longest unused first. */
  readonly #seen = new Map<string, Seen>();
  #names = 0;
  #left: string[] = [];

  /** The statement by its name; null when it is sent without one. `key` tells apart what is planned apart. */
  of(text: string, key: string): Preparation | null {
    if (text.length > longest || byPattern.test(text)) return null;
    const whole = `${key} ${text}`;
    const before = this.#seen.get(whole);
    const seen = before ?? { preparation: null };
    this.#seen.delete(whole);
    this.#seen.set(whole, seen);
    if (before) seen.preparation ??= this.#named();
    else this.#makeRoom();
    return seen.preparation;
  }

  /** It did not come through, so nobody knows whether the server has it: its next name is another. */
  renew(preparation: Preparation): void {
    this.#left.push(preparation.name);
    for (const seen of this.#seen.values())
      if (seen.preparation === preparation) seen.preparation = null;
  }

  /** The tables have changed under them: all are read anew. */
  forget(): void {
    for (const { preparation } of this.#seen.values())
      if (preparation) this.#left.push(preparation.name);
    this.#seen.clear();
  }

  /** Names that the server may give up, each once. */
  takeLeft(): readonly string[] {
    const left = this.#left;
    this.#left = [];
    return left;
  }

  #named(): Preparation {
    this.#names += 1;
    return { name: `insites_${this.#names}`, known: false };
  }

  #makeRoom(): void {
    if (this.#seen.size <= most) return;
    for (const [text, { preparation }] of this.#seen) {
      this.#seen.delete(text);
      if (preparation) this.#left.push(preparation.name);
      return;
    }
  }
}

/** A statement that is kept by name and whose columns are not what they were when it was read. */
export function isStale(error: Error & { readonly code?: string }): boolean {
  const { code, message } = error;
  // 26000: a pooler gave us another connection to the server than the one that has it.
  return code === '26000' || (code === '0A000' && message.includes('cached plan'));
}
