import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import { type Context, day, hour, later } from '../context.ts';
import * as store from './store.ts';

/** A new key every month; ID tokens live an hour, so that two months are long enough to be known. */
const rotation = 30 * day;
const kept = 60 * day;

/** A private JSON Web Key (RFC 7517). */
export interface SigningKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly [field: string]: unknown;
}

type Parts = Pick<Context, 'database' | 'clock' | 'sealing'>;

/**
 * The keys of ID tokens, the one that signs first. A new one is published for an hour before it signs,
 * so that every process and every client knows it by then.
 */
export async function signingKeys({ database, clock, sealing }: Parts): Promise<SigningKey[]> {
  const rows = await database.transaction(async (transaction: Transaction) => {
    await store.lockKeys(transaction);
    const found = await store.listKeys(transaction);
    const newest = found.at(-1);
    if (newest && newest.createdAt > later(clock, -rotation)) return found;
    const id = newId();
    const sealedKey = sealing.seal(`oauth-key ${id}`, JSON.stringify(await newKey(id)));
    await store.addKey(transaction, { id, sealedKey, createdAt: clock.now() });
    await store.removeKeys(transaction, later(clock, -kept));
    return store.listKeys(transaction);
  });
  const known = rows.filter(({ createdAt }) => createdAt < later(clock, -hour));
  const signing = known.at(-1) ?? rows[0];
  return [...rows]
    .sort((a, b) => Number(b === signing) - Number(a === signing))
    .map(
      ({ id, sealedKey }) => JSON.parse(sealing.open(`oauth-key ${id}`, sealedKey)) as SigningKey,
    );
}

async function newKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid, use: 'sig', alg: 'RS256' };
}
