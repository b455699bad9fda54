import { damaged } from '../refusal.ts';
import { is, type RecordReader } from './records.ts';

/** Reads texts out of a record and those that continue it: a text may be cut anywhere. */
export class TextReader {
  readonly #records: RecordReader;
  #data: Buffer;
  #at: number;

  constructor(records: RecordReader, data: Buffer, at: number) {
    this.#records = records;
    // The next record may take the place of these bytes.
    this.#data = Buffer.from(data);
    this.#at = at;
  }

  /** Whether more comes, here or in a record that continues. */
  more(): boolean {
    return this.#at < this.#data.length || this.#records.peek() === is.continued;
  }

  /** A text with its length before it, as Excel 97 and later write it. */
  text(lengthBytes: 1 | 2 = 2): string {
    const length = lengthBytes === 2 ? this.#u16() : this.#u8();
    const flags = this.#u8();
    const runs = flags & 8 ? this.#u16() : 0;
    const extra = flags & 4 ? this.#u16() + this.#u16() * 65_536 : 0;
    const text = this.#characters(length, (flags & 1) === 1);
    this.#skip(runs * 4 + extra);
    return text;
  }

  /** A text of one byte a character, its length before it, as Excel 5 and 95 write it. */
  bytes(lengthBytes: 1 | 2, decoder: InstanceType<typeof TextDecoder>): string {
    const length = lengthBytes === 2 ? this.#u16() : this.#u8();
    const bytes = this.#data.subarray(this.#at, this.#at + length);
    this.#at += length;
    return decoder.decode(bytes);
  }

  #characters(length: number, wide: boolean): string {
    let text = '';
    let isWide = wide;
    let left = length;
    while (left > 0) {
      if (this.#at >= this.#data.length) {
        this.#continue();
        // Each piece says anew how wide its characters are.
        isWide = (this.#u8() & 1) === 1;
      }
      const size = isWide ? 2 : 1;
      const here = Math.min(left, Math.floor((this.#data.length - this.#at) / size));
      if (here === 0) throw damaged('a text in it is cut in the middle of a character');
      const end = this.#at + here * size;
      text += this.#data.toString(isWide ? 'utf16le' : 'latin1', this.#at, end);
      this.#at = end;
      left -= here;
    }
    return text;
  }

  #skip(count: number): void {
    let left = count;
    while (left > 0) {
      if (this.#at >= this.#data.length) this.#continue();
      const here = Math.min(left, this.#data.length - this.#at);
      this.#at += here;
      left -= here;
    }
  }

  #u8(): number {
    if (this.#at >= this.#data.length) this.#continue();
    return this.#data[this.#at++] ?? 0;
  }

  #u16(): number {
    return this.#u8() + this.#u8() * 256;
  }

  #continue(): void {
    const record = this.#records.peek() === is.continued ? this.#records.next() : null;
    if (!record || record.data.length === 0) throw damaged('a text in it is cut off');
    this.#data = Buffer.from(record.data);
    this.#at = 0;
  }
}

const codePages: Readonly<Record<number, string>> = {
  367: 'latin1', 437: 'latin1', 850: 'latin1', 866: 'ibm866', 874: 'windows-874', 932: 'shift_jis',
  936: 'gbk', 949: 'euc-kr', 950: 'big5', 1200: 'utf-16le', 10000: 'macintosh', 10007: 'x-mac-cyrillic',
  32768: 'macintosh', 65001: 'utf-8',
}; // biome-ignore format: a list

export function codePageName(number: number): string {
  return (
    codePages[number] ?? (number >= 1250 && number <= 1258 ? `windows-${number}` : 'windows-1252')
  );
}
