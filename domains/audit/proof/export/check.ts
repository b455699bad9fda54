import { type Checkpoint, isKeyOf, openCheckpoint, parseCheckpoint } from '../checkpoint.ts';
import { decodeEntry } from '../entry.ts';
import { Frontier } from '../frontier.ts';
import { leafHash } from '../hash.ts';
import { parseVerifier, type Verifier } from '../keys.ts';
import { Accounts, statementVerbs } from './accounts.ts';
import { type ExportFault, Faulty, faultAt, faultOfAll } from './fault.ts';
import { chainOf, chainStart, type ExportHeader, exportFormat, splitLine } from './lines.ts';

/** What came of checking an export. */
export interface Verdict {
  /** Null: everything holds. */
  readonly fault: ExportFault | null;
  readonly origin: string | null;
  /** Entries of the log that were checked. */
  readonly size: number;
  readonly entries: number;
  readonly removed: number;
  readonly hidden: number;
  /** Signed checkpoints inside the export that hold. */
  readonly checkpoints: number;
  /** Sizes of the kept checkpoints it was held against. */
  readonly kept: readonly number[];
}

interface Kept {
  readonly text: string;
  readonly checkpoint: Checkpoint;
}

const statements = Object.values(statementVerbs).map((verb) => Buffer.from(`"${verb}"`));
const leafKey = ',"leaf":"';
const entryKey = '","entry":';
const hex = /^[0-9a-f]{64}$/;

/** Checks an export line by line; needs nothing but the lines and the checkpoints that somebody kept. */
export class ExportCheck {
  #chain: Buffer = chainStart;
  #lines = 0;
  #ended = false;
  #header: ExportHeader | null = null;
  #key: Verifier | null = null;
  #frontier = new Frontier();
  #accounts = new Accounts();
  /** The size up to which a signed or kept root was met. */
  #proven = 0;
  #signed = -1;
  #counts = { entries: 0, removed: 0, hidden: 0, checkpoints: 0 };
  #kept: readonly Kept[];
  #met = new Set<Kept>();
  /** The entry that the line at hand is about. */
  #at = 1;

  /** @throws Faulty when a kept checkpoint is none; `verifyExport` makes a verdict of that. */
  constructor(kept: readonly string[]) {
    this.#kept = kept.map((text) => {
      const parsed = parseCheckpoint(text);
      if (!parsed) faultOfAll('kept', 'The file that was kept is not a signed checkpoint.');
      return { text, checkpoint: parsed.checkpoint };
    });
  }

  /** Takes the next line, without its newline. @throws Faulty at the first thing that is wrong. */
  take(line: Buffer): void {
    this.#lines += 1;
    this.#at = this.#frontier.size + 1;
    const parts = splitLine(line);
    if (this.#ended) faultOfAll('file', `Line ${this.#lines} stands behind the end.`);
    if (!parts) this.#damaged('it has no chain');
    const { body, chain } = parts;
    if (!this.#header) this.#takeHeader(body);
    else this.#takeBody(body);
    // After the order: a line that is missing or elsewhere breaks the chain, too, and says less.
    this.#chain = chainOf(this.#chain, body);
    if (this.#chain.toString('hex') !== chain) this.#damaged('it was changed');
    this.#meetKept();
  }

  /** Whether the end was reached. @throws Faulty when the export stops before it, or its accounts do not balance. */
  finish(): void {
    if (!this.#ended)
      faultAt(
        'order',
        this.#frontier.size + 1,
        `The export breaks off after entry ${this.#frontier.size}: its tail is missing.`,
      );
    const beyond = this.#kept.find(({ checkpoint }) => checkpoint.size > this.#frontier.size);
    if (beyond) this.#tooShort(beyond.checkpoint.size);
    this.#accounts.settle();
  }

  verdict(fault: ExportFault | null): Verdict {
    return {
      fault,
      origin: this.#header?.origin ?? null,
      size: this.#frontier.size,
      ...this.#counts,
      kept: this.#kept.map(({ checkpoint }) => checkpoint.size),
    };
  }

  /** The same check, to go on another way. */
  copy(): ExportCheck {
    const copy = new ExportCheck([]);
    copy.#chain = this.#chain;
    copy.#lines = this.#lines;
    copy.#ended = this.#ended;
    copy.#header = this.#header;
    copy.#key = this.#key;
    copy.#frontier = this.#frontier.copy();
    copy.#accounts = this.#accounts.copy();
    copy.#proven = this.#proven;
    copy.#signed = this.#signed;
    copy.#counts = { ...this.#counts };
    copy.#kept = this.#kept;
    copy.#met = new Set(this.#met);
    return copy;
  }

  #takeHeader(body: Buffer): void {
    const header = parse(body) as Partial<ExportHeader> | null;
    if (header?.format !== exportFormat || typeof header.origin !== 'string')
      faultOfAll('file', 'This is not an export of the audit log, or its first line was changed.');
    const key = parseVerifier(String(header.logKey));
    if (!key || !isKeyOf(header.origin, key))
      faultOfAll('signature', 'The key in the first line is not the one that the log is named by.');
    this.#header = header as ExportHeader;
    this.#key = key;
    for (const { text, checkpoint } of this.#kept) {
      if (checkpoint.origin !== header.origin)
        faultOfAll(
          'kept',
          `The kept checkpoint is of the log ${checkpoint.origin}, this export of ${header.origin}: another log, or the same one signed anew with another key.`,
        );
      if (!openCheckpoint(text, key))
        faultOfAll('kept', 'The kept checkpoint does not carry the signature of the log.');
      if (typeof header.size === 'number' && checkpoint.size > header.size)
        this.#tooShort(checkpoint.size, header.size);
    }
  }

  #tooShort(size: number, end: number = this.#frontier.size): never {
    throw new Faulty({
      kind: 'kept',
      from: end + 1,
      to: size,
      sentence: `The export ends with entry ${end}, and the kept checkpoint covers ${size}: entries ${end + 1} to ${size} are missing.`,
    });
  }

  #takeBody(body: Buffer): void {
    const position = this.#frontier.size + 1;
    const start = `{"position":${position}${leafKey}`;
    const leafEnd = start.length + 64;
    const at = leafEnd + entryKey.length;
    const head = body.toString('latin1', 0, at);
    if (head.startsWith(start) && head.endsWith(entryKey) && head.length === at)
      this.#takeEntry(position, head.slice(start.length, leafEnd), body.subarray(at));
    else this.#takeRest(position, parse(body) ?? {});
  }

  /** A line that is no entry in its place. */
  #takeRest(position: number, line: Record<string, unknown>): void {
    if ('checkpoint' in line) this.#takeCheckpoint(String(line.checkpoint));
    else if ('end' in line) this.#takeEnd(line.end);
    else if ('position' in line && line.position !== position)
      this.#misplaced(position, line.position);
    else if ('removed' in line) this.#takeRemoved(position, line);
    else if (Array.isArray(line.hidden)) this.#takeHidden(position, line.hidden);
    else this.#damaged('it cannot be read');
  }

  #takeEntry(position: number, written: string, encoded: Buffer): void {
    const leaf = leafHash(encoded);
    if (leaf.toString('hex') !== written)
      faultAt('tree', position, `Entry ${position} is bad: its content does not fit its hash.`);
    this.#counts.entries += 1;
    if (statements.some((verb) => encoded.includes(verb))) {
      const entry = decodeEntry(encoded.toString());
      if (entry) this.#accounts.state(position, entry);
    }
    this.#frontier.push(leaf);
  }

  #takeRemoved(position: number, { removed, leaf }: Record<string, unknown>): void {
    if (typeof removed !== 'string' || !isHash(leaf)) this.#damaged('it cannot be read');
    this.#counts.removed += 1;
    this.#accounts.remove(position, removed);
    this.#frontier.push(Buffer.from(leaf, 'hex'));
  }

  #takeHidden(position: number, nodes: readonly unknown[]): void {
    for (const node of nodes) {
      const [level, hash] = Array.isArray(node) ? (node as unknown[]) : [];
      const fits =
        Number.isInteger(level) &&
        (level as number) >= 0 &&
        (level as number) < 53 &&
        isHash(hash) &&
        this.#frontier.size % 2 ** (level as number) === 0;
      if (!fits) this.#damaged('it cannot be read');
      this.#frontier.push(Buffer.from(hash, 'hex'), level as number);
    }
    const count = this.#frontier.size - position + 1;
    this.#counts.hidden += count;
    this.#accounts.hide(position, count);
  }

  #takeCheckpoint(text: string): void {
    const signed = this.#key && openCheckpoint(text, this.#key);
    const { size } = this.#frontier;
    this.#at = Math.max(1, size);
    if (!signed || signed.origin !== this.#header?.origin)
      this.#damaged('its checkpoint is not signed by the log', 'signature');
    if (signed.size !== size) this.#outOfStep(signed.size);
    if (!signed.root.equals(this.#frontier.root()))
      this.#unlike(
        'tree',
        'they are not what the log signed: an entry was changed, taken out or put in',
      );
    this.#counts.checkpoints += 1;
    this.#proven = size;
    this.#signed = size;
  }

  #takeEnd(end: unknown): void {
    const { size } = this.#frontier;
    const { entries, removed, hidden } = this.#counts;
    this.#at = Math.max(1, size);
    if (size !== this.#header?.size || this.#signed !== size)
      faultAt(
        'order',
        size + 1,
        `The export ends after entry ${size} without the checkpoint that covers it.`,
      );
    if (JSON.stringify(end) !== JSON.stringify({ entries, removed, hidden }))
      faultOfAll('file', 'The last line does not count what the export holds.');
    this.#ended = true;
  }

  #meetKept(): void {
    const { size } = this.#frontier;
    for (const kept of this.#kept) {
      const { checkpoint } = kept;
      if (checkpoint.size > size || this.#met.has(kept)) continue;
      if (checkpoint.size < size)
        this.#unlike('kept', 'the export does not show the log as it was at the kept checkpoint');
      if (!checkpoint.root.equals(this.#frontier.root()))
        this.#unlike('kept', 'they are not what the kept checkpoint covers: the log was rewritten');
      this.#met.add(kept);
      this.#proven = size;
    }
  }

  /** The entries since the last root that was met are not what they should be. */
  #unlike(kind: 'tree' | 'kept', what: string): never {
    const [from, to] = [this.#proven + 1, this.#frontier.size];
    const which = from >= to ? `Entry ${to} is bad` : `One of the entries ${from} to ${to} is bad`;
    const sentence = `${which}: ${what}.`;
    throw new Faulty({ kind, from: Math.min(from, to), to, sentence });
  }

  /** A checkpoint of another size: entries are missing or too many since the last one, or it is an old one. */
  #outOfStep(signed: number): never {
    const { size } = this.#frontier;
    const [from, to] = [this.#proven + 1, Math.max(size, signed)];
    const what =
      signed > size
        ? `${signed - size} of the entries ${from} to ${to} are missing`
        : `among entries ${from} to ${to} some were added, or an old checkpoint was put here`;
    const sentence = `After entry ${size} stands a checkpoint of ${signed} entries: ${what}.`;
    throw new Faulty({ kind: 'order', from, to, sentence });
  }

  #misplaced(expected: number, found: unknown): never {
    const sentence =
      typeof found === 'number' && Number.isInteger(found) && found > expected
        ? `Entry ${expected} is missing; what stands in its place is ${found}.`
        : `Where entry ${expected} belongs stands ${String(found)}.`;
    faultAt('order', expected, sentence);
  }

  #damaged(why: string, kind: 'file' | 'signature' = 'file'): never {
    faultAt(kind, this.#at, `Line ${this.#lines}, entry ${this.#at}, is bad: ${why}.`);
  }
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && hex.test(value);
}

/** The object of a body, which lacks its last brace. */
function parse(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(`${body}}`);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
