import { createHash } from 'node:crypto';
import {
  type ExportedEntry,
  ExportWriter,
  encodeEntry,
  Frontier,
  fieldsOf,
  formatLine,
  formatVerifier,
  leafHash,
  leafOf,
  nodeHash,
  originOf,
  type Signer,
  type StoredEntry,
  signCheckpoint,
  signerOf,
  splitLine,
} from '../../proof/index.ts';

/** A log's key for a test; the same word gives the same key. */
export function logKey(word = 'log', logId = 'one'): Signer {
  const seed = createHash('sha256').update(word).digest();
  return signerOf(seed, 'log', (publicKey) => originOf(logId, publicKey));
}

/** The entry of a position; the same word gives the same entry. */
export function entryOf(position: number, rest: Partial<StoredEntry> = {}): StoredEntry {
  return {
    format: 2,
    at: new Date(1_760_000_000_000 + position * 1_000).toISOString(),
    organisationId: 'city',
    actorId: `person-${position % 7}`,
    actorName: `Ada Clerk ${position % 7}`,
    credential: 'session',
    address: '192.0.2.7',
    verb: 'datasets.query',
    purpose: 'query',
    objectKind: 'dataset',
    objectId: 'budget',
    objectName: 'Budget “2026” 𝄞',
    version: '3',
    outcome: 'allowed',
    code: null,
    requestId: `request-${position}`,
    details: { datasets: [{ id: 'budget', version: 3 }] },
    hat: 'city',
    role: 'steward',
    credentialId: 'session-1',
    policyVersion: '1',
    columns: ['amount', 'year'],
    rows: position % 100,
    digest: createHash('sha256').update(String(position)).digest('hex'),
    salt: `salt-${position}`,
    ...rest,
  };
}

export interface MadeExport {
  readonly lines: readonly string[];
  readonly key: Signer;
  /** The signed checkpoint of a size that the export has one of. */
  readonly checkpoints: ReadonlyMap<number, string>;
}

/** Writes an export as a server would: entries, and a checkpoint after every so many. */
export function makeExport(
  entries: readonly (StoredEntry | Exclude<ExportedEntry, { kind: 'entry' }>)[],
  { every = 50, key = logKey() }: { readonly every?: number; readonly key?: Signer } = {},
): MadeExport {
  const writer = new ExportWriter(nodeHash);
  const frontier = new Frontier();
  const checkpoints = new Map<number, string>();
  const sign = () => {
    const { size } = frontier;
    const note = signCheckpoint({ origin: key.name, size, root: frontier.root() }, [key]);
    checkpoints.set(size, note);
    return writer.checkpoint(note);
  };
  const text = [
    writer.header({
      format: 'insites-audit/1',
      origin: key.name,
      logKey: formatVerifier(key),
      witnessKey: null,
      organisationId: 'city',
      size: entries.length,
      exportedAt: '2026-11-22T12:00:00.000Z',
      fields: { 'audit/2': fieldsOf[2] },
    }),
  ];
  for (const entry of entries) {
    const exported: ExportedEntry =
      'kind' in entry ? entry : { kind: 'entry', leaf: leafOf(entry), encoded: encodeEntry(entry) };
    frontier.push(exported.leaf);
    text.push(writer.next(exported));
    if (frontier.size % every === 0) text.push(sign());
  }
  if (!checkpoints.has(entries.length)) text.push(sign());
  text.push(writer.end());
  return { lines: text.join('').split('\n').slice(0, -1), key, checkpoints };
}

/** The lines as the bytes of a file. */
export function fileOf(lines: readonly string[]): Uint8Array[] {
  return [Buffer.from(lines.map((line) => `${line}\n`).join(''))];
}

/** What a thief does who needs no key for it: writes every leaf and chain anew. */
export function mendChains(lines: readonly string[]): string[] {
  let before: Uint8Array = Buffer.alloc(32);
  return lines.map((line) => {
    const body = mendLeaf(splitLine(Buffer.from(line))?.body.toString() ?? line);
    const mended = formatLine(before, body);
    before = mended.chain;
    return mended.line.slice(0, -1);
  });
}

function mendLeaf(body: string): string {
  return body.replace(
    /^(\{"position":\d+,"leaf":")[0-9a-f]{64}(","entry":)(.*)$/s,
    (_, before: string, middle: string, encoded: string) =>
      before + leafHash(encoded).toString('hex') + middle + encoded,
  );
}

/** The leaf of an entry that nobody shows. */
export function hiddenLeaf(word: string): Buffer {
  return leafHash(word);
}
