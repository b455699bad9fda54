import { id, roles } from '@insites/kernel';
import { z } from 'zod';

export const invitationStates = ['open', 'accepted', 'revoked', 'expired'] as const;
const role = z.enum(roles);

/** Somebody who is asked to join. */
export const invitationView = z.object({
  id,
  email: z.string(),
  name: z.string().nullable(),
  role,
  unitId: id.nullable(),
  teamId: id.nullable(),
  state: z.enum(invitationStates),
  mail: z
    .enum(['waiting', 'sent', 'failed'])
    .nullable()
    .describe('What became of the mail; null: the link was handed over instead'),
  invitedBy: z.string().nullable().describe('Name of who invites'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  can: z.object({ revoke: z.boolean(), resend: z.boolean() }),
});
export type InvitationView = z.infer<typeof invitationView>;

/** An invitation that was made or sent again. */
export const sentInvitation = z.object({
  invitation: invitationView,
  link: z
    .string()
    .nullable()
    .describe('To hand over where no mail is sent; shown this once. Null: a mail is on its way'),
});

/** An invitation as the invited person sees it. */
export const invitationToMe = z.object({
  organisationName: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  invitedBy: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  passkeyInstead: z
    .boolean()
    .describe('The organisation asks for a passkey: a new account needs no password'),
});
export type InvitationToMe = z.infer<typeof invitationToMe>;
