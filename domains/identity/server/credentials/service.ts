import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { z } from 'zod';
import type { sessionView, tokenView } from '../../contract/person.ts';
import type { createToken as createTokenRoute } from '../../contract/routes.ts';
import { type Context, day, later } from '../context.ts';
import { notAMember } from '../me/service.ts';
import { findMember } from '../members/store.ts';
import { findOrganisations } from '../organisations/store.ts';
import { aPerson, boundToProvider, scopesOfNewToken } from '../policy.ts';
import { hashOf, newToken } from '../secrets.ts';
import * as sessions from '../sessions/store.ts';
import { holds } from '../sign-in/lifetime.ts';
import * as tokens from '../tokens/store.ts';

/** The actor's sessions that still hold. */
export async function listSessions(
  actor: Actor,
  { database, clock }: Context,
): Promise<{ items: z.output<typeof sessionView>[] }> {
  const rows = await sessions.listSessions(database, aPerson(actor));
  const holding = rows.filter(({ session, rules }) => holds(session, rules, clock.now()));
  const items = holding.map(({ session: row }) => ({
    id: row.id,
    device: row.device,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === actor.credential?.id,
  }));
  return { items };
}

/** Ends one of the actor's sessions. @throws identity.sessionUnknown */
export async function endSession(actor: Actor, id: string, { database }: Context): Promise<void> {
  if (!(await sessions.endSession(database, aPerson(actor), id)))
    throw errors.notFound('identity.sessionUnknown', 'You have no such session.');
}

/** Ends all sessions of the actor but the one that asks. Answers with how many these were. */
export async function endOtherSessions(
  actor: Actor,
  { database }: Context,
): Promise<{ ended: number }> {
  const kept = actor.credential?.kind === 'session' ? actor.credential.id : null;
  return { ended: await sessions.endOtherSessions(database, aPerson(actor), kept) };
}

/** The actor's API tokens, newest first. */
export async function listTokens(
  actor: Actor,
  { database }: Context,
): Promise<{ items: z.output<typeof tokenView>[] }> {
  const rows = await tokens.listTokens(database, aPerson(actor));
  return { items: rows.map(viewOf) };
}

/**
 * Makes an API token. Its text is in the answer and nowhere else.
 * @throws identity.scopeUnknown, identity.scopeTooNarrow, identity.notAMember
 */
export async function createToken(
  actor: Actor,
  input: RouteInput<typeof createTokenRoute>,
  context: Context,
): Promise<{ token: string; view: z.output<typeof tokenView> }> {
  const { database, clock } = context;
  const personId = aPerson(actor);
  refuseUnknownScopes(input.scopes ?? [], context);
  const scopes = scopesOfNewToken(actor, input.scopes, input.datasets !== undefined);
  const organisationId = input.organisationId ?? actor.organisationId;
  if (organisationId !== null && organisationId !== actor.organisationId) {
    if (actor.scopes !== null || !(await findMember(database, organisationId, personId)))
      throw notAMember();
    if (actor.credential?.boundTo) throw boundToProvider();
  }
  const token = newToken();
  const row = await tokens.addToken(database, {
    id: newId(),
    personId,
    organisationId,
    name: input.name,
    prefix: token.slice(0, 8),
    hash: hashOf(token),
    scopes: scopes === null ? null : [...scopes],
    datasets: input.datasets ? [...new Set(input.datasets)] : null,
    createdAt: clock.now(),
    expiresAt: await endOf(actor, organisationId, input.days, context),
  });
  return { token, view: viewOf(row) };
}

/** @throws identity.scopeUnknown */
export function refuseUnknownScopes(scopes: readonly string[], { allPermissions }: Context): void {
  const unknown = scopes.filter((scope) => !Object.hasOwn(allPermissions, scope));
  if (unknown.length > 0)
    throw errors.invalid('identity.scopeUnknown', `No permission is called ${unknown[0]}.`, {
      hint: `There are: ${Object.keys(allPermissions).join(', ')}.`,
      fields: unknown.map((scope) => ({ path: 'scopes', message: `${scope} is unknown` })),
    });
}

/** Days a token holds when nobody says, and at most. */
const usualToken = 90;
const longestToken = 366;

/** A token made with a token does not outlive it. */
export async function endOf(
  actor: Actor,
  organisationId: string | null,
  asked: number | undefined,
  { database, clock }: Context,
): Promise<Date> {
  const organisations = await findOrganisations(database, organisationId ? [organisationId] : []);
  const longest = organisations.get(organisationId ?? '')?.tokenDays ?? longestToken;
  if (asked !== undefined && asked > longest) throw tokenTooLong(longest);
  const end = later(clock, (asked ?? Math.min(usualToken, longest)) * day);
  if (actor.credential?.kind !== 'token') return end;
  const rows = await tokens.listTokens(database, aPerson(actor));
  const parent = rows.find(({ id }) => id === actor.credential?.id);
  return parent?.expiresAt && parent.expiresAt < end ? parent.expiresAt : end;
}

function tokenTooLong(days: number): InsitesError {
  return errors.invalid(
    'identity.tokenTooLong',
    `In your organisation API tokens hold for ${days} days at most.`,
    { fields: [{ path: 'days', message: `${days} at most` }] },
  );
}

/** Revokes one of the actor's tokens and answers with its name. @throws identity.tokenUnknown */
export async function revokeToken(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const row = await tokens.removeToken(database, aPerson(actor), id);
  if (!row) throw errors.notFound('identity.tokenUnknown', 'You have no such token.');
  return row.name;
}

function viewOf(row: tokens.TokenRow): z.output<typeof tokenView> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    datasets: row.datasets,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
