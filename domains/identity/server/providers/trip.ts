import { timingSafeEqual } from 'node:crypto';
import type { Actor, RouteInput } from '@insites/kernel';
import type { MeView } from '../../contract/person.ts';
import type { finishProvider } from '../../contract/provider-routes.ts';
import { type Context, later, minute } from '../context.ts';
import { inBrowser } from '../policy.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { type Origin, startSession } from '../sign-in/service.ts';
import { arrive } from './arrive.ts';
import { mayChangeSignIn } from './bound.ts';
import { refused } from './openid.ts';
import { asked, providerUnknown, redirectPath } from './service.ts';
import * as store from './store.ts';

const tripLife = 10 * minute;

/** Seconds the browser keeps what binds a trip to it. */
export const tripSeconds = tripLife / 1000;

/** Where a browser is sent, and the secret it keeps meanwhile. */
export interface Begun {
  readonly address: string;
  readonly secret: string;
}

/** @throws identity.providerUnknown, identity.providerUnavailable */
export async function begin(
  { providerId, again }: { readonly providerId: string; readonly again: boolean },
  linksTo: string | null,
  origin: string,
  context: Context,
): Promise<Begun> {
  const { database, openId } = context;
  const provider = await store.findProvider(database, providerId);
  if (!provider) throw providerUnknown();
  const [state, secret] = [newSecret(), newSecret()];
  const trip = { redirectAddress: `${origin}${redirectPath}`, state, secret, again };
  const address = await openId.address(asked(provider, context), trip);
  await store.addFlow(database, {
    hash: hashOf(state),
    browserHash: hashOf(secret),
    providerId,
    personId: linksTo,
    again,
    expiresAt: later(context.clock, tripLife),
  });
  return { address, secret };
}

/** The same, to link the account to who is signed in. @throws identity.boundToProvider as well */
export async function beginLink(
  actor: Actor,
  providerId: string,
  origin: string,
  context: Context,
): Promise<Begun> {
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, context);
  const provider = await store.findProvider(context.database, providerId);
  if (!provider || provider.organisationId !== actor.organisationId) throw providerUnknown();
  return begin({ providerId, again: false }, personId, origin, context);
}

/**
 * Signs in whom the provider vouches for. The session acts for the provider's organisation and no other.
 * @throws identity.providerRefused, identity.providerUnavailable and what `arrive` throws
 */
export async function finish(
  { answer }: RouteInput<typeof finishProvider>,
  browserSecret: string | null,
  site: string,
  origin: Origin,
  context: Context,
): Promise<{ me: MeView & { again: boolean }; secret: string }> {
  const { database, openId, clock } = context;
  const given = new URLSearchParams(answer);
  const state = given.get('state') ?? '';
  const flow = await store.takeFlow(database, hashOf(state));
  if (!flow || !browserSecret || flow.expiresAt <= clock.now()) throw refused();
  if (!timingSafeEqual(hashOf(browserSecret), flow.browserHash)) throw refused();
  // Who began to link must still be the one who is signed in.
  if (flow.personId !== null && flow.personId !== origin.actor.personId) throw refused();
  const provider = await store.findProvider(database, flow.providerId);
  if (!provider) throw refused();
  const { organisationId } = provider;
  origin.note({ organisationId, details: { provider: provider.id } });
  const { again } = flow;
  const redirectAddress = `${site}${redirectPath}`;
  const vouched = await openId.vouched(asked(provider, context), given, {
    redirectAddress,
    state,
    secret: browserSecret,
    again,
  });
  return database.transaction(async (transaction) => {
    const arrived = await arrive(transaction, provider, vouched, flow.personId, context);
    origin.note({
      objectKind: 'person',
      objectId: arrived.personId,
      objectName: arrived.personName,
      details: { linked: arrived.linked },
    });
    const { me, secret } = await startSession(
      transaction,
      arrived.personId,
      origin,
      {
        secondFactor: provider.secondFactor && vouched.severalFactors ? 'provider' : null,
        provider,
        // A provider may remember its people for weeks; only what it says of the moment proves it.
        provenAt: vouched.at && vouched.at < clock.now() ? vouched.at : null,
      },
      context,
    );
    return { me: { ...me, again }, secret };
  });
}
