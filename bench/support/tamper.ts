import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ExportCheck,
  type ExportFault,
  Faulty,
  Frontier,
  formatLine,
  leafHash,
  openCheckpoint,
  type Signer,
  signCheckpoint,
  signerOf,
  splitLine,
} from '@insites/audit/proof';

/** An export as lines, and what an attacker who owns the server has besides. */
export interface Victim {
  readonly lines: readonly Buffer[];
  /** Line of each entry, from 1. */
  readonly lineOf: readonly number[];
  readonly key: Signer;
  /** The tree before every so many lines. */
  readonly edges: readonly Frontier[];
}

const edgeEvery = 500;

/** One tampering: the lines from `from` on are others; all before stand as they were. */
export interface Tampering {
  readonly kind: string;
  readonly from: number;
  readonly lines: Iterable<Buffer>;
  /** Whether only a checkpoint that was kept can tell. */
  readonly needsKept: boolean;
  /** The entry that is touched first; null when it is none. */
  readonly entry: number | null;
}

type Random = (below: number) => number;
type Make = (victim: Victim, random: Random) => Tampering;

export async function victimOf(content: Buffer, home: string): Promise<Victim> {
  const lines: Buffer[] = [];
  for (let start = 0, end = content.indexOf(10); end >= 0; end = content.indexOf(10, start)) {
    lines.push(content.subarray(start, end));
    start = end + 1;
  }
  const lineOf = [0];
  for (const [at, line] of lines.entries())
    if (line.subarray(0, 12).toString() === '{"position":') lineOf.push(at);
  const { origin } = JSON.parse(String(lines[0])) as { origin: string };
  const seed = await readFile(join(home, 'secrets/audit-log.key'), 'utf8');
  const key = signerOf(Buffer.from(seed.trim(), 'hex'), 'log', () => origin);
  return { lines, lineOf, key, edges: edgesOf(lines) };
}

/** States of an untouched check after every so many lines: what comes before a tampering need not be checked again. */
export function statesOf(
  { lines }: Victim,
  kept: readonly string[],
  every: number,
): readonly ExportCheck[] {
  const check = new ExportCheck(kept);
  return lines.flatMap((line, at) => {
    const state = at % every === 0 ? [check.copy()] : [];
    check.take(line);
    return state;
  });
}

/** What the check says of a tampering; null when it is not found out. */
export function faultOf(
  { lines }: Victim,
  tampering: Tampering,
  states: readonly ExportCheck[],
  every: number,
): ExportFault | null {
  const state = Math.floor(tampering.from / every);
  const check = states[state]?.copy() ?? new ExportCheck([]);
  try {
    for (const line of lines.slice(state * every, tampering.from)) check.take(line);
    for (const line of tampering.lines) check.take(line);
    check.finish();
    return null;
  } catch (thrown) {
    if (thrown instanceof Faulty) return thrown.fault;
    throw thrown;
  }
}

const entryOf = (victim: Victim, random: Random) => 1 + random(victim.lineOf.length - 2);
const at = (victim: Victim, entry: number) => victim.lineOf[entry] ?? 0;

/** Changes lines and leaves the rest as it is. */
function plainly(
  kind: string,
  change: (victim: Victim, entry: number, random: Random) => readonly Buffer[],
  taken: number,
): Make {
  return (victim, random) => {
    const entry = entryOf(victim, random);
    const from = at(victim, entry);
    const rest = victim.lines.slice(from + taken);
    return {
      kind,
      from,
      entry,
      needsKept: false,
      lines: [...change(victim, entry, random), ...rest],
    };
  };
}

/** Changes lines and writes anew every number, leaf and chain behind them, for which no key is needed. */
function carefully(
  kind: string,
  change: (victim: Victim, entry: number, random: Random) => readonly string[],
  taken: number,
  options: { readonly shift?: number; readonly resign?: boolean } = {},
): Make {
  const { shift = 0, resign = false } = options;
  return (victim, random) => {
    const entry = entryOf(victim, random);
    const from = at(victim, entry);
    const bodies = function* () {
      yield* change(victim, entry, random);
      for (const line of victim.lines.slice(from + taken)) yield moved(bodyOf(line), shift);
    };
    return {
      kind,
      from,
      entry,
      needsKept: resign,
      lines: mended(victim, from, bodies(), resign),
    };
  };
}

function bodyOf(line: Buffer | undefined): string {
  return (line && splitLine(line)?.body.toString()) ?? '';
}

function moved(body: string, shift: number): string {
  if (shift === 0) return body;
  return body.replace(
    /^\{"position":(\d+)/,
    (_, number) => `{"position":${Number(number) + shift}`,
  );
}

function* mended(
  victim: Victim,
  from: number,
  bodies: Iterable<string>,
  resign: boolean,
): Generator<Buffer> {
  const before = splitLine(victim.lines[from - 1] ?? Buffer.alloc(0))?.chain ?? '';
  let chain: Buffer = Buffer.from(before, 'hex');
  const frontier = resign ? frontierBefore(victim, from) : null;
  for (const body of bodies) {
    const line = formatLine(chain, withLeaf(body, frontier, victim.key));
    chain = line.chain;
    yield Buffer.from(line.line.slice(0, -1));
  }
}

const entryBody = /^(\{"position":\d+,"leaf":")[0-9a-f]{64}(","entry":)(.*)$/s;

function withLeaf(body: string, frontier: Frontier | null, key: Signer): string {
  const [, start, middle, encoded] = entryBody.exec(body) ?? [];
  if (encoded !== undefined) {
    const leaf = leafHash(encoded);
    frontier?.push(leaf);
    return `${start}${leaf.toString('hex')}${middle}${encoded}`;
  }
  if (!frontier || !body.startsWith('{"checkpoint":')) return body;
  const { size } = frontier;
  const note = signCheckpoint({ origin: key.name, size, root: frontier.root() }, [key]);
  return `{"checkpoint":${JSON.stringify(note)}`;
}

/** The tree before a line. */
function frontierBefore({ lines, edges }: Victim, from: number): Frontier {
  const at = Math.floor(from / edgeEvery);
  const frontier = edges[at]?.copy() ?? new Frontier();
  for (const line of lines.slice(at * edgeEvery, from)) grow(frontier, line);
  return frontier;
}

function edgesOf(lines: readonly Buffer[]): readonly Frontier[] {
  const frontier = new Frontier();
  return lines.flatMap((line, at) => {
    const edge = at % edgeEvery === 0 ? [frontier.copy()] : [];
    grow(frontier, line);
    return edge;
  });
}

function grow(frontier: Frontier, line: Buffer): void {
  const start = line.toString('latin1', 0, 120);
  const [, leaf] = /^\{"position":\d+,"leaf":"([0-9a-f]{64})"/.exec(start) ?? [];
  if (leaf) frontier.push(Buffer.from(leaf, 'hex'));
}

function edited(body: string): string {
  return body.replace('Stella', 'Stefan');
}

const flipped: Make = (victim, random) => {
  const from = random(victim.lines.length);
  const line = Buffer.from(victim.lines[from] ?? '');
  const byte = random(line.length);
  line[byte] = (line[byte] ?? 0) ^ (1 << random(8));
  const entry = victim.lineOf.indexOf(from);
  const lines = [line, ...victim.lines.slice(from + 1)];
  return { kind: 'a flipped bit', from, entry: entry > 0 ? entry : null, needsKept: false, lines };
};

const otherKey: Make = (victim, random) => {
  const seed = leafHash(String(random(1_000_000)));
  const thief = signerOf(seed, 'log', () => victim.key.name);
  const header = JSON.parse(String(victim.lines[0])) as Record<string, unknown>;
  const named = random(2) === 0 ? victim.key.name : `${victim.key.name}0`;
  const typed = Buffer.concat([Buffer.from([1]), thief.publicKey]).toString('base64');
  const { chain: _, ...rest } = {
    ...header,
    origin: named,
    logKey: `${named}+${thief.id.toString('hex')}+${typed}`,
  } as Record<string, unknown>;
  const first = formatLine(Buffer.alloc(32), JSON.stringify(rest).slice(0, -1));
  const lines = [Buffer.from(first.line.slice(0, -1)), ...victim.lines.slice(1)];
  return { kind: 'another key', from: 0, entry: null, needsKept: true, lines };
};

const shorter: Make = (victim, random) => {
  const notes = victim.lines.flatMap((line, index) =>
    line.subarray(0, 14).toString() === '{"checkpoint":' ? [index] : [],
  );
  const last = notes[random(notes.length - 1)] ?? 0;
  const text = (JSON.parse(String(victim.lines[last])) as { checkpoint: string }).checkpoint;
  const size = openCheckpoint(text, victim.key)?.size ?? 0;
  const header = bodyOf(victim.lines[0]).replace(/"size":\d+/, `"size":${size}`);
  const end = `{"end":${JSON.stringify({ entries: size, removed: 0, hidden: 0 })}`;
  const bodies = function* () {
    yield header;
    for (const line of victim.lines.slice(1, last + 1)) yield bodyOf(line);
    yield end;
  };
  const lines = mended({ ...victim, lines: [] }, 0, bodies(), false);
  return { kind: 'a log shown shorter', from: 0, entry: null, needsKept: true, lines };
};

/** Every way to tamper that the bench tries, in turn. */
export const ways: readonly Make[] = [
  flipped,
  plainly('a removed entry', () => [], 1),
  plainly(
    'a pair that changed places',
    ({ lines, lineOf }, entry) => {
      const [one, two] = [lineOf[entry] ?? 0, lineOf[entry + 1] ?? 0];
      return lines.slice(one, two + 1).toReversed();
    },
    2,
  ),
  plainly(
    'an entry twice',
    (victim, entry) => [victim.lines[at(victim, entry)] ?? Buffer.alloc(0)],
    0,
  ),
  (victim, random) => {
    const entry = entryOf(victim, random);
    return { kind: 'a dropped tail', from: at(victim, entry), entry, needsKept: false, lines: [] };
  },
  carefully(
    'a changed entry, mended',
    (victim, entry) => [edited(bodyOf(victim.lines[at(victim, entry)]))],
    1,
  ),
  carefully('a removed entry, mended', () => [], 1, { shift: -1 }),
  carefully(
    'a hidden entry, mended',
    (_, entry, random) => [
      `{"position":${entry},"hidden":[[0,"${leafHash(String(random(1_000_000))).toString('hex')}"]]`,
    ],
    1,
  ),
  carefully(
    'an added entry, mended',
    (victim, entry) => {
      const body = bodyOf(victim.lines[at(victim, entry)]);
      return [body, moved(edited(body), 1)];
    },
    1,
    { shift: 1 },
  ),
  carefully(
    'a fork, signed by the log itself',
    (victim, entry) => [edited(bodyOf(victim.lines[at(victim, entry)]))],
    1,
    { resign: true },
  ),
  otherKey,
  shorter,
];
