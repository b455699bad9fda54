import { createHash } from 'node:crypto';

/** A line of the log as it is stored, without its position. */
export interface StoredEntry {
  readonly at: string;
  readonly organisationId: string | null;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly credential: 'session' | 'token' | 'none';
  readonly address: string;
  readonly verb: string;
  readonly purpose: string | null;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly objectName: string | null;
  readonly version: string | null;
  readonly outcome: 'allowed' | 'refused' | 'failed';
  readonly code: string | null;
  readonly requestId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const fields = [
  'at',
  'organisationId',
  'actorId',
  'actorName',
  'credential',
  'address',
  'verb',
  'purpose',
  'objectKind',
  'objectId',
  'objectName',
  'version',
  'outcome',
  'code',
  'requestId',
  'details',
] as const satisfies readonly (keyof StoredEntry)[];

/**
 * An entry as the same bytes for everybody who has the same entry: a JSON array, fields in a fixed
 * order behind the number of the format, keys of objects sorted (after RFC 8785).
 */
export function encodeEntry(entry: StoredEntry): string {
  return canonical(['audit/1', ...fields.map((field) => entry[field])]);
}

/** The entry's leaf in a Merkle tree: SHA-256 of 0x00 and its encoding (RFC 9162 §2.1.1). */
export function leafOf(entry: StoredEntry): Buffer {
  return createHash('sha256').update('\0').update(encodeEntry(entry)).digest();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
