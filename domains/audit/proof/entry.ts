import { type Hash, leafHash } from './hash.ts';

/** A line of the log as it is stored, without its position. */
export interface StoredEntry {
  /** Number of the encoding. */
  readonly format: 1 | 2;
  readonly at: string;
  /** Whose log it stands in. */
  readonly organisationId: string | null;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly credential: 'session' | 'token' | 'service' | 'none';
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
  /** The organisation whose hat the actor wore, and the role in it. Since format 2, like all below. */
  readonly hat: string | null;
  readonly role: string | null;
  /** The session or token. */
  readonly credentialId: string | null;
  /** Which text of the policies decided. */
  readonly policyVersion: string | null;
  /** Columns of the data that were touched. */
  readonly columns: readonly string[] | null;
  /** Rows that went out. */
  readonly rows: number | null;
  /** SHA-256 of the answer, lower-case hexadecimal. */
  readonly digest: string | null;
  /** 128 random bits, so that the leaf of a removed entry tells nothing of what it held. */
  readonly salt: string | null;
}

const first = [
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

/** The fields of an encoding by its number, in order; before them stands its name, `audit/2`. */
export const fieldsOf = {
  1: first,
  2: [
    ...first,
    'hat',
    'role',
    'credentialId',
    'policyVersion',
    'columns',
    'rows',
    'digest',
    'salt',
  ],
} as const satisfies Record<StoredEntry['format'], readonly (keyof StoredEntry)[]>;

/**
 * An entry as the same bytes for everybody who has the same entry: a JSON array, fields in a fixed
 * order behind the number of the format, keys of objects sorted (after RFC 8785).
 */
export function encodeEntry(entry: StoredEntry): string {
  const fields = fieldsOf[entry.format];
  return canonical([`audit/${entry.format}`, ...fields.map((field) => entry[field])]);
}

/** The entry of its encoding; null when it is none. */
export function decodeEntry(encoded: string): StoredEntry | null {
  const parsed = parse(encoded);
  if (!Array.isArray(parsed)) return null;
  const [name, ...values] = parsed as unknown[];
  const format = name === 'audit/1' ? 1 : name === 'audit/2' ? 2 : null;
  if (format === null || values.length !== fieldsOf[format].length) return null;
  const later = Object.fromEntries(fieldsOf[2].map((field) => [field, null]));
  const own = Object.fromEntries(fieldsOf[format].map((field, at) => [field, values[at]]));
  return { ...later, ...own, format } as unknown as StoredEntry;
}

/** The entry's leaf in the tree: SHA-256 of 0x00 and its encoding (RFC 9162 §2.1.1). */
export function leafOf(entry: StoredEntry): Hash {
  return leafHash(encodeEntry(entry));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
