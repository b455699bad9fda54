import { damaged } from '../refusal.ts';

/** Reads bits, the highest of a byte first, from bytes that come in pieces. */
export class BitReader {
  readonly #next: () => Buffer | null;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #kept = 0;
  #count = 0;

  constructor(next: () => Buffer | null) {
    this.#next = next;
  }

  /** At most 24 bits. */
  read(count: number): number {
    while (this.#count < count) {
      this.#kept = ((this.#kept << 8) | this.#byte()) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#kept >>> this.#count) & ((1 << count) - 1);
    this.#kept &= (1 << this.#count) - 1;
    return value;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#count -= this.#count % 8;
    this.#kept &= (1 << this.#count) - 1;
  }

  /** Whether nothing is left. */
  atEnd(): boolean {
    return this.#count === 0 && !this.#fill();
  }

  #byte(): number {
    if (!this.#fill()) throw damaged('it ends in the middle of compressed data');
    return this.#bytes[this.#at++] as number;
  }

  #fill(): boolean {
    while (this.#at >= this.#bytes.length) {
      const piece = this.#next();
      if (piece === null) return false;
      this.#bytes = piece;
      this.#at = 0;
    }
    return true;
  }
}
