import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { damaged, Refusal, unsafe, unsupported } from '../refusal.ts';
import { Budget } from './budget.ts';
import { type Packing, unpacked } from './unpack.ts';

// PKWARE, APPNOTE.TXT: .ZIP File Format Specification, version 6.3.10.

/** A file in an archive. */
export interface ZipMember {
  /** With `/` between folders. */
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  /** Of its local header. */
  readonly offset: number;
}

const directoryAtMost = 64 * 1024 * 1024;
const endSearched = 22 + 65_535;
const packings: Readonly<Record<number, Packing>> = {
  0: 'stored',
  8: 'deflate',
  12: 'bzip2',
  93: 'zstd',
};

/** A ZIP archive, read by its central directory. Close it. */
export class ZipFile {
  readonly path: string;
  readonly members: readonly ZipMember[];
  readonly #descriptor: number;
  readonly #bytes: number;

  /** Refuses damage, names that climb out of the archive, and members that share bytes. */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, 'r');
    this.#bytes = fstatSync(this.#descriptor).size;
    try {
      this.members = this.#readDirectory();
      this.members.forEach(mustStayInside);
      mustBeApart(this.members, this.#bytes);
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  find(name: string): ZipMember | undefined {
    const wanted = name.toLowerCase();
    return this.members.find((member) => member.name.toLowerCase() === wanted);
  }

  /** Its bytes in pieces; length and checksum are held against what the directory says. */
  async *read(member: ZipMember): AsyncGenerator<Buffer> {
    if (member.encrypted) throw new Refusal({ kind: 'locked' });
    const packing = packings[member.method];
    if (packing === undefined)
      throw unsupported(
        `packed by a method (number ${member.method}) that is not read here`,
        'Pack it again as an ordinary ZIP file, or upload it unpacked.',
      );
    const header = this.#at(member.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50)
      throw damaged(`“${member.name}” is not where the archive says`);
    const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    let checksum = 0;
    let length = 0;
    const stretch = { path: this.path, start, bytes: member.packedBytes };
    // A table may be read more than once, so every reading has a budget of its own.
    for await (const piece of unpacked(stretch, packing, new Budget(this.#bytes))) {
      checksum = crc32(piece, checksum);
      length += piece.length;
      yield piece;
    }
    if (length !== member.bytes || checksum !== member.checksum)
      throw damaged(`“${member.name}” is not what the archive says it is`);
  }

  /** The whole of a small member. */
  async content(member: ZipMember, atMost = 32 * 1024 * 1024): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.read(member)) {
      length += piece.length;
      if (length > atMost) throw unsafe(`“${member.name}” in it is larger than such a part can be`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  /** Up to `bytes` of its beginning. */
  async head(member: ZipMember, bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.read(member)) {
      pieces.push(piece);
      length += piece.length;
      if (length >= bytes) break;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }

  #readDirectory(): ZipMember[] {
    const { offset, bytes, count } = this.#end();
    if (bytes > directoryAtMost) throw unsafe('its list of contents is larger than 64 MiB');
    const directory = this.#at(offset, bytes);
    const members: ZipMember[] = [];
    let at = 0;
    while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
      const nameBytes = directory.readUInt16LE(at + 28);
      const extraBytes = directory.readUInt16LE(at + 30);
      const next = at + 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
      if (next > directory.length) break;
      const name = directory.subarray(at + 46, at + 46 + nameBytes);
      const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
      members.push(memberOf(directory.subarray(at, at + 46), name, extra));
      at = next;
    }
    if (members.length !== count)
      throw damaged(`its list of contents has ${members.length} of ${count} entries`);
    return members;
  }

  #end(): { readonly offset: number; readonly bytes: number; readonly count: number } {
    const length = Math.min(endSearched, this.#bytes);
    const tail = this.#at(this.#bytes - length, length);
    let at = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
    while (at >= 0 && at + 22 + tail.readUInt16LE(at + 20) > tail.length)
      at = at === 0 ? -1 : tail.lastIndexOf(Buffer.from('504b0506', 'hex'), at - 1);
    if (at < 0 || at + 22 > tail.length) throw damaged('the end of the ZIP archive is missing');
    const small = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const locator = at >= 20 && tail.readUInt32LE(at - 20) === 0x07064b50 ? at - 20 : null;
    if (locator === null) return small;
    const record = this.#at(Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.readUInt32LE(0) !== 0x06064b50) throw damaged('its 64-bit directory is missing');
    return {
      count: Number(record.readBigUInt64LE(32)),
      bytes: Number(record.readBigUInt64LE(40)),
      offset: Number(record.readBigUInt64LE(48)),
    };
  }

  #at(offset: number, bytes: number): Buffer {
    if (offset < 0 || offset + bytes > this.#bytes)
      throw damaged('the ZIP archive points outside itself');
    const buffer = Buffer.alloc(bytes);
    readSync(this.#descriptor, buffer, 0, bytes, offset);
    return buffer;
  }
}

function memberOf(header: Buffer, rawName: Buffer, extra: Buffer): ZipMember {
  const flags = header.readUInt16LE(8);
  const [bytes, packedBytes, offset] = wideNumbers(
    [header.readUInt32LE(24), header.readUInt32LE(20), header.readUInt32LE(42)],
    extra,
  );
  return {
    name: nameOf(rawName).replaceAll('\\', '/'),
    method: header.readUInt16LE(10),
    encrypted: (flags & 1) === 1,
    checksum: header.readUInt32LE(16),
    bytes,
    packedBytes,
    offset,
  };
}

/** Numbers that need more than 32 bits stand in the extra field, in this order. */
function wideNumbers(
  [bytes, packedBytes, offset]: [number, number, number],
  extra: Buffer,
): [number, number, number] {
  const values: [number, number, number] = [bytes, packedBytes, offset];
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let from = at + 4;
      values.forEach((value, index) => {
        if (value !== 0xffffffff || from + 8 > Math.min(extra.length, at + 4 + length)) return;
        values[index] = Number(extra.readBigUInt64LE(from));
        from += 8;
      });
    }
    at += 4 + length;
  }
  return values;
}

function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function mustStayInside({ name }: ZipMember): void {
  if (/^\/|^[a-z]:|(^|\/)\.\.(\/|$)|\0/i.test(name))
    throw unsafe(`a file in it is named “${name.slice(0, 100)}”, to be written outside its folder`);
}

/** Members that overlap are how a small archive unpacks to petabytes (D. Fifield, 2019). */
function mustBeApart(members: readonly ZipMember[], bytes: number): void {
  const sorted = [...members].sort((left, right) => left.offset - right.offset);
  sorted.forEach((member, index) => {
    const end = member.offset + 30 + member.packedBytes;
    if (end > bytes) throw damaged(`“${member.name}” ends behind the end of the archive`);
    const next = sorted[index + 1];
    if (next && end > next.offset)
      throw unsafe('files in it share the same bytes, as in a “zip bomb”');
  });
}
