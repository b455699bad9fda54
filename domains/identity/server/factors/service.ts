import { type Actor, errors, type InsitesError, newId } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import type { FactorsView } from '../../contract/sign-in.ts';
import type { Context } from '../context.ts';
import { listPasskeys } from '../passkeys/store.ts';
import { passkeyViewOf } from '../passkeys/view.ts';
import { findPerson } from '../people/store.ts';
import { inBrowser, signInNeeded } from '../policy.ts';
import { markProven } from '../proof/service.ts';
import { mayChangeSignIn } from '../providers/bound.ts';
import { hashOf } from '../secrets.ts';
import { countedStep } from './check.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { sealSecret } from './sealed-secret.ts';
import * as store from './store.ts';
import { authenticatorAddress, newSharedSecret } from './totp.ts';

/** With what the actor signs in. */
export async function listFactors(actor: Actor, { database }: Context): Promise<FactorsView> {
  if (actor.personId === null) throw signInNeeded();
  const [person, authenticator, passkeys, recoveryCodes] = await Promise.all([
    findPerson(database, actor.personId),
    store.findAuthenticator(database, actor.personId),
    listPasskeys(database, actor.personId),
    store.countRecoveryCodes(database, actor.personId),
  ]);
  return {
    password: person !== null && person.passwordHash !== null,
    authenticator: authenticator?.confirmedAt
      ? { since: authenticator.confirmedAt.toISOString() }
      : null,
    passkeys: passkeys.map(passkeyViewOf),
    recoveryCodes,
  };
}

/** Begins to add an app. @throws identity.authenticatorThere */
export async function startAuthenticator(
  actor: Actor,
  host: string,
  context: Context,
): Promise<{ secret: string; address: string }> {
  const { database, clock } = context;
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, context);
  const person = await findPerson(database, personId);
  if (!person) throw signInNeeded();
  const secret = newSharedSecret();
  const kept = sealSecret(personId, secret, context);
  if (
    !(await store.startAuthenticator(database, { personId, secret: kept, createdAt: clock.now() }))
  )
    throw errors.conflict(
      'identity.authenticatorThere',
      'You have an app that shows codes already.',
      { hint: 'Remove it first.' },
    );
  return { secret, address: authenticatorAddress(secret, person.email, `Insites ${host}`) };
}

/** The app counts from its first right code on. @throws identity.codeWrong, identity.tooManyCodes */
export async function confirmAuthenticator(
  actor: Actor,
  code: string,
  context: Context,
): Promise<{ recoveryCodes: string[] | null }> {
  const { database, clock } = context;
  const { personId, sessionId } = inBrowser(actor);
  const begun = await store.findAuthenticator(database, personId);
  if (!begun || begun.confirmedAt) throw codeWrong();
  await mayChangeSignIn(actor, context);
  const step = await countedStep(begun, code, context);
  if (step === null) throw codeWrong();
  return database.transaction(async (transaction) => {
    if (!(await store.spendStep(transaction, personId, step, clock.now()))) throw codeWrong();
    const recoveryCodes = await firstRecoveryCodes(transaction, personId);
    await markProven(transaction, sessionId, 'totp', context);
    return { recoveryCodes };
  });
}

/** @throws identity.factorUnknown */
export async function removeAuthenticator(actor: Actor, { database }: Context): Promise<void> {
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, { database });
  await database.transaction(async (transaction) => {
    if (!(await store.removeAuthenticator(transaction, personId))) throw factorUnknown();
    await dropCodesWithoutFactor(transaction, personId);
  });
}

/** New recovery codes in the place of the old ones. @throws identity.factorUnknown without another factor */
export async function makeRecoveryCodes(
  actor: Actor,
  { database }: Context,
): Promise<{ recoveryCodes: string[] }> {
  const { personId } = inBrowser(actor);
  await mayChangeSignIn(actor, { database });
  const { authenticator, passkey } = await store.kindsOf(database, personId);
  if (!authenticator && !passkey) throw factorUnknown();
  return { recoveryCodes: await replaceCodes(database, personId) };
}

/** The first codes of a person, who has just got a second factor; null when there are some. */
export async function firstRecoveryCodes(
  connection: Connection,
  personId: string,
): Promise<string[] | null> {
  if ((await store.countRecoveryCodes(connection, personId)) > 0) return null;
  return replaceCodes(connection, personId);
}

/** Recovery codes stand in for another factor; without one they are nothing. */
export async function dropCodesWithoutFactor(
  connection: Connection,
  personId: string,
): Promise<void> {
  const { authenticator, passkey } = await store.kindsOf(connection, personId);
  if (!authenticator && !passkey) await store.replaceRecoveryCodes(connection, personId, []);
}

async function replaceCodes(connection: Connection, personId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  const rows = codes.map((code) => ({ id: newId(), hash: hashOf(code) }));
  await store.replaceRecoveryCodes(connection, personId, rows);
  return [...codes];
}

/** Also where it was right once: nobody learns that somebody else was faster. */
export function codeWrong(): InsitesError {
  return errors.invalid('identity.codeWrong', 'This code is wrong, or was used before.', {
    hint: 'Wait for the next one. If it stays, set the clock of your phone.',
    fields: [{ path: 'code', message: 'Wrong, used before or too old' }],
  });
}

function factorUnknown(): InsitesError {
  return errors.notFound('identity.factorUnknown', 'You have no app that shows codes, or passkey.');
}
