import { type Actor, errors, type InsitesError, type Role, type RouteInput } from '@insites/kernel';
import { asSystem, type Connection } from '@insites/platform';
import type { MeView } from '../../contract/person.ts';
import type { updateMe as updateMeRoute, wearHat as wearHatRoute } from '../../contract/routes.ts';
import { isCommon } from '../common-passwords.ts';
import type { Context } from '../context.ts';
import { kindsOf } from '../factors/store.ts';
import * as members from '../members/store.ts';
import * as organisations from '../organisations/store.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { placesOf } from '../people/places.ts';
import * as people from '../people/store.ts';
import {
  boundToProvider,
  includes,
  isProven,
  lacking,
  mayWear,
  proofNeeded,
  scopeTooNarrow,
  signInNeeded,
} from '../policy.ts';
import { mayChangeSignIn } from '../providers/bound.ts';
import * as sessions from '../sessions/store.ts';
import { endOf, longest } from '../sign-in/lifetime.ts';
import * as links from '../sign-in/store.ts';
import { passwordCommon } from './password.ts';

type Hat = Pick<Actor, 'personId' | 'organisationId' | 'scopes'> & {
  /** The session behind it, when there is one. */
  readonly sessionId: string | null;
  /** The organisation whose provider began the session. */
  readonly boundTo: string | null;
};

const hatOf = (actor: Actor): Hat => ({
  ...actor,
  sessionId: actor.credential?.kind === 'session' ? actor.credential.id : null,
  boundTo: actor.credential?.boundTo ?? null,
});

/** Who the actor is, the hats they may wear and what the worn one allows. */
export async function me(actor: Actor, context: Context): Promise<MeView> {
  if (actor.kind === 'service') return serviceAccount(actor, context);
  return meOf(context.database, hatOf(actor), context);
}

/** A service account wears one hat for ever and has no settings of its own. */
async function serviceAccount(
  actor: Actor,
  { allPermissions, database }: Context,
): Promise<MeView> {
  const { organisationId, personId, name, role } = actor;
  const organisation = organisationId
    ? ((await organisations.findOrganisations(database, [organisationId])).get(organisationId) ??
      null)
    : null;
  return {
    signedIn: true,
    person: personId
      ? { id: personId, name, email: '', operator: false, hasPassword: false }
      : null,
    organisation,
    role,
    units: [],
    teams: [],
    memberships:
      organisation && role
        ? [{ organisationId: organisation.id, organisationName: organisation.name, role }]
        : [],
    permissions: Object.entries(allPermissions)
      .filter(([permission, level]) => includes(actor, permission, level))
      .map(([permission]) => permission),
    session: null,
  };
}

/** The same for somebody who has just signed in. */
export async function meOf(
  connection: Connection,
  hat: Hat,
  { allPermissions }: Context,
): Promise<MeView> {
  const person = hat.personId ? await people.findPerson(connection, hat.personId) : null;
  const all = person ? await members.membershipsOf(connection, person.id) : [];
  const memberships = all.filter(
    ({ organisation }) => hat.boundTo === null || organisation.id === hat.boundTo,
  );
  const operator = hat.boundTo === null && (person?.operator ?? false);
  const worn = memberships.find(({ organisation }) => organisation.id === hat.organisationId);
  const places =
    worn && person
      ? (await placesOf(connection, worn.organisation.id, [person.id]))(person.id)
      : { units: [], teams: [] };
  const session = hat.sessionId ? await sessionOf(connection, hat.sessionId, worn?.role) : null;
  const actor: Actor = {
    kind: person ? 'person' : 'anonymous',
    personId: person?.id ?? null,
    name: person?.name ?? '',
    organisationId: worn?.organisation.id ?? null,
    role: worn?.role ?? null,
    operator,
    credential: null,
    scopes: hat.scopes,
    address: '',
    requestId: '',
  };
  return {
    signedIn: person !== null,
    person: person && {
      id: person.id,
      name: person.name,
      email: person.email,
      operator,
      hasPassword: person.passwordHash !== null,
    },
    organisation: worn?.organisation ?? null,
    role: actor.role,
    ...places,
    memberships: memberships.map(({ organisation, role }) => ({
      organisationId: organisation.id,
      organisationName: organisation.name,
      role,
    })),
    permissions: Object.entries(allPermissions)
      .filter(([permission, level]) => includes(actor, permission, level))
      .map(([permission]) => permission),
    session,
  };
}

async function sessionOf(
  connection: Connection,
  id: string,
  role: Role | undefined,
): Promise<MeView['session']> {
  const found = await sessions.findOwnSession(connection, id);
  if (!found) return null;
  const { session, rules, provider } = found;
  const rule = rules?.signInRule ?? 'password';
  return {
    secondFactor: session.secondFactor,
    lacks: role
      ? lacking(rule, role, {
          secondFactor: session.secondFactor,
          bound: provider !== null,
        })
      : null,
    provider: provider && { id: provider.id, name: provider.name },
    idleMinutes: (rules ?? longest).idleMinutes,
    endsAt: endOf(session, rules).toISOString(),
  };
}

/**
 * Changes name, e-mail or password.
 * @throws identity.passwordWrong, identity.passwordCommon, identity.emailTaken
 */
export async function updateMe(
  actor: Actor,
  input: RouteInput<typeof updateMeRoute>,
  context: Context,
): Promise<MeView> {
  const { database } = context;
  const person = actor.personId ? await people.findPerson(database, actor.personId) : null;
  if (!person) throw signInNeeded();
  const { name, email, password } = input;
  if (password !== undefined || email !== undefined)
    await confirm(actor, person, input.oldPassword, context);
  if (email !== undefined) await refuseEmail(person, email, context);
  if (password !== undefined) await refuseCommon(person, password, context);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  await database.transaction(async (transaction) => {
    await asSystem('the name stands beside every membership', () =>
      people.updatePerson(transaction, person.id, {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
      }),
    );
    if (passwordHash === undefined) return;
    const kept = actor.credential?.kind === 'session' ? actor.credential.id : null;
    await sessions.endOtherSessions(transaction, person.id, kept);
    await links.removeLinks(transaction, person.id);
  });
  return me(actor, context);
}

/** How one signs in changes only by whoever knows the old password, and never by a limited token. */
async function confirm(
  actor: Actor,
  person: people.PersonRow,
  oldPassword: string | undefined,
  { clock, database, slowDown }: Context,
): Promise<void> {
  if (actor.scopes !== null) throw scopeTooNarrow('changing how you sign in');
  await mayChangeSignIn(actor, { database });
  if (person.passwordHash === null) {
    const { authenticator, passkey } = await kindsOf(database, person.id);
    const proven = isProven(actor.credential ?? {}, clock.now());
    if ((authenticator || passkey) && !proven) throw proofNeeded();
    return;
  }
  const wait = await slowDown.begin(person.email, actor.address);
  if (wait > 0) await clock.wait(wait);
  if (!(await passwordFits(person.passwordHash, oldPassword ?? ''))) throw passwordWrong();
  await slowDown.succeeded(person.email, actor.address);
}

/** Nobody proves an e-mail address yet; taking a colleague's before they come would be taking their place. */
async function refuseEmail(
  person: people.PersonRow,
  email: string,
  { database }: Context,
): Promise<void> {
  if (!person.operator)
    throw errors.notAllowed(
      'identity.roleTooLow',
      'Only operators of the platform change their e-mail address themselves.',
      { hint: 'Ask an administrator to add you with the new address.' },
    );
  const holder = await asSystem('an address is taken, whoever has it', () =>
    people.findPersonByEmail(database, email),
  );
  if (holder && holder.id !== person.id)
    throw errors.conflict('identity.emailTaken', 'Another person has this e-mail address.', {
      fields: [{ path: 'email', message: 'Taken' }],
    });
}

async function refuseCommon(
  person: people.PersonRow,
  password: string,
  { database }: Context,
): Promise<void> {
  const memberships = await members.membershipsOf(database, person.id);
  const names = memberships.flatMap(({ organisation }) => [organisation.name, organisation.slug]);
  if (isCommon(password, [person.name, person.email, ...names])) throw passwordCommon();
}

/**
 * Puts on the hat of another organisation.
 * @throws identity.notAMember, identity.tokenHatFixed
 */
export async function wearHat(
  actor: Actor,
  { organisationId }: RouteInput<typeof wearHatRoute>,
  context: Context,
): Promise<MeView> {
  const { database } = context;
  if (actor.credential?.kind !== 'session' || actor.personId === null)
    throw errors.conflict(
      'identity.tokenHatFixed',
      'An API token acts for the organisation it was made for.',
      { hint: 'Make a token for the other organisation.' },
    );
  const { boundTo } = actor.credential;
  const memberships = await members.membershipsOf(database, actor.personId);
  const membership = memberships.find(({ organisation }) => organisation.id === organisationId);
  if (!membership) throw notAMember();
  const began = await sessions.beganAt(database, actor.credential.id);
  if (!mayWear(membership, began)) throw signedOut();
  if (boundTo && boundTo !== organisationId) throw boundToProvider();
  await sessions.wearHat(database, actor.credential.id, organisationId);
  return meOf(database, { ...hatOf(actor), organisationId }, context);
}

function signedOut(): InsitesError {
  return errors.notAllowed(
    'identity.signedOut',
    'An administrator has ended your sessions in that organisation.',
    { hint: 'Sign out, and sign in again.' },
  );
}

export function notAMember(): InsitesError {
  return errors.notAllowed('identity.notAMember', 'You are not a member of that organisation.', {
    hint: 'Ask one of its administrators to add you.',
  });
}

function passwordWrong(): InsitesError {
  return errors.invalid('identity.passwordWrong', 'The present password is not the one given.', {
    fields: [{ path: 'oldPassword', message: 'Not your present password' }],
  });
}
