import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { AuditNote, Connection } from '@insites/platform';
import type {
  usePasskey as usePasskeyRoute,
  useSecondFactor as useSecondFactorRoute,
} from '../../contract/factor-routes.ts';
import type { MeView, SignInView } from '../../contract/person.ts';
import type { signIn as signInRoute, useLink as useLinkRoute } from '../../contract/routes.ts';
import type { SecondFactor } from '../../contract/sign-in.ts';
import { type Context, day, later, minute } from '../context.ts';
import { deviceOf } from '../device.ts';
import { spendCode } from '../factors/check.ts';
import * as factors from '../factors/store.ts';
import { meOf } from '../me/service.ts';
import * as members from '../members/store.ts';
import { askForOne, readAnswer, type Site } from '../passkeys/webauthn.ts';
import { hashPassword, isWeaker, passwordFits } from '../passwords.ts';
import * as people from '../people/store.ts';
import { hashOf, newSecret } from '../secrets.ts';
import * as sessions from '../sessions/store.ts';
import * as links from './store.ts';

const sessionLife = day;

/** The second factor comes within ten minutes and five tries, or the password comes first again. */
const stepLife = 10 * minute;
const triesOfStep = 5;

/** In the place of a person whom nobody knows, so that it takes as long to find that out. */
const nobody = { id: '00000000-0000-7000-8000-000000000000', name: '' } as const;

/** Seconds the session cookie lives. */
export const cookieSeconds = sessionLife / 1000;

/** By what somebody signs in, besides being the person. */
export interface By {
  readonly secondFactor: SecondFactor | null;
  /** The provider that vouches; the session acts for its organisation only. */
  readonly provider?: { readonly id: string; readonly organisationId: string };
  /** When the person showed it. Default: now. */
  readonly provenAt?: Date | null;
}

/** Where a sign-in comes from. */
export interface Origin {
  readonly actor: Actor;
  readonly userAgent: string | string[] | undefined;
  readonly signal: AbortSignal;
  note(note: AuditNote): void;
}

/** Somebody who is signed in now. */
export interface SignedIn {
  readonly me: MeView;
  /** For the cookie; never kept. */
  readonly secret: string;
}

/** What the first factor leads to: a session, or the second factor that is still owed. */
export interface Entered {
  readonly me: SignInView;
  readonly secret: string | null;
}

/**
 * Signs in with e-mail and password. Whatever is wrong, the answer and the time it takes are the same.
 * @throws identity.signInFailed
 */
export async function signIn(
  input: RouteInput<typeof signInRoute>,
  origin: Origin,
  context: Context,
): Promise<Entered> {
  const { database, clock, slowDown } = context;
  const { email, password } = input;
  const wait = await slowDown.begin(email, origin.actor.address);
  if (wait > 0) await clock.wait(wait, origin.signal);
  const person = await people.findPersonByEmail(database, email);
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  await noteWho(person ?? nobody, origin, context);
  if (!person || !fits) throw signInFailed();
  await slowDown.succeeded(email, origin.actor.address);
  if (person.passwordHash !== null && isWeaker(person.passwordHash))
    await people.updatePerson(database, person.id, { passwordHash: await hashPassword(password) });
  return database.transaction((transaction) => enter(transaction, person.id, origin, context));
}

/**
 * Signs in with a one-time link, which is spent by it. It stands in for the password and no more.
 * @throws identity.linkSpent
 */
export async function useLink(
  input: RouteInput<typeof useLinkRoute>,
  origin: Origin,
  context: Context,
): Promise<Entered> {
  const { database, clock } = context;
  const entered = await database.transaction(async (transaction) => {
    const personId = await links.spendLink(transaction, hashOf(input.token), clock.now());
    if (personId === null) return null;
    return { ...(await enter(transaction, personId, origin, context)), personId };
  });
  const person = entered ? await people.findPerson(database, entered.personId) : null;
  if (!entered || !person) throw linkSpent();
  await noteWho(person, origin, context);
  return entered;
}

/**
 * Signs in with the second factor, after the password or the link.
 * @throws identity.stepSpent, identity.codeWrong, identity.tooManyCodes
 */
export async function useSecondFactor(
  input: RouteInput<typeof useSecondFactorRoute>,
  origin: Origin,
  context: Context,
): Promise<SignedIn> {
  const { database, clock } = context;
  const step = await factors.tryStep(database, hashOf(input.token), {
    now: clock.now(),
    tries: triesOfStep,
  });
  const person = step ? await people.findPerson(database, step.personId) : null;
  if (!step || !person) throw stepSpent();
  await noteWho(person, origin, context);
  const factor = await spendCode(person.id, input.code, context);
  if (factor === null) throw codeWrong();
  return database.transaction(async (transaction) => {
    if (!(await factors.endStep(transaction, step.id))) throw stepSpent();
    return startSession(transaction, person.id, origin, { secondFactor: factor }, context);
  });
}

/** What a browser asks a passkey, whoever it belongs to. */
export async function passkeyOptions(
  site: Site,
  context: Context,
): Promise<{ options: Record<string, unknown> }> {
  return { options: await askForOne('signIn', null, site, context) };
}

/** Signs in with a passkey, which is two factors in one. @throws identity.passkeyRefused */
export async function usePasskey(
  input: RouteInput<typeof usePasskeyRoute>,
  site: Site,
  origin: Origin,
  context: Context,
): Promise<SignedIn> {
  const { personId, personName } = await readAnswer('signIn', null, input.response, site, context);
  await noteWho({ id: personId, name: personName }, origin, context);
  return context.database.transaction(async (transaction) => {
    await factors.removeSteps(transaction, personId);
    return startSession(transaction, personId, origin, { secondFactor: 'passkey' }, context);
  });
}

/** The first factor was right: a session, or a step towards it where the person has a second factor. */
async function enter(
  connection: Connection,
  personId: string,
  origin: Origin,
  context: Context,
): Promise<Entered> {
  const { authenticator, passkey } = await factors.kindsOf(connection, personId);
  if (!authenticator && !passkey) {
    const { me, secret } = await startSession(
      connection,
      personId,
      origin,
      { secondFactor: null },
      context,
    );
    return { me: { ...me, owed: null }, secret };
  }
  const token = newSecret();
  await factors.addStep(connection, {
    id: newId(),
    personId,
    hash: hashOf(token),
    expiresAt: later(context.clock, stepLife),
  });
  const visitor = {
    personId: null,
    organisationId: null,
    scopes: null,
    sessionId: null,
    boundTo: null,
  };
  const methods = [
    ...(passkey ? (['passkey'] as const) : []),
    ...(authenticator ? (['code'] as const) : []),
    'recovery' as const,
  ];
  const me = await meOf(connection, visitor, context);
  return { me: { ...me, owed: { token, methods } }, secret: null };
}

/** A new session in the place of the one the browser had. */
export async function startSession(
  connection: Connection,
  personId: string,
  { actor, userAgent }: Origin,
  { secondFactor, provider, provenAt }: By,
  context: Context,
): Promise<SignedIn> {
  if (actor.credential?.kind === 'session' && actor.personId !== null)
    await sessions.endSession(connection, actor.personId, actor.credential.id);
  const [membership] = await members.membershipsOf(connection, personId);
  const organisationId = provider?.organisationId ?? membership?.organisation.id ?? null;
  const secret = newSecret();
  const sessionId = newId();
  const now = context.clock.now();
  await sessions.addSession(connection, {
    id: sessionId,
    personId,
    hash: hashOf(secret),
    organisationId,
    device: deviceOf(userAgent),
    address: actor.address,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: later(context.clock, sessionLife),
    secondFactor,
    provenAt: provenAt === undefined ? now : provenAt,
    providerId: provider?.id ?? null,
  });
  await people.updatePerson(connection, personId, { lastSeenAt: now });
  const boundTo = provider?.organisationId ?? null;
  const hat = { personId, organisationId, scopes: null, sessionId, boundTo };
  return { secret, me: await meOf(connection, hat, context) };
}

/** Ends the session behind the request; an API token stays. */
export async function signOut(actor: Actor, { database }: Context): Promise<void> {
  if (actor.credential?.kind === 'session' && actor.personId !== null)
    await sessions.endSession(database, actor.personId, actor.credential.id);
}

/** A one-time link, as the path and fragment of an address: a fragment reaches no log of any server. */
export async function makeLink(
  connection: Connection,
  personId: string,
  context: Context,
  life = 15 * minute,
): Promise<string> {
  const secret = newSecret();
  await links.addLink(connection, {
    id: newId(),
    personId,
    hash: hashOf(secret),
    expiresAt: later(context.clock, life),
  });
  return `/sign-in#token=${secret}`;
}

/** Puts the sign-in into the log of the person's organisation, because a visitor has none. */
async function noteWho(
  person: { readonly id: string; readonly name: string },
  origin: Origin,
  { database }: Context,
): Promise<void> {
  const [membership] = await members.membershipsOf(database, person.id);
  if (person === nobody) return;
  origin.note({
    objectKind: 'person',
    objectId: person.id,
    objectName: person.name,
    ...(membership ? { organisationId: membership.organisation.id } : {}),
  });
}

function signInFailed(): InsitesError {
  return errors.notSignedIn('identity.signInFailed', 'E-mail and password do not fit together.', {
    hint: 'Check both, or ask an administrator for a one-time link.',
  });
}

function linkSpent(): InsitesError {
  return errors.notSignedIn(
    'identity.linkSpent',
    'This sign-in link was used already, has expired or was never made.',
    { hint: 'Ask for a new one.' },
  );
}

function stepSpent(): InsitesError {
  return errors.notSignedIn(
    'identity.stepSpent',
    'The time or the tries for the second factor are over.',
    { hint: 'Start again with your password.' },
  );
}

function codeWrong(): InsitesError {
  return errors.notSignedIn('identity.codeWrong', 'This code is wrong, or was used before.', {
    hint: 'Wait for the next one, or use a recovery code.',
  });
}
