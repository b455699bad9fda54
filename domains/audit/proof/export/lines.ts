import { sha256 } from '../hash.ts';

/**
 * How an export of the log is written: JSON Lines, each ending with the chain, SHA-256 over the chain
 * of the line before (32 zero bytes before the first) and all bytes of the line that stand before it.
 *
 *   {"format":"insites-audit/1","origin":…,"logKey":…,"size":N,…,"chain":"…"}
 *   {"position":1,"leaf":"…","entry":["audit/2",…],"chain":"…"}  the exact bytes whose hash is the leaf
 *   {"position":2,"removed":"run","leaf":"…","chain":"…"}  removed by rule; its leaf stays
 *   {"position":3,"hidden":[[0,"…"],[2,"…"]],"chain":"…"}  perfect subtrees of entries of others
 *   {"checkpoint":"…","chain":"…"}                         where it was signed
 *   {"end":{"entries":…,"removed":…,"hidden":…},"chain":"…"}
 */
export const exportFormat = 'insites-audit/1';

/** The first line. */
export interface ExportHeader {
  readonly format: typeof exportFormat;
  readonly origin: string;
  /** Keys as words, see `formatVerifier`. */
  readonly logKey: string;
  readonly witnessKey: string | null;
  /** Whose entries stand in clear. */
  readonly organisationId: string | null;
  /** Entries of the whole log that are covered. */
  readonly size: number;
  readonly exportedAt: string;
  /** Names of the fields of an entry, by the name of its encoding. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** The last line: how many stand in clear, were removed by rule, belong to others. */
export interface ExportEnd {
  readonly entries: number;
  readonly removed: number;
  readonly hidden: number;
}

/** What stands between the body of a line and its chain, and behind the chain. */
const beforeChain = ',"chain":"';
const afterChain = '"}';
const tail = beforeChain.length + 64 + afterChain.length;

export const chainStart: Buffer = Buffer.alloc(32);

/** The chain of a line. */
export function chainOf(before: Uint8Array, body: Uint8Array): Buffer {
  const both = Buffer.allocUnsafe(before.length + body.length);
  both.set(before);
  both.set(body, before.length);
  return sha256(both);
}

/** A line of its body, a JSON object without its last brace. */
export function formatLine(before: Uint8Array, body: string): { line: string; chain: Buffer } {
  const chain = chainOf(before, Buffer.from(body));
  return { chain, line: `${body}${beforeChain}${chain.toString('hex')}${afterChain}\n` };
}

/** Body and chain of a line without its newline; null when it has no chain. */
export function splitLine(line: Buffer): { readonly body: Buffer; readonly chain: string } | null {
  const at = line.length - tail;
  if (at < 1) return null;
  const end = line.toString('latin1', at);
  const chain = end.slice(beforeChain.length, -afterChain.length);
  if (end !== `${beforeChain}${chain}${afterChain}`) return null;
  return { body: line.subarray(0, at), chain };
}

/** Bodies of lines. */
export const bodies = {
  header: (header: ExportHeader) => JSON.stringify(header).slice(0, -1),
  entry: (position: number, leaf: Buffer, encoded: string) =>
    `{"position":${position},"leaf":"${leaf.toString('hex')}","entry":${encoded}`,
  removed: (position: number, run: string, leaf: Buffer) =>
    `{"position":${position},"removed":${JSON.stringify(run)},"leaf":"${leaf.toString('hex')}"`,
  hidden: (position: number, nodes: readonly (readonly [number, Buffer])[]) => {
    const written = nodes.map(([level, hash]) => `[${level},"${hash.toString('hex')}"]`);
    return `{"position":${position},"hidden":[${written.join(',')}]`;
  },
  checkpoint: (note: string) => `{"checkpoint":${JSON.stringify(note)}`,
  end: (end: ExportEnd) => `{"end":${JSON.stringify(end)}`,
} as const;
