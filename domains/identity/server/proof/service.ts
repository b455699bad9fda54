import { type Actor, errors, type InsitesError, type RouteInput } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import type { prove as proveRoute } from '../../contract/factor-routes.ts';
import type { SecondFactor } from '../../contract/sign-in.ts';
import { type Context, later } from '../context.ts';
import { spendCode } from '../factors/check.ts';
import { kindsOf } from '../factors/store.ts';
import { listPasskeys } from '../passkeys/store.ts';
import { askForOne, readAnswer, type Site } from '../passkeys/webauthn.ts';
import { passwordFits } from '../passwords.ts';
import { findPerson } from '../people/store.ts';
import { inBrowser, proofLife } from '../policy.ts';
import { hashOf, newSecret } from '../secrets.ts';
import * as sessions from '../sessions/store.ts';

type Method = 'passkey' | 'code' | 'password' | 'provider';

/** How the actor can prove to be the one, strongest first. */
export async function proofOptions(
  actor: Actor,
  site: Site,
  context: Context,
): Promise<{
  methods: Method[];
  passkey: Record<string, unknown> | null;
  provider: { id: string; name: string } | null;
}> {
  const { personId, sessionId } = inBrowser(actor);
  const provider = await providerOf(sessionId, context);
  const own = await methodsOf(personId, context);
  const methods = provider ? [...own, 'provider' as const] : own;
  if (!methods.includes('passkey')) return { methods, passkey: null, provider };
  const passkeys = await listPasskeys(context.database, personId);
  const passkey = await askForOne('prove', { personId, passkeys }, site, context);
  return { methods, passkey, provider };
}

/**
 * The actor proves to be the one, and may do what is sensitive for five minutes. A password proves it
 * only for who has nothing stronger. The session gets another secret.
 * @throws identity.proofFailed, identity.tooManyCodes, identity.passkeyRefused
 */
export async function prove(
  actor: Actor,
  input: RouteInput<typeof proveRoute>,
  site: Site,
  context: Context,
): Promise<{ until: string; secret: string }> {
  const { personId, sessionId } = inBrowser(actor);
  const methods = await methodsOf(personId, context);
  const factor = await shown(actor, personId, methods, input, site, context);
  if (factor === undefined) throw proofFailed();
  await markProven(context.database, sessionId, factor, context);
  // OWASP ASVS 5.0, 7.2.4: who has proved to be the one goes on with another secret.
  const secret = newSecret();
  await sessions.renew(context.database, sessionId, hashOf(secret));
  return { until: later(context.clock, proofLife).toISOString(), secret };
}

/** The second factor that was shown, null for a password, undefined when nothing that was shown fits. */
async function shown(
  actor: Actor,
  personId: string,
  methods: readonly Method[],
  { passkey, code, password }: RouteInput<typeof proveRoute>,
  site: Site,
  context: Context,
): Promise<SecondFactor | null | undefined> {
  if (passkey && methods.includes('passkey')) {
    await readAnswer('prove', personId, passkey, site, context);
    return 'passkey';
  }
  if (code && methods.includes('code'))
    return (await spendCode(personId, code, context)) ?? undefined;
  if (password && methods.includes('password'))
    return (await passwordHolds(actor, personId, password, context)) ? null : undefined;
  return undefined;
}

async function methodsOf(personId: string, { database }: Context): Promise<Method[]> {
  const { authenticator, passkey } = await kindsOf(database, personId);
  if (!authenticator && !passkey) {
    const person = await findPerson(database, personId);
    return person?.passwordHash ? ['password'] : [];
  }
  // A recovery code proves it, too, where the passkey is not at hand.
  return passkey ? ['passkey', 'code'] : ['code'];
}

/** The provider that began a session, where its person signs in again to prove it. */
async function providerOf(sessionId: string, { database }: Context) {
  const found = await sessions.findOwnSession(database, sessionId);
  return found?.provider ? { id: found.provider.id, name: found.provider.name } : null;
}

async function passwordHolds(
  actor: Actor,
  personId: string,
  password: string,
  { database, clock, slowDown }: Context,
): Promise<boolean> {
  const person = await findPerson(database, personId);
  if (!person) return false;
  const wait = await slowDown.begin(person.email, actor.address);
  if (wait > 0) await clock.wait(wait);
  const fits = await passwordFits(person.passwordHash, password);
  if (fits) await slowDown.succeeded(person.email, actor.address);
  return fits;
}

/** Writes that a session's person has just proved to be the one; a factor stays that was shown before. */
export async function markProven(
  connection: Connection,
  sessionId: string,
  factor: SecondFactor | null,
  { clock }: Context,
): Promise<void> {
  await sessions.markProven(connection, sessionId, { at: clock.now(), factor });
}

function proofFailed(): InsitesError {
  return errors.invalid('identity.proofFailed', 'That did not prove that it is you.', {
    hint: 'Check what you typed, or wait for the next code.',
  });
}
