import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { AuditNote, Connection } from '@insites/platform';
import type { MeView } from '../../contract/person.ts';
import type { signIn as signInRoute, useLink as useLinkRoute } from '../../contract/routes.ts';
import { type Context, day, later, minute } from '../context.ts';
import * as credentials from '../credentials/store.ts';
import { deviceOf } from '../device.ts';
import { meOf } from '../me/service.ts';
import { hashPassword, isWeaker, passwordFits } from '../passwords.ts';
import { hashOf, newSecret } from '../secrets.ts';
import * as store from '../store.ts';

const sessionLife = day;

/** Seconds the session cookie lives. */
export const cookieSeconds = sessionLife / 1000;

/** Where a sign-in comes from. */
export interface Origin {
  readonly actor: Actor;
  readonly userAgent: string | string[] | undefined;
  readonly signal: AbortSignal;
  note(note: AuditNote): void;
}

export interface SignedIn {
  readonly me: MeView;
  /** For the cookie; never kept. */
  readonly secret: string;
}

/**
 * Signs in with e-mail and password. Whatever is wrong, the answer and the time it takes are the same.
 * @throws identity.signInFailed
 */
export async function signIn(
  input: RouteInput<typeof signInRoute>,
  origin: Origin,
  context: Context,
): Promise<SignedIn> {
  const { database, clock, slowDown } = context;
  const { email, password } = input;
  const wait = slowDown.begin(email, origin.actor.address);
  if (wait > 0) await clock.wait(wait, origin.signal);
  const person = await store.findPersonByEmail(database, email);
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  if (person) await noteWho(person, origin, context);
  if (!person || !fits) throw signInFailed();
  slowDown.succeeded(email, origin.actor.address);
  if (person.passwordHash !== null && isWeaker(person.passwordHash))
    await store.updatePerson(database, person.id, { passwordHash: await hashPassword(password) });
  return database.transaction((transaction) =>
    startSession(transaction, person.id, origin, context),
  );
}

/**
 * Signs in with a one-time link, which is spent by it.
 * @throws identity.linkSpent
 */
export async function useLink(
  input: RouteInput<typeof useLinkRoute>,
  origin: Origin,
  context: Context,
): Promise<SignedIn> {
  const { database, clock } = context;
  const signedIn = await database.transaction(async (transaction) => {
    const personId = await credentials.spendLink(transaction, hashOf(input.token), clock.now());
    if (personId === null) return null;
    return startSession(transaction, personId, origin, context);
  });
  if (!signedIn?.me.person) throw linkSpent();
  await noteWho(signedIn.me.person, origin, context);
  return signedIn;
}

/** A new session in the place of the one the browser had. */
async function startSession(
  connection: Connection,
  personId: string,
  { actor, userAgent }: Origin,
  context: Context,
): Promise<SignedIn> {
  if (actor.credential?.kind === 'session' && actor.personId !== null)
    await credentials.endSession(connection, actor.personId, actor.credential.id);
  const [membership] = await store.membershipsOf(connection, personId);
  const organisationId = membership?.organisation.id ?? null;
  const secret = newSecret();
  const now = context.clock.now();
  await credentials.addSession(connection, {
    id: newId(),
    personId,
    hash: hashOf(secret),
    organisationId,
    device: deviceOf(userAgent),
    address: actor.address,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: later(context.clock, sessionLife),
  });
  await store.updatePerson(connection, personId, { lastSeenAt: now });
  return {
    secret,
    me: await meOf(connection, { personId, organisationId, scopes: null }, context),
  };
}

/** Ends the session behind the request; an API token stays. */
export async function signOut(actor: Actor, { database }: Context): Promise<void> {
  if (actor.credential?.kind === 'session' && actor.personId !== null)
    await credentials.endSession(database, actor.personId, actor.credential.id);
}

/** A one-time link, as the path and fragment of an address: a fragment reaches no log of any server. */
export async function makeLink(
  connection: Connection,
  personId: string,
  context: Context,
  life = 15 * minute,
): Promise<string> {
  const secret = newSecret();
  await credentials.addLink(connection, {
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
  const [membership] = await store.membershipsOf(database, person.id);
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
