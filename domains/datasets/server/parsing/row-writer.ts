import { closeSync, openSync, writeSync } from 'node:fs';

const flushCharacters = 1 << 20;

/** Rows that were rejected beyond this many are counted, not kept one by one: the raw file has them all. */
export const keptRejects = 100_000;

/** A row that could not be read. */
export interface RejectedRow {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  /** As in the file, at most 2,000 characters. */
  readonly text: string;
  /** Characters of the whole record; absent when `text` has them all. */
  readonly length?: number;
  /** How the row may have been meant, as one line of CSV, where that is clear. */
  readonly suggestion?: string;
  /** What the suggestion does, as a sentence. */
  readonly repair?: string;
}

/** A text file written in large pieces. */
export class LineFile {
  readonly #descriptor: number;
  #buffer = '';

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w', 0o600);
  }

  write(line: string): void {
    this.#buffer += line;
    if (this.#buffer.length > flushCharacters) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#buffer, 'utf8');
    this.#buffer = '';
    for (let written = 0; written < bytes.length; )
      written += writeSync(this.#descriptor, bytes, written);
  }
}

/** Fields as one line of RFC 4180 text with LF. `null` is written as nothing, an empty text as `""`. */
export function csvLine(fields: readonly (string | null)[]): string {
  return `${fields.map((field) => (field === null ? '' : quoteField(field))).join(',')}\n`;
}

function quoteField(field: string): string {
  if (field === '') return '""';
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Keeps rejected rows as JSON Lines, up to `keptRejects`; counts all. */
export class RejectFile {
  readonly #file: LineFile;
  count = 0;

  constructor(path: string) {
    this.#file = new LineFile(path);
  }

  add(row: RejectedRow): void {
    this.count += 1;
    if (this.count <= keptRejects) this.#file.write(`${JSON.stringify(row)}\n`);
  }

  close(): void {
    this.#file.close();
  }
}
