import {
  type Actor,
  anonymous,
  errors,
  type InsitesError,
  type RouteDefinition,
} from '@insites/kernel';
import type { Gatekeepers } from '@insites/platform';
import { type Context, minute } from '../context.ts';
import { cookieName } from '../cookie.ts';
import type * as credentials from '../credentials/store.ts';
import * as directories from '../directories/store.ts';
import { membershipsOf } from '../members/store.ts';
import { lacking, mayWear, refusal, sessionRefusal } from '../policy.ts';
import { hashOf, servicePrefix } from '../secrets.ts';
import * as services from '../services/store.ts';
import * as sessions from '../sessions/store.ts';
import * as tokens from '../tokens/store.ts';
import { holds } from './lifetime.ts';

export type Request = Parameters<Gatekeepers['authenticate']>[0];

/**
 * Who asks. Looked up for every request, so that a change of role or a removal holds at once. A bad
 * bearer token is an error, because a program sent it on purpose; a session that has ended makes a
 * visitor, so that public pages and the sign-in page go on working.
 * @throws identity.credentialInvalid
 */
export async function authenticate(request: Request, context: Context): Promise<Actor> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = bearer(authorization);
    return token?.startsWith('isd_')
      ? byDirectory(request, token, context)
      : byToken(request, token, context);
  }
  const secret = request.cookies[cookieName(context.publicUrl, request.headers)];
  const actor = secret ? await bySession(request, secret, context) : null;
  return actor ?? anonymous(request.address, request.requestId);
}

/**
 * @throws identity.signInNeeded, identity.roleTooLow, identity.scopeTooNarrow, and of a session
 * identity.factorNeeded, identity.proofNeeded
 */
export function authorise(actor: Actor, route: RouteDefinition, context: Context): void {
  const level = context.allPermissions[route.permission];
  if (level === undefined) throw new Error(`${route.permission} is no permission of any domain`);
  const reason =
    refusal(actor, route.permission, level) ?? sessionRefusal(actor, route, context.clock.now());
  if (reason) throw reason;
}

/** A directory acts for its organisation and may do nothing but tell who works there. */
async function byDirectory(request: Request, token: string, context: Context): Promise<Actor> {
  const { database, clock } = context;
  const directory = await directories.findByToken(database, hashOf(token));
  if (!directory)
    throw errors.notSignedIn(
      'identity.credentialInvalid',
      'The token is of no directory that is switched on.',
      { hint: 'Make a new one under Settings, Directory sync.' },
    );
  if (isStale(directory.lastUsedAt, clock.now()))
    await directories.touch(database, directory.id, clock.now());
  return {
    kind: 'directory',
    personId: null,
    name: directory.name,
    organisationId: directory.organisationId,
    role: null,
    operator: false,
    credential: { kind: 'token', id: directory.id },
    scopes: ['identity:provision'],
    address: request.address,
    requestId: request.requestId,
  };
}

async function byToken(request: Request, token: string | null, context: Context): Promise<Actor> {
  if (token?.startsWith(servicePrefix)) return byServiceToken(request, token, context);
  const found = token ? await tokens.findToken(context.database, hashOf(token)) : null;
  const now = context.clock.now();
  if (!found || (found.credential.expiresAt !== null && found.credential.expiresAt <= now))
    throw tokenInvalid();
  const { credential } = found;
  if (isStale(credential.lastUsedAt, now))
    await tokens.touchToken(context.database, credential, now);
  return actorOf(request, found, {
    credential: { kind: 'token', id: credential.id },
    organisationId: credential.organisationId,
    scopes: credential.scopes,
    datasets: credential.datasets,
  });
}

/** A service account acts for its organisation, while it is on and somebody there answers for it. */
async function byServiceToken(request: Request, token: string, context: Context): Promise<Actor> {
  const found = await services.findByToken(context.database, hashOf(token));
  const now = context.clock.now();
  if (!found || found.token.expiresAt <= now) throw tokenInvalid();
  const { account, token: row } = found;
  if (isStale(row.lastUsedAt, now)) await services.touchToken(context.database, row.id, now);
  return {
    kind: 'service',
    personId: account.id,
    name: account.name,
    organisationId: account.organisationId,
    role: account.role,
    operator: false,
    credential: { kind: 'service', id: row.id },
    scopes: row.scopes,
    address: request.address,
    requestId: request.requestId,
  };
}

async function bySession(
  request: Request,
  secret: string,
  context: Context,
): Promise<Actor | null> {
  const { database, clock } = context;
  const found = await sessions.findSession(database, hashOf(secret));
  const now = clock.now();
  if (!found || !holds(found.credential, found.rules, now)) return null;
  const { credential } = found;
  if (isStale(credential.lastSeenAt, now)) await sessions.touchSession(database, credential, now);
  const worn: Worn = found.role === null ? await otherHat(found, context) : found;
  const { role, rules } = worn;
  const { boundTo } = found;
  const rule = rules?.signInRule ?? 'password';
  return actorOf(
    request,
    {
      ...found,
      role,
      // Who runs a provider of one organisation runs no other one by it, let alone the platform.
      person: { ...found.person, operator: found.person.operator && boundTo === null },
    },
    {
      credential: {
        kind: 'session',
        id: credential.id,
        provenAt: credential.provenAt,
        boundTo,
        lacks:
          role === null
            ? null
            : lacking(rule, role, {
                secondFactor: credential.secondFactor,
                bound: boundTo !== null,
              }),
      },
      organisationId: role === null ? null : worn.credential.organisationId,
      scopes: null,
    },
  );
}

interface Worn
  extends Pick<credentials.Holder<{ organisationId: string | null }>, 'credential' | 'role'> {
  readonly rules: sessions.SessionRules | null;
}

/** The person left the organisation whose hat was worn, or had none: the oldest membership is worn. */
async function otherHat(
  { credential: session, boundTo }: sessions.SessionHolder,
  { database }: Context,
): Promise<Worn> {
  const memberships = await membershipsOf(database, session.personId);
  const first = memberships.find(
    (membership) =>
      (boundTo === null || membership.organisation.id === boundTo) &&
      mayWear(membership, session.createdAt),
  );
  const organisationId = first?.organisation.id ?? null;
  if (organisationId !== session.organisationId)
    await sessions.wearHat(database, session.id, organisationId);
  return {
    credential: { organisationId },
    role: first?.role ?? null,
    rules: first?.organisation ?? null,
  };
}

function actorOf(
  request: Request,
  { person, role, unitIds, teamIds }: Omit<credentials.Holder<unknown>, 'credential'>,
  rest: Pick<Actor, 'credential' | 'organisationId' | 'scopes' | 'datasets'>,
): Actor {
  return {
    kind: 'person',
    personId: person.id,
    name: person.name,
    operator: person.operator,
    role,
    unitIds,
    teamIds,
    address: request.address,
    requestId: request.requestId,
    ...rest,
    // Without a membership there is no hat, whatever the credential was made for.
    organisationId: role === null ? null : rest.organisationId,
  };
}

function bearer(authorization: string | string[]): string | null {
  const text = typeof authorization === 'string' ? authorization : '';
  return /^bearer +([\x21-\x7e]{1,500})$/i.exec(text)?.[1] ?? null;
}

/** Uses are written at most once a minute. */
function isStale(last: Date | null, now: Date): boolean {
  return last === null || now.getTime() - last.getTime() > minute;
}

function tokenInvalid(): InsitesError {
  return errors.notSignedIn(
    'identity.credentialInvalid',
    'The API token is unknown, expired or revoked.',
    { hint: 'Make a new one on your account page.' },
  );
}
