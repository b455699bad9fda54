import { newId } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashOf } from '../secrets.ts';
import { addToken } from '../tokens/store.ts';
import { about, comesFrom } from './log.ts';
import { clientOf, ownClient } from './programs.ts';
import { permissionsOf } from './scopes.ts';
import * as store from './store.ts';

type Parts = Pick<Context, 'database' | 'clock' | 'sealing'>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const deviceUse = 'oauth-device-code';

/**
 * What the OAuth server remembers, in PostgreSQL and by hash: who reads the database has no code and no
 * token. An access token is written among the API tokens as well, so that it is looked up, limited and
 * revoked as they are.
 */
class Records implements Adapter {
  readonly #kind: string;
  readonly #parts: Parts;

  constructor(kind: string, parts: Parts) {
    this.#kind = kind;
    this.#parts = parts;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn = 0): Promise<void> {
    // Who is signed in is said by our own session, asked at every consent.
    if (this.#kind === 'Session') return;
    const { database, clock, sealing } = this.#parts;
    const { jti: _, ...rest } = payload;
    const grantId = this.#kind === 'Grant' ? id : (payload.grantId ?? null);
    const expiresAt = new Date(clock.now().getTime() + expiresIn * 1000);
    await database.transaction(async (transaction) => {
      await store.putRecord(transaction, {
        kind: this.#kind,
        hash: hashOf(id),
        // The code is found by what its person types, and then has to be saved under its own name.
        payload:
          this.#kind === 'DeviceCode'
            ? { ...rest, sealed: Buffer.from(sealing.seal(deviceUse, id)).toString('base64') }
            : rest,
        grantId,
        userCodeHash: payload.userCode ? hashOf(payload.userCode) : null,
        expiresAt,
        consumedAt: null,
      });
      if (this.#kind !== 'AccessToken') return;
      const found = grantId
        ? await store.holdingConnection(transaction, grantId, clock.now())
        : null;
      about(found);
      if (!found) throw new errors.InvalidGrant('the person has taken it back');
      const granted = permissionsOf(String(payload.scope ?? ''));
      await addToken(transaction, {
        id: newId(),
        personId: found.personId,
        organisationId: found.organisationId,
        name: found.programName,
        prefix: id.slice(0, 8),
        hash: hashOf(id),
        scopes: granted.filter((scope) => found.scopes.includes(scope)),
        datasets: found.datasets,
        connectionId: found.id,
        createdAt: clock.now(),
        expiresAt,
      });
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { database, clock } = this.#parts;
    if (this.#kind === 'Client') return (await this.#client(id)) as AdapterPayload | undefined;
    const row = await store.findRecord(database, this.#kind, hashOf(id));
    if (!row) return undefined;
    if (this.#kind === 'Grant') {
      const found = await store.holdingConnection(database, id, clock.now());
      if (!found) return undefined;
      about(found);
    }
    return payloadOf(row, id);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const { database, sealing } = this.#parts;
    const row = await store.findByUserCode(database, hashOf(userCode));
    if (!row) return undefined;
    const id = sealing.open(deviceUse, Buffer.from(String(row.payload.sealed), 'base64'));
    return payloadOf(row, id);
  }

  /** Sessions are not kept. */
  async findByUid(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const { database, clock } = this.#parts;
    // Two at once: the second one is a replay like any other.
    if (!(await store.consume(database, this.#kind, hashOf(id), clock.now())))
      throw new errors.InvalidGrant('it was used before');
  }

  async destroy(id: string): Promise<void> {
    const { database } = this.#parts;
    await store.removeRecord(database, this.#kind, hashOf(id));
    if (this.#kind === 'Grant') about(await store.endGrant(database, id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    about(await store.endGrant(this.#parts.database, grantId));
  }

  async #client(id: string) {
    const own = ownClient(id);
    if (own || !uuid.test(id)) return own ?? undefined;
    const row = await store.findProgram(this.#parts.database, id);
    if (!row) return undefined;
    comesFrom(row);
    return clientOf(row);
  }
}

/** The adapter of one kind of record. Codes and tokens are of nobody until they are found. */
export function recordsOf(kind: string, parts: Parts): Adapter {
  const records = new Records(kind, parts);
  const remembered = <T>(work: () => T): T => asSystem('the OAuth server remembers', work);
  return {
    upsert: (id, payload, expiresIn) => remembered(() => records.upsert(id, payload, expiresIn)),
    find: (id) => remembered(() => records.find(id)),
    findByUserCode: (userCode) => remembered(() => records.findByUserCode(userCode)),
    findByUid: () => records.findByUid(),
    consume: (id) => remembered(() => records.consume(id)),
    destroy: (id) => remembered(() => records.destroy(id)),
    revokeByGrantId: (grantId) => remembered(() => records.revokeByGrantId(grantId)),
  };
}

function payloadOf(row: store.RecordRow, jti: string): AdapterPayload {
  const { sealed: _, ...payload } = row.payload;
  return {
    ...payload,
    jti,
    ...(row.consumedAt ? { consumed: Math.floor(row.consumedAt.getTime() / 1000) } : {}),
  } as AdapterPayload;
}
