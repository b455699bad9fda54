import { id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { invitationStates, invitationToMe, invitationView, sentInvitation } from './invitation.ts';
import { email, meView, password, role } from './person.ts';

const at = '/api/v1/identity/invitations';
const name = z.string().trim().min(1).max(120);
const token = z.string().min(20).max(200);

export const listInvitations = route({
  name: 'identity.listInvitations',
  method: 'GET',
  path: at,
  summary: 'Invitations of the organisation, newest first',
  permission: 'identity:invite',
  input: pageInput.extend({ state: z.enum(invitationStates).optional() }),
  output: json(pageOf(invitationView)),
  errors: [],
  cli: {
    words: ['invitations', 'list'],
    columns: ['id', 'email', 'role', 'state', 'mail', 'expiresAt'],
  },
});

export const invite = route({
  name: 'identity.invite',
  method: 'POST',
  path: at,
  summary: 'Invite somebody by mail',
  description:
    'The link holds for seven days, once, and only for that address. The answer is the same whether ' +
    'somebody has an account with the address or not. An open invitation of the address ends.',
  permission: 'identity:invite',
  fresh: true,
  input: z.object({
    email,
    role,
    name: name.optional(),
    unitId: id.optional().describe('Unit they will belong to'),
    teamId: id.optional().describe('Team they will belong to'),
  }),
  output: json(sentInvitation),
  errors: [
    'identity.proofNeeded',
    'identity.invitationTooHigh',
    'identity.alreadyAMember',
    'identity.unitUnknown',
    'identity.teamUnknown',
  ],
  status: 201,
  cli: { words: ['invitations', 'create'] },
});

export const resendInvitation = route({
  name: 'identity.resendInvitation',
  method: 'POST',
  path: `${at}/{id}/resend`,
  summary: 'Send an invitation again, with a new link and seven more days',
  permission: 'identity:invite',
  fresh: true,
  input: z.object({ id }),
  output: json(sentInvitation),
  errors: [
    'identity.proofNeeded',
    'identity.invitationUnknown',
    'identity.invitationEnded',
    'identity.invitationTooHigh',
  ],
  cli: { words: ['invitations', 'resend'] },
});

export const revokeInvitation = route({
  name: 'identity.revokeInvitation',
  method: 'DELETE',
  path: `${at}/{id}`,
  summary: 'Take an invitation back; its link stops working',
  permission: 'identity:invite',
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.invitationUnknown', 'identity.invitationEnded', 'identity.invitationTooHigh'],
  cli: { words: ['invitations', 'revoke'] },
});

export const readInvitation = route({
  name: 'identity.readInvitation',
  method: 'POST',
  path: `${at}/read`,
  summary: 'What an invitation says, for who has its link',
  permission: 'identity:accept',
  input: z.object({ token }),
  output: json(invitationToMe),
  errors: ['identity.invitationSpent'],
  audit: 'none',
  perMinute: 60,
  cli: { hidden: true },
});

export const acceptInvitation = route({
  name: 'identity.acceptInvitation',
  method: 'POST',
  path: `${at}/accept`,
  summary: 'Join: signed in with the invited address, or with a new account',
  permission: 'identity:accept',
  input: z.object({
    token,
    name: name.optional().describe('Of a new account'),
    password: password.optional().describe('Of a new account'),
  }),
  output: json(meView),
  errors: [
    'identity.invitationSpent',
    'identity.invitationOfAnother',
    'identity.signInFirst',
    'identity.passwordNeeded',
    'identity.passwordCommon',
    'identity.sessionNeeded',
    'licensing.seatsTaken',
  ],
  perMinute: 20,
  cli: { hidden: true },
});
