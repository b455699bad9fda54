import { type Binding, bind } from '@insites/platform';
import * as routes from '../../contract/factor-routes.ts';
import type { Context } from '../context.ts';
import { cookieName, originOf } from '../cookie.ts';
import * as passkeys from '../passkeys/service.ts';
import * as proof from '../proof/service.ts';
import { cookieSeconds } from '../sign-in/service.ts';
import * as factors from './service.ts';

type Headers = Parameters<typeof originOf>[1];

/** Joins what a person signs in with, and proves to be the one with, to its services. */
export function factorBindings(context: Context): readonly Binding[] {
  const site = ({ headers }: { readonly headers: Headers }) => ({
    origin: originOf(context.publicUrl, headers),
  });
  return [
    bind(routes.listFactors, ({ actor }) => factors.listFactors(actor, context)),
    bind(routes.startAuthenticator, (call) =>
      factors.startAuthenticator(call.actor, new URL(site(call).origin).hostname, context),
    ),
    bind(routes.confirmAuthenticator, ({ actor, input }) =>
      factors.confirmAuthenticator(actor, input.code, context),
    ),
    bind(routes.removeAuthenticator, async ({ actor }) => {
      await factors.removeAuthenticator(actor, context);
      return undefined;
    }),
    bind(routes.makeRecoveryCodes, ({ actor }) => factors.makeRecoveryCodes(actor, context)),
    bind(routes.newPasskeyOptions, (call) =>
      passkeys.newPasskeyOptions(call.actor, site(call), context),
    ),
    bind(routes.addPasskey, async (call) => {
      const added = await passkeys.addPasskey(call.actor, call.input, site(call), context);
      call.note(passkeyNote(added.passkey));
      return added;
    }),
    bind(routes.renamePasskey, async ({ actor, input, note }) => {
      note({ objectKind: 'passkey', objectId: input.id });
      const renamed = await passkeys.renamePasskey(actor, input, context);
      note(passkeyNote(renamed));
      return renamed;
    }),
    bind(routes.removePasskey, async ({ actor, input, note }) => {
      note({ objectKind: 'passkey', objectId: input.id });
      note({ objectName: await passkeys.removePasskey(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.proofOptions, (call) => proof.proofOptions(call.actor, site(call), context)),
    bind(routes.prove, async (call) => {
      const { until, secret } = await proof.prove(call.actor, call.input, site(call), context);
      call.reply.cookie(cookieName(context.publicUrl, call.headers), secret, cookieSeconds);
      return { until };
    }),
  ];
}

function passkeyNote({ id, name }: { readonly id: string; readonly name: string }) {
  return { objectKind: 'passkey', objectId: id, objectName: name };
}
