import { unsafe } from '../refusal.ts';

/** Below this nothing is judged: small files may repeat themselves. */
const freeBytes = 64 * 1024 * 1024;
/** Tables compress 3 to 30 times, very dull ones 100 times; deflate itself ends at 1,032. */
const ratioAtMost = 250;

/** How much may come out of a file of `packed` bytes; refuses what unpacks without end. */
export class Budget {
  readonly #packed: number;
  #used = 0;

  constructor(packed: number) {
    this.#packed = packed;
  }

  spend(bytes: number): void {
    this.#used += bytes;
    if (this.#used > freeBytes && this.#used > this.#packed * ratioAtMost)
      throw unsafe(
        `it unpacks to more than ${ratioAtMost} times its size, which no table does and a “zip bomb” does`,
      );
  }
}
