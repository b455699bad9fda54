import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, anonymous } from '@insites/kernel';
import { type AuditRecord, asSystem, type MountedRequest } from '@insites/platform';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { findPerson } from '../people/store.ts';
import { permissionsOf } from './scopes.ts';
import type { ConnectionRow, ProgramRow } from './store.ts';

/** A request as the OAuth server holds it. */
interface Exchange {
  readonly oidc?: KoaContextWithOIDC['oidc'];
  readonly status: number;
  readonly body: unknown;
}

interface Request extends MountedRequest {
  /** Whose program asks. */
  organisationId: string | null;
  /** What the request was found to be about, also when that has ended by it. */
  connection: ConnectionRow | null;
}

const requests = new AsyncLocalStorage<Request>();

/** Answers a request of a program so that its entry in the log can tell where it came from. */
export function answering<T>(from: MountedRequest, work: () => T): T {
  return requests.run({ ...from, organisationId: null, connection: null }, work);
}

/** Says which connection the request at hand is about. */
export function about(connection: ConnectionRow | null): void {
  const request = requests.getStore();
  if (request && connection) request.connection = connection;
}

/** Says whose program the request at hand comes from. */
export function comesFrom({ organisationId }: Pick<ProgramRow, 'organisationId'>): void {
  const request = requests.getStore();
  if (request) request.organisationId = organisationId;
}

/** What a device hears until its person has answered: nothing was decided. */
const waiting = ['authorization_pending', 'slow_down'];

const renewal = 'refresh_token';

/**
 * Writes into the log what a program was given, refused or gave back, before it hears of it. Requests of
 * nobody's programs are not written: they give nothing, and anybody can send as many as they like.
 */
export async function writeDown(
  exchange: Exchange,
  parts: Pick<Context, 'audit' | 'database'>,
): Promise<void> {
  const request = requests.getStore();
  const { oidc } = exchange;
  const client = oidc?.entities.Client;
  const verb = oidc ? verbOf(oidc) : null;
  if (!request || !oidc || !client || verb === null) return;
  const error = errorOf(exchange);
  if (error !== null && waiting.includes(error)) return;
  const { connection } = request;
  // An unknown token, or one that has ended before: nothing to revoke.
  if (verb === 'identity.endProgramToken' && error === null && connection === null) return;
  await parts.audit.record({
    actor: await actorOf(request, parts),
    verb,
    outcome: outcomeOf(exchange.status, error),
    code: error === null ? null : `oauth.${error}`,
    objectKind: 'program',
    objectId: client.clientId,
    objectName: client.clientName ?? client.clientId,
    details: detailsOf(oidc, connection),
  });
}

function verbOf(oidc: KoaContextWithOIDC['oidc']): string | null {
  if (oidc.route === 'revocation') return 'identity.endProgramToken';
  if (oidc.route !== 'token') return null;
  return oidc.params?.grant_type === renewal
    ? 'identity.renewProgramToken'
    : 'identity.giveProgramToken';
}

function outcomeOf(status: number, error: string | null): AuditRecord['outcome'] {
  if (error === null) return 'allowed';
  return status >= 500 ? 'failed' : 'refused';
}

/** The word of RFC 6749, 5.2. */
function errorOf({ status, body }: Exchange): string | null {
  if (status < 400) return null;
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'string' ? error : 'server_error';
}

function detailsOf(
  oidc: KoaContextWithOIDC['oidc'],
  connection: ConnectionRow | null,
): Record<string, unknown> {
  const given = oidc.route === 'token' ? oidc.entities.AccessToken?.scope : undefined;
  return {
    connection: connection?.id ?? null,
    ...(given === undefined
      ? {}
      : {
          scopes: permissionsOf(given).filter((scope) => connection?.scopes.includes(scope)),
          datasets: connection?.datasets?.length ?? null,
        }),
    ...(oidc.route === 'token' ? { grant: String(oidc.params?.grant_type).split(':').pop() } : {}),
  };
}

/** The person for whom the program acts, as far as the request could tell. */
async function actorOf(
  { address, requestId, organisationId, connection }: Request,
  { database }: Pick<Context, 'database'>,
): Promise<Actor> {
  const nobody = { ...anonymous(address, requestId), organisationId };
  if (!connection) return nobody;
  const { personId } = connection;
  const person = await asSystem('whose program asks', () => findPerson(database, personId));
  return {
    ...nobody,
    kind: 'person',
    personId,
    name: person?.name ?? '',
    organisationId: connection.organisationId,
  };
}
