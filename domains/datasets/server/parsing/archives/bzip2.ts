import { damaged } from '../refusal.ts';
import { BitReader } from './bits.ts';

// The format has no official paper; it is described in “BZIP2: Format Specification” (J. Tsai, 2016).

const blockMark = [0x314159, 0x265359] as const;
const endMark = [0x177245, 0x385090] as const;
const groupLength = 50;

/**
 * What a bzip2 file holds, a block (at most 900 kB before its run-length coding) at a time. `next` gives the
 * packed bytes, null at their end. Files put one behind another are read as one. Checksums are checked.
 */
export function* bunzip(next: () => Buffer | null): Generator<Buffer> {
  const bits = new BitReader(next);
  do yield* stream(bits);
  while (!bits.atEnd());
}

function* stream(bits: BitReader): Generator<Buffer> {
  if (bits.read(24) !== 0x425a68) throw damaged('it does not begin like bzip2');
  const level = bits.read(8) - 0x30;
  if (level < 1 || level > 9) throw damaged('its bzip2 header is wrong');
  const links = new Uint32Array(level * 100_000);
  let combined = 0;
  for (;;) {
    const mark = [bits.read(24), bits.read(24)] as const;
    const checksum = ((bits.read(16) << 16) | bits.read(16)) >>> 0;
    if (mark[0] === endMark[0] && mark[1] === endMark[1]) {
      if (checksum !== combined) throw damaged('its bzip2 checksum is wrong');
      bits.align();
      return;
    }
    if (mark[0] !== blockMark[0] || mark[1] !== blockMark[1])
      throw damaged('a bzip2 block does not begin where it should');
    const crc = new Checksum();
    for (const piece of block(bits, links)) {
      crc.see(piece);
      yield piece;
    }
    if (crc.value !== checksum) throw damaged('the checksum of a bzip2 block is wrong');
    combined = (((combined << 1) | (combined >>> 31)) ^ checksum) >>> 0;
  }
}

/** One block: Huffman codes, then move-to-front and runs of zero, then the transform undone, then runs. */
function* block(bits: BitReader, links: Uint32Array): Generator<Buffer> {
  if (bits.read(1) === 1)
    throw damaged('it is a randomised bzip2 block, which was given up in 1997');
  const origin = bits.read(24);
  const length = readSymbols(bits, links);
  if (origin >= length) throw damaged('a bzip2 block points outside itself');
  link(links, length);
  yield* expandRuns(links, length, origin);
}

/** Fills the lower 8 bits of `links` with the bytes of the block, still in sorted order; answers how many. */
function readSymbols(bits: BitReader, links: Uint32Array): number {
  const used = readUsed(bits);
  const codes = readCodes(bits, used.length + 2);
  const endOfBlock = used.length + 1;
  const front = Uint8Array.from(used);
  let length = 0;
  let run = 0;
  let weight = 1;
  const flush = () => {
    if (run === 0) return;
    if (length + run > links.length) throw damaged('a bzip2 block is longer than it says');
    links.fill(front[0] as number, length, length + run);
    length += run;
    run = 0;
    weight = 1;
  };
  for (;;) {
    const symbol = codes.next();
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > links.length) throw damaged('a run in a bzip2 block is too long');
      continue;
    }
    flush();
    if (symbol === endOfBlock) return length;
    const position = symbol - 1;
    const byte = front[position] as number;
    front.copyWithin(1, 0, position);
    front[0] = byte;
    if (length >= links.length) throw damaged('a bzip2 block is longer than it says');
    links[length++] = byte;
  }
}

function readUsed(bits: BitReader): number[] {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group += 1) {
    if ((groups & (0x8000 >> group)) === 0) continue;
    const members = bits.read(16);
    for (let member = 0; member < 16; member += 1)
      if ((members & (0x8000 >> member)) !== 0) used.push(group * 16 + member);
  }
  if (used.length === 0) throw damaged('a bzip2 block uses no bytes');
  return used;
}

/** The Huffman tables and which of them each group of 50 symbols uses. */
function readCodes(bits: BitReader, alphabet: number): { next(): number } {
  const tableCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (tableCount < 2 || tableCount > 6 || selectorCount === 0)
    throw damaged('the tables of a bzip2 block are wrong');
  const order = Array.from({ length: tableCount }, (_, index) => index);
  const selectors = new Uint8Array(selectorCount);
  for (let index = 0; index < selectorCount; index += 1) {
    let position = 0;
    while (bits.read(1) === 1) position += 1;
    const [table] = order.splice(position, 1);
    if (table === undefined) throw damaged('the tables of a bzip2 block are wrong');
    order.unshift(table);
    selectors[index] = table;
  }
  const tables = Array.from({ length: tableCount }, () => readTable(bits, alphabet));
  let group = -1;
  let left = 0;
  let table = tables[0] as HuffmanTable;
  return {
    next() {
      if (left === 0) {
        group += 1;
        left = groupLength;
        if (group >= selectorCount) throw damaged('a bzip2 block has more symbols than it says');
        table = tables[selectors[group] as number] as HuffmanTable;
      }
      left -= 1;
      return table.read(bits);
    },
  };
}

function readTable(bits: BitReader, alphabet: number): HuffmanTable {
  const lengths: number[] = [];
  let length = bits.read(5);
  for (let symbol = 0; symbol < alphabet; symbol += 1) {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > 20) throw damaged('a code in a bzip2 block is too long');
    lengths.push(length);
  }
  return new HuffmanTable(lengths);
}

/** Canonical codes, read bit by bit against the first and last code of each length. */
class HuffmanTable {
  readonly #first = new Int32Array(22);
  readonly #count = new Int32Array(22);
  readonly #offset = new Int32Array(22);
  readonly #symbols: Int32Array;
  readonly #shortest: number;

  constructor(lengths: readonly number[]) {
    for (const length of lengths) this.#count[length] = (this.#count[length] as number) + 1;
    let code = 0;
    let offset = 0;
    for (let length = 1; length <= 20; length += 1) {
      code <<= 1;
      this.#first[length] = code;
      this.#offset[length] = offset;
      code += this.#count[length] as number;
      offset += this.#count[length] as number;
    }
    this.#symbols = Int32Array.from(
      lengths
        .map((length, symbol) => ({ length, symbol }))
        .sort((left, right) => left.length - right.length || left.symbol - right.symbol)
        .map(({ symbol }) => symbol),
    );
    this.#shortest = Math.min(...lengths);
  }

  read(bits: BitReader): number {
    let length = this.#shortest;
    let code = bits.read(length);
    for (; length <= 20; length += 1) {
      const position = code - (this.#first[length] as number);
      if (position >= 0 && position < (this.#count[length] as number))
        return this.#symbols[(this.#offset[length] as number) + position] as number;
      code = (code << 1) | bits.read(1);
    }
    throw damaged('a code in a bzip2 block is unknown');
  }
}

/** Undoes the Burrows-Wheeler transform: the upper 24 bits of each entry point to its successor. */
function link(links: Uint32Array, length: number): void {
  const starts = new Uint32Array(256);
  for (let index = 0; index < length; index += 1) {
    const byte = (links[index] as number) & 0xff;
    starts[byte] = (starts[byte] as number) + 1;
  }
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const count = starts[byte] as number;
    starts[byte] = sum;
    sum += count;
  }
  for (let index = 0; index < length; index += 1) {
    const byte = (links[index] as number) & 0xff;
    const to = starts[byte] as number;
    starts[byte] = to + 1;
    links[to] = ((links[to] as number) | (index << 8)) >>> 0;
  }
}

const pieceBytes = 256 * 1024;

/** Four equal bytes are followed by how often the byte comes again. */
function* expandRuns(links: Uint32Array, length: number, origin: number): Generator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes + 255);
  let filled = 0;
  let position = (links[origin] as number) >>> 8;
  let last = -1;
  let same = 0;
  for (let index = 0; index < length; index += 1) {
    const entry = links[position] as number;
    position = entry >>> 8;
    const byte = entry & 0xff;
    if (same === 4) {
      piece.fill(last, filled, filled + byte);
      filled += byte;
      same = 0;
      last = -1;
    } else {
      same = byte === last ? same + 1 : 1;
      last = byte;
      piece[filled++] = byte;
    }
    if (filled >= pieceBytes) {
      yield piece.subarray(0, filled);
      piece = Buffer.allocUnsafe(pieceBytes + 255);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** CRC-32 with the highest bit first, unlike zlib's. */
class Checksum {
  #crc = 0xffffffff;

  see(bytes: Uint8Array): void {
    let crc = this.#crc;
    for (const byte of bytes) crc = ((crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] as number)) >>> 0;
    this.#crc = crc;
  }

  get value(): number {
    return ~this.#crc >>> 0;
  }
}
