import { sign, verify } from 'node:crypto';
import type { Signer, Verifier } from './keys.ts';

/** A text with signatures below it (c2sp.org/signed-note). */
export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly bytes: Buffer;
}

const mostSignatures = 16;

/** Null when the text is not a signed note. */
export function parseNote(note: string): Note | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || hasControls(note)) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) return null;
  const signatures = lines.map(parseSignature);
  if (!signatures.every((signature) => signature !== null)) return null;
  return { text: note.slice(0, split + 1), signatures };
}

function parseSignature(line: string): NoteSignature | null {
  const [, name = '', encoded = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length <= 4 || bytes.toString('base64') !== encoded) return null;
  return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed();
}

/** Signs a text; a witness signs it with the time, in whole seconds (c2sp.org/tlog-cosignature). */
export function signText(text: string, signer: Signer, at: Date = new Date()): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const message = messageOf(text, signer, seconds);
  const signature = sign(null, Buffer.from(message), signer.privateKey);
  const stamp = signer.type === 'witness' ? [stampOf(seconds)] : [];
  const bytes = Buffer.concat([signer.id, ...stamp, signature]);
  return `— ${signer.name} ${bytes.toString('base64')}\n`;
}

/** A note of a text and its signature lines. */
export function formatNote(text: string, signatureLines: readonly string[]): string {
  return `${text}\n${signatureLines.join('')}`;
}

/**
 * Whether the key signed the note: null when it has no signature of that key. For a witness also
 * when it saw it, as the number of seconds since 1970.
 */
export function verifyNote(
  { text, signatures }: Note,
  verifier: Verifier,
): { readonly valid: boolean; readonly seconds: number | null } | null {
  const own = signatures.filter(({ name, id }) => name === verifier.name && id.equals(verifier.id));
  if (own.length === 0) return null;
  const checked = own.map(({ bytes }) => check(text, bytes, verifier));
  return checked.find(({ valid }) => !valid) ?? checked[0] ?? null;
}

function check(text: string, bytes: Buffer, verifier: Verifier) {
  const stamped = verifier.type === 'witness';
  if (bytes.length !== (stamped ? 72 : 64)) return { valid: false, seconds: null };
  const seconds = stamped ? Number(bytes.readBigUInt64BE(0)) : null;
  const message = messageOf(text, verifier, seconds ?? 0);
  const valid = verify(null, Buffer.from(message), verifier.key, bytes.subarray(stamped ? 8 : 0));
  return { valid, seconds };
}

function messageOf(text: string, { type }: Verifier, seconds: number): string {
  return type === 'witness' ? `cosignature/v1\ntime ${seconds}\n${text}` : text;
}

function stampOf(seconds: number): Buffer {
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(seconds));
  return stamp;
}
