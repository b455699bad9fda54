import type { Hash } from './hash.ts';
import { sha256 } from './hash.ts';
import type { Signer, Verifier } from './keys.ts';
import { formatNote, type Note, parseNote, signText, verifyNote } from './signed-note.ts';

/** What a log says of itself at one moment (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log and, by its fingerprint, the key that signs. */
  readonly origin: string;
  /** Entries it covers. */
  readonly size: number;
  readonly root: Hash;
}

/**
 * The name of a log: it holds the first 128 bits of the SHA-256 of its public key, so that whoever
 * keeps a checkpoint has kept the key, too.
 */
export function originOf(logId: string, publicKey: Uint8Array): string {
  return `insites/audit/${logId}/${fingerprintOf(publicKey)}`;
}

function fingerprintOf(publicKey: Uint8Array): string {
  return sha256(publicKey).toString('hex').slice(0, 32);
}

/** Whether this is the key that the name of the log promises. */
export function isKeyOf(origin: string, { publicKey, name, type }: Verifier): boolean {
  return type === 'log' && name === origin && origin.split('/').at(-1) === fingerprintOf(publicKey);
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** The checkpoint as a note signed by the log and whoever else. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
  at: Date = new Date(),
): string {
  const text = checkpointText(checkpoint);
  return formatNote(
    text,
    signers.map((signer) => signText(text, signer, at)),
  );
}

/** Null when the text is not a checkpoint; its signatures are not checked yet. */
export function parseCheckpoint(
  text: string,
): { readonly checkpoint: Checkpoint; readonly note: Note } | null {
  const note = parseNote(text);
  if (!note) return null;
  const [origin = '', size = '', encoded = '', ...rest] = note.text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  const plain = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && rest.length === 1;
  if (!plain || root.length !== 32 || root.toString('base64') !== encoded) return null;
  return { checkpoint: { origin, size: Number(size), root }, note };
}

/** The checkpoint when the text is one and the log's key signed it; else null. */
export function openCheckpoint(text: string, verifier: Verifier): Checkpoint | null {
  const parsed = parseCheckpoint(text);
  if (!parsed || !isKeyOf(parsed.checkpoint.origin, verifier)) return null;
  return verifyNote(parsed.note, verifier)?.valid ? parsed.checkpoint : null;
}
