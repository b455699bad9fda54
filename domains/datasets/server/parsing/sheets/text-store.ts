import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

const inMemory = 48 * 1024 * 1024;
const flushBytes = 256 * 1024;

/** Texts by number: the first 48 MiB of them in memory, the others in a file that nobody else sees. */
export class TextStore {
  readonly #path: string;
  readonly #texts: string[] = [];
  #used = 0;
  #descriptor: number | null = null;
  #written = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Where each text in the file begins; the last entry is where the next will. */
  #offsets = new Float64Array(1024);
  #stored = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get length(): number {
    return this.#texts.length + this.#stored;
  }

  add(text: string): void {
    if (this.#descriptor === null && this.#used < inMemory) {
      this.#used += text.length * 2 + 48;
      this.#texts.push(text);
      return;
    }
    const bytes = Buffer.from(text, 'utf8');
    this.#stored += 1;
    if (this.#stored >= this.#offsets.length) {
      const larger = new Float64Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.#stored] = (this.#offsets[this.#stored - 1] as number) + bytes.length;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > flushBytes) this.#flush();
  }

  get(index: number): string | undefined {
    if (index < this.#texts.length) return this.#texts[index];
    const stored = index - this.#texts.length;
    if (!(stored < this.#stored)) return undefined;
    this.#flush();
    const from = this.#offsets[stored] as number;
    const bytes = Buffer.allocUnsafe((this.#offsets[stored + 1] as number) - from);
    readSync(this.#descriptor as number, bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    if (this.#descriptor === null) {
      this.#descriptor = openSync(this.#path, 'wx+', 0o600);
      unlinkSync(this.#path);
    }
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#written + done);
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
