import { damaged } from '../refusal.ts';
import type { ByteSource } from './compound-file.ts';

// Microsoft, [MS-XLS]: Excel Binary File Format; for Excel 5 and 95 OpenOffice's documentation of the format.

/** Numbers of the records that are read. */
export const is = {
  bof: 0x0809,
  eof: 0x000a,
  continued: 0x003c,
  sheet: 0x0085,
  password: 0x002f,
  codePage: 0x0042,
  dateMode: 0x0022,
  format: 0x041e,
  style: 0x00e0,
  texts: 0x00fc,
  sharedText: 0x00fd,
  label: 0x0204,
  richLabel: 0x00d6,
  number: 0x0203,
  rk: 0x027e,
  manyRk: 0x00bd,
  formula: 0x0006,
  formulaText: 0x0207,
  truth: 0x0205,
  row: 0x0208,
  merged: 0x00e5,
} as const;

/** One record; its bytes are valid until the next is read. */
export interface BiffRecord {
  readonly type: number;
  readonly data: Buffer;
}

const windowBytes = 256 * 1024;

/** Reads records one behind another, from any place. */
export class RecordReader {
  readonly #source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #windowAt = 0;
  position: number;

  constructor(source: ByteSource, position = 0) {
    this.#source = source;
    this.position = position;
  }

  /** The type of the record to come; -1 at the end. */
  peek(): number {
    const header = this.#bytes(this.position, 4);
    return header.length < 4 ? -1 : header.readUInt16LE(0);
  }

  next(): BiffRecord | null {
    const header = this.#bytes(this.position, 4);
    if (header.length < 4) return null;
    const type = header.readUInt16LE(0);
    const length = header.readUInt16LE(2);
    const data = this.#bytes(this.position + 4, length);
    if (data.length < length) throw damaged('it ends in the middle of a record');
    this.position += 4 + length;
    return { type, data };
  }

  #bytes(position: number, length: number): Buffer {
    const from = position - this.#windowAt;
    if (from < 0 || from + length > this.#window.length) {
      this.#window = this.#source.read(position, Math.max(windowBytes, length));
      this.#windowAt = position;
      return this.#window.subarray(0, length);
    }
    return this.#window.subarray(from, from + length);
  }
}
