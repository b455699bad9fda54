import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type {
  addPasskey as addPasskeyRoute,
  renamePasskey as renamePasskeyRoute,
} from '../../contract/factor-routes.ts';
import type { PasskeyView } from '../../contract/sign-in.ts';
import type { Context } from '../context.ts';
import { dropCodesWithoutFactor, firstRecoveryCodes } from '../factors/service.ts';
import { findPerson } from '../people/store.ts';
import { inBrowser } from '../policy.ts';
import { markProven } from '../proof/service.ts';
import { mayChangeSignIn } from '../providers/bound.ts';
import * as store from './store.ts';
import { passkeyViewOf } from './view.ts';
import { askForNew, readNew, type Site } from './webauthn.ts';

/** What the browser asks a device for a new passkey of the actor. */
export async function newPasskeyOptions(
  actor: Actor,
  site: Site,
  context: Context,
): Promise<{ options: Record<string, unknown> }> {
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, context);
  const person = await findPerson(context.database, personId);
  if (!person) throw factorUnknown();
  const known = await store.listPasskeys(context.database, personId);
  return { options: await askForNew(person, known, site, context) };
}

/** Adds a passkey of the actor; the session counts as signed in with it. @throws identity.passkeyRefused */
export async function addPasskey(
  actor: Actor,
  { name, response }: RouteInput<typeof addPasskeyRoute>,
  site: Site,
  context: Context,
): Promise<{ passkey: PasskeyView; recoveryCodes: string[] | null }> {
  const { personId, sessionId } = inBrowser(actor);
  await mayChangeSignIn(actor, context);
  const made = await readNew(personId, response, site, context);
  return context.database.transaction(async (transaction) => {
    const row = await store.addPasskey(transaction, {
      ...made,
      id: newId(),
      personId,
      name,
      createdAt: context.clock.now(),
    });
    if (!row)
      throw errors.conflict('identity.passkeyRefused', 'This passkey is in use already.', {
        hint: 'Take another device.',
      });
    const recoveryCodes = await firstRecoveryCodes(transaction, personId);
    await markProven(transaction, sessionId, 'passkey', context);
    return { passkey: passkeyViewOf(row), recoveryCodes };
  });
}

/** @throws identity.factorUnknown */
export async function renamePasskey(
  actor: Actor,
  { id, name }: RouteInput<typeof renamePasskeyRoute>,
  { database }: Context,
): Promise<PasskeyView> {
  const row = await store.renamePasskey(database, inBrowser(actor).personId, id, name);
  if (!row) throw factorUnknown();
  return passkeyViewOf(row);
}

/** Removes a passkey of the actor and answers with its name. @throws identity.factorUnknown */
export async function removePasskey(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, { database });
  return database.transaction(async (transaction) => {
    const row = await store.removePasskey(transaction, personId, id);
    if (!row) throw factorUnknown();
    await dropCodesWithoutFactor(transaction, personId);
    return row.name;
  });
}

function factorUnknown(): InsitesError {
  return errors.notFound('identity.factorUnknown', 'You have no such passkey.');
}
