import {
  type Actor,
  errors,
  type InsitesError,
  newId,
  type RouteInput,
  type RouteOutput,
} from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { ServiceAccountView, ServiceTokenView } from '../../contract/service-account.ts';
import type {
  changeServiceAccount as changeRoute,
  createServiceAccount as createRoute,
  createServiceToken as createTokenRoute,
  listServiceAccounts as listRoute,
} from '../../contract/service-routes.ts';
import type { Context } from '../context.ts';
import { endOf, refuseUnknownScopes } from '../credentials/service.ts';
import { findMember } from '../members/store.ts';
import { changeInTurn, organisationOf, personUnknown } from '../people/member.ts';
import { aPerson, mayAdminister, scopesOfNewToken } from '../policy.ts';
import { hashOf, newServiceToken } from '../secrets.ts';
import * as store from './store.ts';

/** The service accounts of the actor's organisation, by name, with their tokens. */
export async function listServiceAccounts(
  actor: Actor,
  input: RouteInput<typeof listRoute>,
  { database }: Context,
): Promise<{ items: ServiceAccountView[]; total: number }> {
  if (actor.organisationId === null) return { items: [], total: 0 };
  const { rows, total } = await store.list(database, actor.organisationId, input);
  const ids = rows.map(({ id }) => id);
  const tokens = await store.listTokens(database, ids);
  const of = Map.groupBy(tokens, ({ accountId }) => accountId);
  return { items: rows.map((row) => viewOf(actor, row, of.get(row.id) ?? [])), total };
}

/** Adds a service account. @throws identity.serviceNameTaken, identity.personUnknown */
export async function createServiceAccount(
  actor: Actor,
  { name, role, ownerId = aPerson(actor) }: RouteInput<typeof createRoute>,
  context: Context,
): Promise<ServiceAccountView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    await refuseOwner(transaction, organisationId, ownerId);
    const createdAt = context.clock.now();
    const row = { id: newId(), organisationId, name, role, ownerId, createdAt, disabledAt: null };
    if (await store.nameTaken(transaction, row)) throw nameTaken(name);
    await store.add(transaction, row);
    return view(transaction, actor, row.id);
  });
}

/** Changes name, role or owner. @throws identity.serviceUnknown, identity.serviceNameTaken, identity.personUnknown */
export async function changeServiceAccount(
  actor: Actor,
  { id, name, role, ownerId }: RouteInput<typeof changeRoute>,
  context: Context,
): Promise<ServiceAccountView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const account = await accountOf(transaction, organisationId, id);
    if (ownerId !== undefined) await refuseOwner(transaction, organisationId, ownerId);
    if (name !== undefined && (await store.nameTaken(transaction, { ...account, name })))
      throw nameTaken(name);
    await store.update(transaction, id, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(ownerId === undefined ? {} : { ownerId }),
    });
    return view(transaction, actor, id);
  });
}

/** Switches an account off, from the next request on, or on again. @throws identity.serviceUnknown */
export async function setDisabled(
  actor: Actor,
  { id, disabled }: { readonly id: string; readonly disabled: boolean },
  context: Context,
): Promise<ServiceAccountView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const account = await accountOf(transaction, organisationId, id);
    if ((account.disabledAt !== null) !== disabled)
      await store.update(transaction, id, { disabledAt: disabled ? context.clock.now() : null });
    return view(transaction, actor, id);
  });
}

/**
 * Makes a token of a service account. Its text is in the answer and nowhere else.
 * @throws identity.serviceUnknown, identity.scopeUnknown, identity.scopeTooNarrow, identity.personNeeded
 */
export async function createServiceToken(
  actor: Actor,
  { id, name, scopes: asked, days }: RouteInput<typeof createTokenRoute>,
  context: Context,
): Promise<RouteOutput<typeof createTokenRoute>> {
  const { database, clock } = context;
  const organisationId = organisationOf(actor);
  aPerson(actor);
  refuseUnknownScopes(asked ?? [], context);
  const scopes = scopesOfNewToken(actor, asked, false);
  const account = await accountOf(database, organisationId, id);
  const token = newServiceToken();
  const row = await store.addToken(database, {
    id: newId(),
    organisationId,
    accountId: account.id,
    name,
    prefix: token.slice(0, 9),
    hash: hashOf(token),
    scopes: scopes === null ? null : [...scopes],
    createdAt: clock.now(),
    expiresAt: await endOf(actor, organisationId, days, context),
  });
  return { token, view: tokenViewOf(row) };
}

/** Revokes a token of a service account; answers with the account's name. @throws identity.serviceUnknown, identity.tokenUnknown */
export async function revokeServiceToken(
  actor: Actor,
  { id, tokenId }: { readonly id: string; readonly tokenId: string },
  { database }: Context,
): Promise<string> {
  const account = await accountOf(database, organisationOf(actor), id);
  if (!(await store.removeToken(database, id, tokenId)))
    throw errors.notFound('identity.tokenUnknown', 'The account has no such token.');
  return account.name;
}

async function accountOf(
  connection: Parameters<typeof store.find>[0],
  organisationId: string,
  id: string,
): Promise<store.Account> {
  const account = await store.find(connection, organisationId, id);
  if (!account)
    throw errors.notFound('identity.serviceUnknown', 'There is no such service account here.');
  return account;
}

async function refuseOwner(
  transaction: Transaction,
  organisationId: string,
  ownerId: string,
): Promise<void> {
  if (!(await findMember(transaction, organisationId, ownerId))) throw personUnknown();
}

async function view(
  transaction: Transaction,
  actor: Actor,
  id: string,
): Promise<ServiceAccountView> {
  const account = await accountOf(transaction, organisationOf(actor), id);
  return viewOf(actor, account, await store.listTokens(transaction, [id]));
}

function viewOf(
  actor: Actor,
  row: store.Account,
  tokens: readonly store.TokenRow[],
): ServiceAccountView {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    state: stateOf(row),
    owner: { id: row.ownerId, name: row.ownerName },
    createdAt: row.createdAt.toISOString(),
    tokens: tokens.map(tokenViewOf),
    can: { change: mayAdminister(actor, row.organisationId) },
  };
}

function stateOf({ disabledAt, present }: store.Account): ServiceAccountView['state'] {
  if (disabledAt !== null) return 'disabled';
  return present ? 'active' : 'ownerless';
}

function tokenViewOf(row: store.TokenRow): ServiceTokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

function nameTaken(name: string): InsitesError {
  return errors.conflict(
    'identity.serviceNameTaken',
    `There is a service account called ${name} already.`,
    { fields: [{ path: 'name', message: 'Taken' }] },
  );
}
