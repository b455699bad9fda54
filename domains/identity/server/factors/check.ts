import { errors } from '@insites/kernel';
import { type Context, minute } from '../context.ts';
import { hashOf } from '../secrets.ts';
import { readRecoveryCode } from './recovery-codes.ts';
import { openSecret } from './sealed-secret.ts';
import * as store from './store.ts';
import { stepOf } from './totp.ts';

/**
 * Six digits can be guessed, so wrong codes of an app are counted a person: ten, and one more every six
 * minutes. Who gets here knew the password or has the session, and recovery codes and passkeys go on
 * working: a stranger locks nobody out.
 */
const guesses = { free: 10, forgetOneAfter: 6 * minute } as const;

/**
 * Uses a code of a person's app or a recovery code, and says which it was; null when it is wrong.
 * @throws identity.tooManyCodes
 */
export async function spendCode(
  personId: string,
  typed: string,
  context: Context,
): Promise<'totp' | 'recovery' | null> {
  const { database, clock } = context;
  const recovery = readRecoveryCode(typed);
  if (recovery !== null) {
    const spent = await store.spendRecoveryCode(database, personId, hashOf(recovery), clock.now());
    return spent ? 'recovery' : null;
  }
  const authenticator = await store.findAuthenticator(database, personId);
  if (!authenticator?.confirmedAt) return null;
  const step = await countedStep(authenticator, typed, context);
  const used = step !== null && (await store.spendStep(database, personId, step));
  return used ? 'totp' : null;
}

/** The time step of a code, within the guesses a person has. @throws identity.tooManyCodes */
export async function countedStep(
  { personId, secret }: Pick<store.AuthenticatorRow, 'personId' | 'secret'>,
  typed: string,
  { clock, slowDown, sealing }: Context,
): Promise<number | null> {
  const key = `code ${personId}`;
  const count = await slowDown.count(key, guesses.forgetOneAfter);
  if (count > guesses.free)
    throw errors.limited(
      'identity.tooManyCodes',
      'There were too many wrong codes; codes of the app rest for a while.',
      {
        hint: 'Use a passkey or a recovery code, or wait. Somebody may know your password: change it.',
        retryAfter: Math.ceil(guesses.forgetOneAfter / 1000),
      },
    );
  const code = typed.replace(/[\s-]/g, '');
  const step = stepOf(openSecret(personId, secret, { sealing }), code, clock.now());
  if (step !== null) await slowDown.forget(key);
  return step;
}
