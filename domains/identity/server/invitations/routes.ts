import type { RouteDefinition } from '@insites/kernel';
import { asSystem, type Binding, bind, type Call } from '@insites/platform';
import * as routes from '../../contract/invitation-routes.ts';
import type { Context } from '../context.ts';
import { cookieName, mailedOrigin, originOf } from '../cookie.ts';
import { cookieSeconds } from '../sign-in/service.ts';
import { acceptInvitation, readInvitation } from './accept.ts';
import * as invitations from './service.ts';

/** Why the fence is passed. */
const outside = 'who is invited belongs to no organisation yet';

/** Joins the routes of invitations to their services. */
export function invitationBindings(context: Context): readonly Binding[] {
  const place = ({ headers }: Pick<Call<RouteDefinition>, 'headers'>): invitations.LinkPlace => ({
    shown: originOf(context.publicUrl, headers),
    mailed: mailedOrigin(context.publicUrl, headers),
  });
  const about = (id: string) => ({ objectKind: 'invitation', objectId: id });
  return [
    bind(routes.listInvitations, ({ actor, input }) =>
      invitations.listInvitations(actor, input, context),
    ),
    bind(routes.invite, async (call) => {
      const { role, unitId, teamId } = call.input;
      call.note({ objectKind: 'invitation', details: { role, unit: unitId, team: teamId } });
      const sent = await invitations.invite(call.actor, call.input, place(call), context);
      call.note(about(sent.invitation.id));
      return sent;
    }),
    bind(routes.resendInvitation, async (call) => {
      call.note(about(call.input.id));
      return invitations.resend(call.actor, call.input.id, place(call), context);
    }),
    bind(routes.revokeInvitation, async ({ actor, input, note }) => {
      note(about(input.id));
      await invitations.revoke(actor, input.id, context);
      return undefined;
    }),
    bind(routes.readInvitation, ({ input }) =>
      asSystem(outside, () => readInvitation(input.token, context)),
    ),
    bind(routes.acceptInvitation, async (call) => {
      const { actor, headers, input, reply, signal } = call;
      const { me, secret } = await asSystem(outside, () =>
        acceptInvitation(
          input,
          { actor, signal, userAgent: headers['user-agent'], note: (note) => call.note(note) },
          context,
        ),
      );
      if (secret !== null)
        reply.cookie(cookieName(context.publicUrl, headers), secret, cookieSeconds);
      return me;
    }),
  ];
}
