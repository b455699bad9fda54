import { closeSync, openSync, readSync } from 'node:fs';
import { AgainCounter, manyDigits } from './again.ts';
import { byteKinds, digit, letter, shapeIndex, shapeOfField } from './field-shape.ts';
import { mayRepeat, repeatsHeader } from './repeated-header.ts';
import { namedShapes, type ScanInput, type ScanResult, shapes } from './scan-result.ts';
import { beginningOf, isCounted, SupportCounter } from './support.ts';
import { longestRecord } from './tokenize.ts';
import { Utf8Check } from './utf8-check.ts';

const chunkBytes = 1 << 20;
/** Pause before a file that is still being written is looked at again, milliseconds. */
const patience = 2;

const LF = 10;
const CR = 13;
const quote = 34;

/**
 * Reads a delimited file once, byte by byte, and tells what is in it: how many records, whether every one
 * has the same number of fields, and the shape of every value of every column. This count is our own; the
 * engine's is held against it. The file may still be growing up to `bytes`. Runs in a process of its own.
 */
export function run(
  input: ScanInput,
  { progress }: { readonly progress: (done: number) => void },
): ScanResult {
  const descriptor = openSync(input.path, 'r');
  const scanner = new Scanner(input);
  const encoding = new Utf8Check();
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const parent = process.ppid;
  let position = input.markBytes;
  try {
    while (position < input.bytes) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (length === 0) {
        // Waiting, this process hears nothing; whoever writes the file may be gone for good.
        if (process.ppid !== parent) throw new Error('The process that writes the file has ended.');
        Atomics.wait(clock, 0, 0, patience);
        continue;
      }
      position += length;
      encoding.see(chunk.subarray(0, length));
      scanner.feed(chunk, length);
      if (scanner.irregularity !== null || !encoding.valid) break;
      progress(position);
    }
  } finally {
    closeSync(descriptor);
  }
  const result = scanner.end(encoding.end());
  return result.regular && input.header && mayRepeat(result) && repeatsHeader(input)
    ? { ...result, regular: false, irregularity: 'the header comes again among the rows' }
    : result;
}

/**
 * A state machine over bytes. A field that lies whole and unquoted in the piece at hand is read in one tight
 * loop; any other (quoted, or cut by the end of the piece) is collected first.
 */
class Scanner {
  /** The first thing that is out of the ordinary. */
  irregularity: string | null = null;
  readonly #separator: number;
  readonly #width: number;
  readonly #header: boolean;
  readonly #kinds: Uint8Array;
  readonly #counts: Float64Array;
  /** Digits of the shortest and the longest whole number of each column. */
  readonly #fewest: Uint8Array;
  readonly #most: Uint8Array;
  /** The first and the last whole number of each column; the last is infinite where one was not above the one before. */
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  readonly #again: readonly AgainCounter[];
  readonly #support: readonly SupportCounter[];
  readonly #beginning: readonly number[][];
  #records = 0;
  /** Small numbers of the record at hand are counted. */
  #counted = true;
  #column = 0;
  /** Bytes of the fields of the record so far. */
  #filled = 0;
  #longest = 0;
  #recordBytes = 0;
  /** The record holds a quoted field. */
  #quotes = false;
  /** The field at hand, when it is collected byte by byte. */
  #field: number[] = [];
  #state: 'start' | 'plain' | 'quoted' | 'closed' | 'returned' = 'start';

  constructor({ delimiter, width, header }: ScanInput) {
    this.#separator = delimiter.charCodeAt(0);
    this.#width = width;
    this.#header = header;
    this.#kinds = byteKinds(this.#separator);
    this.#counts = new Float64Array(width * shapes.length);
    this.#fewest = new Uint8Array(width).fill(255);
    this.#most = new Uint8Array(width);
    this.#first = new Float64Array(width);
    this.#last = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
    this.#again = Array.from({ length: width }, () => new AgainCounter());
    this.#support = Array.from({ length: width }, () => new SupportCounter());
    this.#beginning = Array.from({ length: width }, () => []);
  }

  feed(chunk: Buffer, size: number): void {
    const kinds = this.#kinds;
    const separator = this.#separator;
    for (let at = 0; at < size; at += 1) {
      if (this.#state === 'start') {
        let to = at;
        let bits = 0;
        while (to < size) {
          const kind = kinds[chunk[to] as number] as number;
          if (kind === 0) break;
          bits |= kind;
          to += 1;
        }
        const byte = to < size ? (chunk[to] as number) : -1;
        if (byte === separator) {
          this.#count(chunk, at, to, bits);
          at = to;
          continue;
        }
        if (byte === LF || (byte === CR && to + 1 < size && chunk[to + 1] === LF)) {
          this.#endRecord(chunk, at, to, bits);
          at = byte === LF ? to : to + 1;
          continue;
        }
      }
      this.#step(chunk[at] as number);
      if (this.#field.length > longestRecord) {
        this.irregularity ??= `record ${this.#records + 1} is very long`;
        return;
      }
    }
  }

  end(validUtf8: boolean): ScanResult {
    if (this.#state === 'quoted') this.irregularity ??= 'a quoted field never ends';
    if (this.#state === 'returned') this.irregularity ??= 'the last line ends with CR alone';
    if (this.#column > 0 || this.#field.length > 0 || this.#quotes) this.#endCollected();
    return {
      records: this.#records,
      regular: this.irregularity === null && validUtf8,
      irregularity: validUtf8 ? this.irregularity : 'some bytes are not valid UTF-8',
      validUtf8,
      longest: this.#longest,
      columns: namedShapes(this.#counts, this.#width, {
        fewest: this.#fewest,
        most: this.#most,
        first: this.#first,
        last: this.#last,
        again: this.#again,
        support: this.#support,
        beginning: this.#beginning,
      }),
    };
  }

  #count(bytes: Uint8Array, from: number, to: number, bits: number): void {
    const length = to - from;
    if (this.#column < this.#width && !(this.#header && this.#records === 0)) {
      const shape =
        length === 0
          ? shapeIndex.empty
          : bits === digit
            ? length > 18 || (bytes[from] === 48 && length > 1)
              ? shapeIndex.code
              : shapeIndex.integer
            : bits & letter && length > 5
              ? shapeIndex.text
              : shapeOfField(bytes, from, to, bits);
      if (shape === shapeIndex.integer) {
        this.#seeDigits(bits === digit ? length : 0);
        this.#seeNumber(bytes, from, to, bits !== digit);
      }
      const index = this.#column * 8 + shape;
      this.#counts[index] = (this.#counts[index] as number) + 1;
    }
    this.#filled += length;
    this.#recordBytes += length + 1;
    this.#column += 1;
  }

  #seeDigits(length: number): void {
    const column = this.#column;
    if (length < (this.#fewest[column] as number)) this.#fewest[column] = length;
    if (length > (this.#most[column] as number)) this.#most[column] = length;
  }

  /** Most columns do not rise for long. */
  #seeNumber(bytes: Uint8Array, from: number, to: number, signed: boolean): void {
    const column = this.#column;
    const repeats =
      (this.#fewest[column] as number) >= manyDigits && !(this.#again[column] as AgainCounter).full;
    if (this.#counted || repeats || this.#last[column] !== Number.POSITIVE_INFINITY)
      this.#countNumber(bytes, from, to, signed, repeats);
  }

  #countNumber(
    bytes: Uint8Array,
    from: number,
    to: number,
    signed: boolean,
    repeats: boolean,
  ): void {
    const column = this.#column;
    const last = this.#last[column] as number;
    let number = 0;
    for (let at = signed ? from + 1 : from; at < to; at += 1)
      number = number * 10 + (bytes[at] as number) - 48;
    if (repeats) this.#again[column]?.see(number);
    if (this.#counted) this.#seeSmall(signed ? -number : number);
    if (last === Number.NEGATIVE_INFINITY) this.#first[column] = number;
    this.#last[column] = !signed && number > last ? number : Number.POSITIVE_INFINITY;
  }

  /** Of the records that are counted. */
  #seeSmall(number: number): void {
    const beginning = this.#beginning[this.#column];
    if (beginning && beginning.length < beginningOf) beginning.push(number);
    this.#support[this.#column]?.see(number);
  }

  #endRecord(bytes: Uint8Array, from: number, to: number, bits: number): void {
    if (this.#column === 0 && to === from && !this.#quotes) {
      this.irregularity ??= `line ${this.#records + 1} is blank`;
      return;
    }
    this.#count(bytes, from, to, bits);
    if (this.#column !== this.#width)
      this.irregularity ??= `record ${this.#records + 1} has ${this.#column} fields, not ${this.#width}`;
    if (this.#filled === 0 && !this.#quotes)
      this.irregularity ??= `record ${this.#records + 1} has nothing but empty fields`;
    if (this.#recordBytes > this.#longest) this.#longest = this.#recordBytes;
    if (this.#recordBytes > longestRecord)
      this.irregularity ??= `record ${this.#records + 1} is very long`;
    this.#records += 1;
    this.#counted = isCounted(this.#header ? this.#records - 1 : this.#records);
    this.#column = 0;
    this.#filled = 0;
    this.#recordBytes = 0;
    this.#quotes = false;
  }

  /** One byte of a field that is collected. */
  #step(byte: number): void {
    if (this.#state === 'quoted') {
      if (byte === quote) this.#state = 'closed';
      else this.#field.push(byte);
      return;
    }
    if (this.#state === 'returned') {
      if (byte !== LF)
        this.irregularity ??= `a line ends with CR alone near record ${this.#records + 1}`;
      this.#endCollected();
      return;
    }
    if (byte === this.#separator) this.#countCollected();
    else if (byte === LF) this.#endCollected();
    else if (byte === CR) this.#state = 'returned';
    else if (byte === quote) this.#seeQuote();
    else this.#collect(byte);
  }

  #seeQuote(): void {
    if (this.#state === 'closed') {
      // A doubled quote inside a quoted field.
      this.#field.push(quote);
      this.#state = 'quoted';
    } else if (this.#state === 'start') {
      this.#state = 'quoted';
      this.#quotes = true;
      this.#recordBytes += 2;
    } else
      this.irregularity ??= `a quote stands inside an unquoted field of record ${this.#records + 1}`;
  }

  #collect(byte: number): void {
    if (this.#state === 'closed')
      this.irregularity ??= `something follows a closing quote in record ${this.#records + 1}`;
    if (byte === 0) this.irregularity ??= `a NUL byte stands in record ${this.#records + 1}`;
    this.#state = 'plain';
    this.#field.push(byte);
  }

  #countCollected(): void {
    const bytes = Uint8Array.from(this.#field);
    this.#count(bytes, 0, bytes.length, this.#bitsOf(bytes));
    this.#restart();
  }

  #endCollected(): void {
    const bytes = Uint8Array.from(this.#field);
    this.#endRecord(bytes, 0, bytes.length, this.#bitsOf(bytes));
    this.#restart();
  }

  /** Inside quotes separators and line ends are letters like any other. */
  #bitsOf(bytes: Uint8Array): number {
    let bits = 0;
    for (const byte of bytes) bits |= this.#kinds[byte] || letter;
    return bits;
  }

  #restart(): void {
    this.#field = [];
    this.#state = 'start';
  }
}
