import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { sha256 } from './hash.ts';

/** What a key signs: texts as they are, or checkpoints with the time at which they were seen. */
export const keyTypes = { log: 0x01, witness: 0x04 } as const;
export type KeyType = keyof typeof keyTypes;

/** An Ed25519 key that checks signatures of notes (c2sp.org/signed-note). */
export interface Verifier {
  readonly name: string;
  readonly type: KeyType;
  /** First four bytes of SHA-256 over name, newline, type and public key. */
  readonly id: Buffer;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  readonly key: KeyObject;
}

/** A key that signs. */
export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
}

// The DER heads of RFC 8410, before the 32 bytes of an Ed25519 key.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** The key pair of a 32-byte seed (RFC 8032). `name` may depend on the public key. */
export function signerOf(
  seed: Uint8Array,
  type: KeyType,
  name: (publicKey: Buffer) => string,
): Signer {
  const der = Buffer.concat([pkcs8, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const exported = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = exported.subarray(spki.length);
  return { ...verifierOf(name(publicKey), type, publicKey), privateKey };
}

export function verifierOf(name: string, type: KeyType, publicKey: Buffer): Verifier {
  if (publicKey.length !== 32) throw new RangeError('An Ed25519 key has 32 bytes');
  const key = createPublicKey({
    key: Buffer.concat([spki, publicKey]),
    format: 'der',
    type: 'spki',
  });
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([keyTypes[type]]), publicKey]);
  return { name, type, id: sha256(named).subarray(0, 4), publicKey, key };
}

/** A key as one word: name, id and key, with + between (a “vkey” of c2sp.org/signed-note). */
export function formatVerifier({ name, type, id, publicKey }: Verifier): string {
  const typed = Buffer.concat([Buffer.from([keyTypes[type]]), publicKey]);
  return `${name}+${id.toString('hex')}+${typed.toString('base64')}`;
}

/** The key of such a word; null when it is none, or its parts contradict each other. */
export function parseVerifier(text: string): Verifier | null {
  const [, name = '', id = '', encoded = ''] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const type = (['log', 'witness'] as const).find((known) => keyTypes[known] === bytes[0]);
  if (!type || bytes.length !== 33 || bytes.toString('base64') !== encoded) return null;
  const verifier = verifierOf(name, type, bytes.subarray(1));
  return verifier.id.toString('hex') === id ? verifier : null;
}
