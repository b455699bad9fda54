import { damaged } from '../refusal.ts';

// LZ4 Frame Format Description 1.6.4 and LZ4 Block Format Description.

/** What an LZ4 frame holds; `atMost` bytes, else it is refused by `tooMuch`. */
export function lz4Decoded(frame: Uint8Array, atMost: number, tooMuch: () => Error): Uint8Array {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (bytes.length < 7 || bytes.readUInt32LE(0) !== 0x184d2204)
    throw damaged('a part packed with LZ4 does not begin as it should');
  const flags = bytes[4] as number;
  const [hasSize, hasDictionary] = [(flags & 8) !== 0, (flags & 1) !== 0];
  const blockSums = (flags & 16) !== 0;
  let at = 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  const output = new Output(atMost, tooMuch);
  for (;;) {
    if (at + 4 > bytes.length) throw damaged('a part packed with LZ4 is cut off');
    const size = bytes.readUInt32LE(at);
    at += 4;
    if (size === 0) return output.bytes();
    const length = size & 0x7fffffff;
    if (at + length > bytes.length) throw damaged('a part packed with LZ4 is cut off');
    const block = bytes.subarray(at, at + length);
    if (size & 0x80000000) output.take(block);
    else readBlock(block, output);
    at += length + (blockSums ? 4 : 0);
  }
}

function readBlock(block: Buffer, output: Output): void {
  let at = 0;
  const longer = (start: number): number => {
    let length = start;
    for (let byte = 255; byte === 255; length += byte) {
      if (at >= block.length) throw damaged('a part packed with LZ4 is cut off');
      byte = block[at++] as number;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = token >> 4 === 15 ? longer(15) : token >> 4;
    if (at + literals > block.length) throw damaged('a part packed with LZ4 is cut off');
    output.take(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = (block[at] as number) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const match = (token & 15) === 15 ? longer(15) : token & 15;
    output.repeat(distance, match + 4);
  }
}

class Output {
  readonly #atMost: number;
  readonly #tooMuch: () => Error;
  #buffer = new Uint8Array(64 * 1024);
  #filled = 0;

  constructor(atMost: number, tooMuch: () => Error) {
    this.#atMost = atMost;
    this.#tooMuch = tooMuch;
  }

  take(bytes: Buffer): void {
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#filled)
      throw damaged('a part packed with LZ4 points before its beginning');
    this.#room(length);
    for (let left = length; left > 0; left -= 1, this.#filled += 1)
      this.#buffer[this.#filled] = this.#buffer[this.#filled - distance] as number;
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#filled);
  }

  #room(length: number): void {
    const needed = this.#filled + length;
    if (needed > this.#atMost) throw this.#tooMuch();
    if (needed <= this.#buffer.length) return;
    const size = Math.min(this.#atMost, Math.max(needed, this.#buffer.length * 2));
    const larger = new Uint8Array(size);
    larger.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = larger;
  }
}
