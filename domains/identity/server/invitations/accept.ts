import { errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { InvitationToMe } from '../../contract/invitation.ts';
import type { acceptInvitation as acceptRoute } from '../../contract/invitation-routes.ts';
import type { MeView } from '../../contract/person.ts';
import { isCommon } from '../common-passwords.ts';
import type { Context } from '../context.ts';
import { passwordCommon } from '../me/password.ts';
import { meOf } from '../me/service.ts';
import * as members from '../members/store.ts';
import { hashPassword } from '../passwords.ts';
import * as people from '../people/store.ts';
import { boundToProvider, inBrowser, lacking, mayBeInvited } from '../policy.ts';
import { hashOf } from '../secrets.ts';
import * as sessions from '../sessions/store.ts';
import { type Origin, type SignedIn, startSession } from '../sign-in/service.ts';
import * as links from '../sign-in/store.ts';
import { findTeam, putFellow as putInTeam } from '../teams/store.ts';
import { findUnit, putFellow as putInUnit } from '../units/store.ts';
import * as invitations from './store.ts';

type Open = NonNullable<Awaited<ReturnType<typeof invitations.findOpen>>>;

/** Somebody who joined; `secret` for the cookie when they are signed in by it. */
export interface Joined extends Omit<SignedIn, 'secret'> {
  readonly secret: string | null;
}

/** What an invitation says. @throws identity.invitationSpent */
export async function readInvitation(token: string, context: Context): Promise<InvitationToMe> {
  const open = await openOf(token, context);
  const { invitation, organisation, by } = open;
  return {
    organisationName: organisation.name,
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    invitedBy: by,
    expiresAt: invitation.expiresAt.toISOString(),
    passkeyInstead: passkeyInstead(open),
  };
}

/**
 * Joins by an invitation: as the person who is signed in, when the address is theirs, or with a new
 * account of that address, which is signed in by it.
 * @throws identity.invitationSpent, identity.invitationOfAnother, identity.signInFirst,
 * identity.passwordNeeded, identity.passwordCommon, and what a slot of onBeforeMember throws
 */
export async function acceptInvitation(
  input: RouteInput<typeof acceptRoute>,
  origin: Origin,
  context: Context,
): Promise<Joined> {
  const open = await openOf(input.token, context);
  const { id, organisationId, role } = open.invitation;
  origin.note({
    organisationId,
    objectKind: 'invitation',
    objectId: id,
    details: { role },
  });
  if (origin.actor.kind === 'anonymous') return joinAsNew(open, input, origin, context);
  return { me: await joinAsMyself(open, input.token, origin, context), secret: null };
}

async function joinAsMyself(
  open: Open,
  token: string,
  { actor, note }: Origin,
  context: Context,
): Promise<MeView> {
  const { personId, sessionId } = inBrowser(actor);
  const { organisationId, email } = open.invitation;
  const boundTo = actor.credential?.boundTo ?? null;
  if (boundTo !== null && boundTo !== organisationId) throw boundToProvider();
  await context.database.transaction(async (transaction) => {
    await members.lockMembers(transaction, organisationId);
    const person = await people.findPerson(transaction, personId);
    if (person?.email !== email) throw ofAnother(email);
    await become(transaction, open, token, personId, context);
    await sessions.wearHat(transaction, sessionId, organisationId);
  });
  note({ details: { person: personId } });
  return meOf(
    context.database,
    { personId, organisationId, scopes: null, sessionId, boundTo },
    context,
  );
}

async function joinAsNew(
  open: Open,
  input: RouteInput<typeof acceptRoute>,
  origin: Origin,
  context: Context,
): Promise<SignedIn> {
  const { invitation } = open;
  const known = await people.findPersonByEmail(context.database, invitation.email);
  if (known && !(await isUnused(known, context))) throw signInFirst(invitation.email);
  const name = input.name ?? invitation.name;
  if (!name || (input.password === undefined && !passkeyInstead(open))) throw passwordNeeded(!name);
  const passwordHash = await newPassword(input.password, name, open);
  const signedIn = await context.database.transaction(async (transaction) => {
    await members.lockMembers(transaction, invitation.organisationId);
    const personId = known?.id ?? newId();
    if (known) await people.updatePerson(transaction, personId, { name, passwordHash });
    else {
      const createdAt = context.clock.now();
      const { email } = invitation;
      const person = { id: personId, name, email, passwordHash, createdAt };
      if (!(await people.addPerson(transaction, person))) throw signInFirst(email);
    }
    await links.removeLinks(transaction, personId);
    await become(transaction, open, input.token, personId, context);
    return startSession(transaction, personId, origin, { secondFactor: null }, context);
  });
  origin.note({ details: { person: signedIn.me.person?.id } });
  return signedIn;
}

/** Spends the invitation and makes a member of a person, in the unit and team it names. */
async function become(
  transaction: Transaction,
  { invitation }: Open,
  token: string,
  personId: string,
  context: Context,
): Promise<void> {
  const { organisationId, role, unitId, teamId } = invitation;
  const joinedAt = context.clock.now();
  if (!(await invitations.spend(transaction, hashOf(token), joinedAt, personId))) throw spent();
  // Somebody added them meanwhile, with the role they have now.
  if (await members.findMember(transaction, organisationId, personId)) return;
  for (const allow of context.beforeMember) await allow(organisationId, transaction);
  const person = await people.findPerson(transaction, personId);
  if (!person) throw spent();
  await members.addMember(transaction, { organisationId, person, role, joinedAt });
  if (unitId && (await findUnit(transaction, organisationId, unitId)))
    await putInUnit(transaction, { organisationId, unitId, personId, role: 'member', joinedAt });
  if (teamId && (await findTeam(transaction, organisationId, teamId)))
    await putInTeam(transaction, { organisationId, teamId, personId, joinedAt });
}

async function openOf(token: string, { database, clock }: Context): Promise<Open> {
  const open = await invitations.findOpen(database, hashOf(token), clock.now());
  if (!open) throw spent();
  return open;
}

/** Somebody was added here once and never came: nobody's account yet. */
async function isUnused(person: people.PersonRow, { database }: Context): Promise<boolean> {
  const memberships = await members.membershipsOf(database, person.id);
  return mayBeInvited(person, memberships.length);
}

/** What somebody brings who only has a password. */
const alone = { secondFactor: null, bound: false };

/** A sign-in without a passkey could do nothing there, so the first thing is to add one. */
function passkeyInstead({ organisation, invitation }: Open): boolean {
  return lacking(organisation.signInRule, invitation.role, alone) === 'passkey';
}

async function newPassword(
  password: string | undefined,
  name: string,
  { organisation, invitation }: Open,
): Promise<string | null> {
  if (password === undefined) return null;
  if (isCommon(password, [name, invitation.email, organisation.name, organisation.slug]))
    throw passwordCommon();
  return hashPassword(password);
}

function spent(): InsitesError {
  return errors.notFound(
    'identity.invitationSpent',
    'This invitation was used, taken back, has expired or was never made.',
    { hint: 'Ask who invited you for a new one.' },
  );
}

function ofAnother(email: string): InsitesError {
  return errors.notAllowed('identity.invitationOfAnother', `This invitation is for ${email}.`, {
    hint: 'Sign out, and open the link again.',
  });
}

function signInFirst(email: string): InsitesError {
  return errors.conflict('identity.signInFirst', `There is an account with ${email} already.`, {
    hint: 'Sign in with it, and accept then.',
  });
}

function passwordNeeded(noName: boolean): InsitesError {
  return errors.invalid('identity.passwordNeeded', 'A new account needs a name and a password.', {
    fields: [{ path: noName ? 'name' : 'password', message: 'Is missing' }],
  });
}
