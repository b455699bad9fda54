import { errors, type InsitesError } from '@insites/kernel';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Context, later, minute } from '../context.ts';
import { hashOf } from '../secrets.ts';
import * as store from './store.ts';

const challengeLife = 5 * minute;

/** Ed25519, ECDSA with P-256, RSA with SHA-256 (COSE): what devices in use know. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** Where passkeys are asked: they are bound to the name of this host (WebAuthn Level 3 §5.1.2). */
export interface Site {
  /** `https://data.city.example`. */
  readonly origin: string;
}

const hostOf = ({ origin }: Site) => new URL(origin).hostname;

/** A JSON document for the browser, and nothing else in it. */
type Options = Record<string, unknown>;

/** What a browser asks a device for a new passkey: one that says who it is and checks its person. */
export async function askForNew(
  person: { readonly id: string; readonly name: string; readonly email: string },
  known: readonly store.PasskeyRow[],
  site: Site,
  context: Context,
): Promise<Options> {
  const options = await generateRegistrationOptions({
    rpName: 'Insites',
    rpID: hostOf(site),
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.email,
    userDisplayName: person.name,
    timeout: challengeLife,
    attestationType: 'none',
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
  });
  await keep(options.challenge, 'add', person.id, context);
  return { ...options };
}

/** What a browser asks a passkey: any one of this site, or one of a person's. */
export async function askForOne(
  use: 'signIn' | 'prove',
  of: { readonly personId: string; readonly passkeys: readonly store.PasskeyRow[] } | null,
  site: Site,
  context: Context,
): Promise<Options> {
  const options = await generateAuthenticationOptions({
    rpID: hostOf(site),
    userVerification: 'required',
    timeout: challengeLife,
    ...(of
      ? {
          allowCredentials: of.passkeys.map(({ credentialId, transports }) => ({
            id: credentialId,
            transports,
          })),
        }
      : {}),
  });
  await keep(options.challenge, use, of?.personId ?? null, context);
  return { ...options };
}

/** The credential that a device made. @throws identity.passkeyRefused */
export async function readNew(
  personId: string,
  response: Options,
  site: Site,
  context: Context,
): Promise<Omit<store.PasskeyRow, 'id' | 'personId' | 'name' | 'createdAt' | 'lastUsedAt'>> {
  const verified = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: (challenge) => take(challenge, 'add', personId, context),
    expectedOrigin: site.origin,
    expectedRPID: hostOf(site),
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified.verified) throw refused();
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    synced: credentialBackedUp,
  };
}

/**
 * The passkey that answered, after its signature, its person's presence and its counter were checked.
 * `personId` null: whoever it belongs to.
 * @throws identity.passkeyRefused
 */
export async function readAnswer(
  use: 'signIn' | 'prove',
  personId: string | null,
  response: Options,
  site: Site,
  context: Context,
): Promise<{ readonly personId: string; readonly personName: string }> {
  const { database, clock } = context;
  const found =
    typeof response.id === 'string' ? await store.findPasskey(database, response.id) : null;
  if (!found || (personId !== null && found.passkey.personId !== personId)) throw refused();
  const { passkey } = found;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => take(challenge, use, personId, context),
    expectedOrigin: site.origin,
    expectedRPID: hostOf(site),
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  const used = {
    counter: authenticationInfo?.newCounter ?? 0,
    synced: authenticationInfo?.credentialBackedUp ?? false,
    at: clock.now(),
  };
  if (!verified || !(await store.touchPasskey(database, passkey, used))) throw refused();
  return { personId: passkey.personId, personName: found.personName };
}

async function keep(
  challenge: string,
  use: store.ChallengeUse,
  personId: string | null,
  { database, clock }: Context,
): Promise<void> {
  await store.addChallenge(database, {
    hash: hashOf(challenge),
    use,
    personId,
    expiresAt: later(clock, challengeLife),
  });
}

function take(
  challenge: string,
  use: store.ChallengeUse,
  personId: string | null,
  { database, clock }: Context,
): Promise<boolean> {
  return store.takeChallenge(database, hashOf(challenge), { use, personId, now: clock.now() });
}

function refused(cause?: unknown): InsitesError {
  return errors.notSignedIn(
    'identity.passkeyRefused',
    'This passkey does not fit, or its answer came too late.',
    { hint: 'Try again, or sign in another way.', ...(cause === undefined ? {} : { cause }) },
  );
}
