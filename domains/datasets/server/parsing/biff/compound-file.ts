import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { damaged } from '../refusal.ts';

// Microsoft, [MS-CFB]: Compound File Binary File Format.

const endOfChain = 0xfffffffe;
const freeSector = 0xffffffff;
const directoryAtMost = 100_000;

interface Entry {
  readonly name: string;
  readonly start: number;
  readonly bytes: number;
  readonly isRoot: boolean;
}

/** A stretch of bytes that can be read at any place. */
export interface ByteSource {
  readonly bytes: number;
  /** Fewer bytes than asked for only at the end. */
  read(position: number, length: number): Buffer;
}

/** A file as it is. Close it. */
export function plainFile(path: string): ByteSource & { close(): void } {
  const descriptor = openSync(path, 'r');
  const bytes = fstatSync(descriptor).size;
  return {
    bytes,
    read: (position, length) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - position)));
      readSync(descriptor, buffer, 0, buffer.length, position);
      return buffer;
    },
    close: () => closeSync(descriptor),
  };
}

/** The streams in a compound file, as Office wrote them until 2007. Chains that run in circles are refused. */
export class CompoundFile {
  readonly #file: ByteSource;
  readonly #sectorBytes: number;
  readonly #table: Uint32Array;
  readonly #smallTable: Uint32Array;
  readonly #smallBelow: number;
  readonly #entries: readonly Entry[];
  #small: ByteSource | null = null;

  constructor(file: ByteSource) {
    this.#file = file;
    const header = file.read(0, 512);
    if (header.length < 512) throw damaged('its header is cut off');
    const shift = header.readUInt16LE(30);
    if (shift !== 9 && shift !== 12) throw damaged('its header is wrong');
    this.#sectorBytes = 1 << shift;
    this.#table = this.#readTable(header);
    this.#smallBelow = header.readUInt32LE(56);
    this.#smallTable = numbersOf(this.#whole(header.readUInt32LE(60)));
    this.#entries = entriesOf(this.#whole(header.readUInt32LE(48)));
  }

  has(name: string): boolean {
    return this.#entries.some((entry) => entry.name === name);
  }

  open(name: string): ByteSource | null {
    const entry = this.#entries.find((one) => one.name === name && one.bytes > 0);
    if (!entry) return null;
    if (entry.bytes >= this.#smallBelow) return this.#stream(entry.start, entry.bytes);
    this.#small ??= this.#smallSectors();
    const chain = chainOf(entry.start, this.#smallTable);
    return chained(this.#small, chain, 64, entry.bytes, (sector) => sector * 64);
  }

  #smallSectors(): ByteSource {
    const root = this.#entries.find(({ isRoot }) => isRoot);
    if (!root) throw damaged('its directory has no root');
    return this.#stream(root.start, root.bytes);
  }

  #stream(start: number, bytes: number): ByteSource {
    const size = this.#sectorBytes;
    const chain = chainOf(start, this.#table);
    return chained(this.#file, chain, size, bytes, (sector) => (sector + 1) * size);
  }

  #whole(start: number): Buffer {
    if (start >= endOfChain) return Buffer.alloc(0);
    const bytes = chainOf(start, this.#table).length * this.#sectorBytes;
    return this.#stream(start, bytes).read(0, bytes);
  }

  #readTable(header: Buffer): Uint32Array {
    const size = this.#sectorBytes;
    const most = Math.ceil(this.#file.bytes / size) + 1;
    const sectors: number[] = [];
    for (let at = 76; at < 512; at += 4) sectors.push(header.readUInt32LE(at));
    let next = header.readUInt32LE(68);
    for (let read = 0; next < endOfChain; read += 1) {
      const more = this.#file.read((next + 1) * size, size);
      if (read > most || more.length < size) throw damaged('its table of sectors is wrong');
      for (let at = 0; at + 8 <= size; at += 4) sectors.push(more.readUInt32LE(at));
      next = more.readUInt32LE(size - 4);
    }
    const used = sectors.filter((sector) => sector < endOfChain).slice(0, most);
    const parts = used.map((sector) => this.#file.read((sector + 1) * size, size));
    return numbersOf(Buffer.concat(parts));
  }
}

function numbersOf(bytes: Buffer): Uint32Array {
  const count = Math.floor(bytes.length / 4);
  return Uint32Array.from({ length: count }, (_, index) => bytes.readUInt32LE(index * 4));
}

function chainOf(start: number, table: Uint32Array): readonly number[] {
  const chain: number[] = [];
  for (let sector = start; sector < endOfChain; sector = table[sector] ?? freeSector) {
    if (sector >= table.length) throw damaged('a chain of its sectors leads outside');
    if (chain.length > table.length) throw damaged('a chain of its sectors runs in a circle');
    chain.push(sector);
  }
  return chain;
}

function chained(
  source: ByteSource,
  chain: readonly number[],
  size: number,
  bytes: number,
  at: (sector: number) => number,
): ByteSource {
  const whole = Math.min(bytes, chain.length * size);
  return {
    bytes: whole,
    read: (position, length) => {
      const parts: Buffer[] = [];
      const end = Math.min(position + length, whole);
      for (let from = position; from < end; ) {
        const sector = chain[Math.floor(from / size)] as number;
        const offset = from % size;
        const part = source.read(at(sector) + offset, Math.min(size - offset, end - from));
        if (part.length === 0) throw damaged('it is cut off');
        parts.push(part);
        from += part.length;
      }
      return Buffer.concat(parts);
    },
  };
}

function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length && entries.length < directoryAtMost; at += 128) {
    const nameBytes = Math.min(64, directory.readUInt16LE(at + 64));
    const type = directory[at + 66];
    if (type !== 2 && type !== 5) continue;
    entries.push({
      name: directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
      start: directory.readUInt32LE(at + 116),
      bytes: directory.readUInt32LE(at + 120),
      isRoot: type === 5,
    });
  }
  return entries;
}
