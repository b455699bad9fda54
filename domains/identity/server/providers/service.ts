import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { z } from 'zod';
import type { LinkedAccountView, ProviderView, signInProvider } from '../../contract/provider.ts';
import type {
  createProvider as createRoute,
  updateProvider as updateRoute,
} from '../../contract/provider-routes.ts';
import type { Context } from '../context.ts';
import { organisationUnknown } from '../organisations/service.ts';
import { findOrganisations } from '../organisations/store.ts';
import { boundToProvider, signInNeeded } from '../policy.ts';
import * as store from './store.ts';

/** Where providers lead browsers back to. */
export const redirectPath = '/sign-in/provider';

/** What the sign-in page offers. */
export async function offered(
  organisation: string | undefined,
  { database }: Context,
): Promise<{ items: z.output<typeof signInProvider>[] }> {
  return { items: await store.offeredProviders(database, organisation?.toLowerCase() ?? null) };
}

/** Providers of the actor's organisation. */
export async function listProviders(
  actor: Actor,
  origin: string,
  { database }: Context,
): Promise<{ items: ProviderView[] }> {
  if (actor.organisationId === null) return { items: [] };
  const rows = await store.listProviders(database, actor.organisationId);
  return { items: rows.map((row) => viewOf(row, origin)) };
}

/** Adds a provider, after asking it what it is. @throws identity.providerInvalid */
export async function createProvider(
  actor: Actor,
  { clientSecret, issuer, ...fields }: RouteInput<typeof createRoute>,
  origin: string,
  context: Context,
): Promise<ProviderView> {
  if (actor.organisationId === null) throw organisationUnknown();
  const row: store.ProviderRow = {
    ...fields,
    id: newId(),
    organisationId: actor.organisationId,
    issuer,
    clientSecret: null,
    createdAt: context.clock.now(),
  };
  await context.openId.check({ ...row, secret: clientSecret });
  const sealed = { ...row, clientSecret: seal(row.id, clientSecret, context) };
  await store.addProvider(context.database, sealed);
  return viewOf(sealed, origin);
}

/** @throws identity.providerUnknown */
export async function updateProvider(
  actor: Actor,
  { id, clientSecret, ...fields }: RouteInput<typeof updateRoute>,
  origin: string,
  context: Context,
): Promise<ProviderView> {
  await ownProvider(actor, id, context);
  const change = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  await store.updateProvider(context.database, id, {
    ...change,
    ...(clientSecret === undefined ? {} : { clientSecret: seal(id, clientSecret, context) }),
  });
  return viewOf(await ownProvider(actor, id, context), origin);
}

/**
 * Removes a provider of the actor's organisation and ends the sessions it began; answers with its name.
 * @throws identity.providerUnknown, identity.providerNeeded
 */
export async function removeProvider(actor: Actor, id: string, context: Context): Promise<string> {
  const { database } = context;
  const provider = await ownProvider(actor, id, context);
  const { organisationId } = provider;
  const organisation = (await findOrganisations(database, [organisationId])).get(organisationId);
  const last = (await store.countProviders(database, organisationId)) === 1;
  if (last && organisation?.signInRule === 'provider')
    throw errors.conflict(
      'identity.providerNeeded',
      `Members have to sign in with ${provider.name}.`,
      { hint: 'Change what members need to sign in first.' },
    );
  await store.removeProvider(database, id);
  return provider.name;
}

/** The actor's accounts at providers. */
export async function listAccounts(
  actor: Actor,
  { database }: Context,
): Promise<{ items: LinkedAccountView[] }> {
  if (actor.personId === null) throw signInNeeded();
  const boundTo = actor.credential?.boundTo;
  const rows = await store.listAccounts(database, actor.personId);
  const items = rows
    .filter(({ provider }) => !boundTo || provider.organisationId === boundTo)
    .map(({ account, provider }) => ({
      id: account.id,
      provider: provider.name,
      issuer: account.issuer,
      createdAt: account.createdAt.toISOString(),
      lastUsedAt: account.lastUsedAt?.toISOString() ?? null,
    }));
  return { items };
}

/** @throws identity.accountUnknown */
export async function unlinkAccount(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<void> {
  if (actor.personId === null) throw signInNeeded();
  if (actor.credential?.boundTo) throw boundToProvider();
  if (!(await store.removeAccount(database, actor.personId, id)))
    throw errors.notFound('identity.accountUnknown', 'You have no such linked account.');
}

/** The provider and its secret, for speaking with it. */
export function asked(
  provider: store.ProviderRow,
  { sealing }: Context,
): store.ProviderRow & { readonly secret: string | null } {
  const { id, clientSecret } = provider;
  return {
    ...provider,
    secret: clientSecret === null ? null : sealing.open(sealName(id), clientSecret),
  };
}

export function providerUnknown(): InsitesError {
  return errors.notFound('identity.providerUnknown', 'There is no such sign-in provider.');
}

async function ownProvider(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<store.ProviderRow> {
  const row = await store.findProvider(database, id);
  if (!row || row.organisationId !== actor.organisationId) throw providerUnknown();
  return row;
}

const sealName = (id: string) => `provider-secret ${id}`;

function seal(id: string, secret: string | null, { sealing }: Context): Uint8Array | null {
  return secret === null ? null : sealing.seal(sealName(id), secret);
}

function viewOf(
  { clientSecret, organisationId: _, createdAt, ...row }: store.ProviderRow,
  origin: string,
): ProviderView {
  return {
    ...row,
    groupRoles: { ...row.groupRoles },
    hasSecret: clientSecret !== null,
    redirectAddress: `${origin}${redirectPath}`,
    createdAt: createdAt.toISOString(),
  };
}
