import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { MailState, Transaction } from '@insites/platform';
import type { InvitationView } from '../../contract/invitation.ts';
import type {
  invite as inviteRoute,
  listInvitations as listRoute,
} from '../../contract/invitation-routes.ts';
import { type Context, day, later } from '../context.ts';
import { lockMembers } from '../members/store.ts';
import { findOrganisations } from '../organisations/store.ts';
import { organisationOf } from '../people/member.ts';
import { mayInvite } from '../policy.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { teamUnknown } from '../teams/service.ts';
import { findTeam } from '../teams/store.ts';
import { unitUnknown } from '../units/service.ts';
import { findUnit } from '../units/store.ts';
import { letter } from './letter.ts';
import * as store from './store.ts';

const life = 7 * day;

/** Where links lead. `mailed` is null when no mail may carry one: who asks says the address themselves. */
export interface LinkPlace {
  readonly shown: string;
  readonly mailed: string | null;
}

/** An invitation that goes out: by mail, or as a link to hand over. */
export interface Sent {
  readonly invitation: InvitationView;
  readonly link: string | null;
}

/** The invitations of the actor's organisation, newest first. */
export async function listInvitations(
  actor: Actor,
  input: RouteInput<typeof listRoute>,
  { database, clock, mail }: Context,
): Promise<{ items: InvitationView[]; total: number }> {
  if (actor.organisationId === null) return { items: [], total: 0 };
  const now = clock.now();
  const { rows, total } = await store.list(database, actor.organisationId, { ...input, now });
  const mails = rows.flatMap(({ invitation }) => invitation.mailId ?? []);
  const states = (await mail?.statesOf(mails)) ?? new Map<string, MailState>();
  return { items: rows.map((row) => viewOf(actor, row, now, states)), total };
}

/**
 * Invites an address. Whether it has an account is neither looked up nor told.
 * @throws identity.invitationTooHigh, identity.alreadyAMember, identity.unitUnknown, identity.teamUnknown
 */
export async function invite(
  actor: Actor,
  { email, role, name, unitId, teamId }: RouteInput<typeof inviteRoute>,
  place: LinkPlace,
  context: Context,
): Promise<Sent> {
  const organisationId = organisationOf(actor);
  if (!mayInvite(actor, role)) throw tooHigh();
  const { database, clock } = context;
  const now = clock.now();
  const secret = newSecret();
  const id = newId();
  await database.transaction(async (transaction) => {
    await lockMembers(transaction, organisationId);
    if (unitId && !(await findUnit(transaction, organisationId, unitId))) throw unitUnknown();
    if (teamId && !(await findTeam(transaction, organisationId, teamId))) throw teamUnknown();
    if (await store.isMember(transaction, organisationId, email)) throw alreadyAMember(email);
    await store.revokeOpen(transaction, organisationId, email, now);
    await store.add(transaction, {
      id,
      organisationId,
      email,
      name: name ?? null,
      role,
      unitId: unitId ?? null,
      teamId: teamId ?? null,
      hash: hashOf(secret),
      invitedBy: actor.kind === 'person' ? actor.personId : null,
      createdAt: now,
      expiresAt: later(clock, life),
    });
  });
  return send(actor, id, secret, place, context);
}

/**
 * Sends an invitation again: a new link, seven more days; the old link is dead.
 * @throws identity.invitationUnknown, identity.invitationEnded, identity.invitationTooHigh
 */
export async function resend(
  actor: Actor,
  id: string,
  place: LinkPlace,
  context: Context,
): Promise<Sent> {
  const { database, clock } = context;
  const secret = newSecret();
  await database.transaction(async (transaction) => {
    await changeable(transaction, actor, id);
    await store.update(transaction, id, {
      hash: hashOf(secret),
      expiresAt: later(clock, life),
      mailId: null,
    });
  });
  return send(actor, id, secret, place, context);
}

/** Takes an invitation back. @throws identity.invitationUnknown, identity.invitationEnded, identity.invitationTooHigh */
export async function revoke(
  actor: Actor,
  id: string,
  { database, clock }: Context,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await changeable(transaction, actor, id);
    await store.update(transaction, id, { revokedAt: clock.now() });
  });
}

async function changeable(transaction: Transaction, actor: Actor, id: string): Promise<void> {
  const organisationId = organisationOf(actor);
  await lockMembers(transaction, organisationId);
  const found = await store.find(transaction, organisationId, id);
  if (!found) throw invitationUnknown();
  const { invitation } = found;
  if (!mayInvite(actor, invitation.role)) throw tooHigh();
  if (invitation.acceptedAt || invitation.revokedAt)
    throw errors.conflict(
      'identity.invitationEnded',
      invitation.acceptedAt
        ? 'This invitation was accepted already.'
        : 'This invitation was taken back already.',
      { hint: 'Invite the address again.' },
    );
}

/** By mail where there is a mail server and an address to write into mails, else as a link to hand over. */
async function send(
  actor: Actor,
  id: string,
  secret: string,
  place: LinkPlace,
  { database, clock, mail }: Context,
): Promise<Sent> {
  const organisationId = organisationOf(actor);
  const found = await store.find(database, organisationId, id);
  if (!found) throw invitationUnknown();
  const path = `/invitation#token=${secret}`;
  if (!mail?.configured || place.mailed === null) {
    const invitation = viewOf(actor, found, clock.now(), new Map());
    return { invitation, link: `${place.shown}${path}` };
  }
  const { email, role, expiresAt } = found.invitation;
  const organisation = (await findOrganisations(database, [organisationId])).get(organisationId);
  const mailId = await mail.send({
    to: email,
    personId: actor.kind === 'person' ? actor.personId : null,
    ...letter({
      organisation: organisation?.name ?? 'an organisation',
      by: actor.name,
      role,
      link: `${place.mailed}${path}`,
      until: expiresAt,
    }),
  });
  await store.update(database, id, { mailId });
  const row = { ...found, invitation: { ...found.invitation, mailId } };
  const states = new Map<string, MailState>([[mailId, 'waiting']]);
  return { invitation: viewOf(actor, row, clock.now(), states), link: null };
}

function viewOf(
  actor: Actor,
  { invitation: row, by }: store.Invited,
  now: Date,
  mails: ReadonlyMap<string, MailState>,
): InvitationView {
  const state = stateOf(row, now);
  const may = mayInvite(actor, row.role) && (state === 'open' || state === 'expired');
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    unitId: row.unitId,
    teamId: row.teamId,
    state,
    // The outbox forgets what it sent after a while.
    mail: row.mailId === null ? null : (mails.get(row.mailId) ?? 'sent'),
    invitedBy: by,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    can: { revoke: may, resend: may },
  };
}

function stateOf(row: store.InvitationRow, now: Date): InvitationView['state'] {
  if (row.acceptedAt) return 'accepted';
  if (row.revokedAt) return 'revoked';
  return row.expiresAt <= now ? 'expired' : 'open';
}

function alreadyAMember(email: string): InsitesError {
  return errors.conflict('identity.alreadyAMember', `${email} is a member already.`, {
    hint: 'Change the role instead.',
  });
}

function invitationUnknown(): InsitesError {
  return errors.notFound('identity.invitationUnknown', 'There is no such invitation here.');
}

function tooHigh(): InsitesError {
  return errors.notAllowed(
    'identity.invitationTooHigh',
    'Stewards invite viewers and contributors.',
    { hint: 'Ask an administrator for the rest.' },
  );
}
