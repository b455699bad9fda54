import type { RouteDefinition } from '@insites/kernel';
import { asSystem, type Binding, bind, type Call } from '@insites/platform';
import * as factorRoutes from '../../contract/factor-routes.ts';
import * as routes from '../../contract/routes.ts';
import type { Context } from '../context.ts';
import { cookieName, originOf } from '../cookie.ts';
import * as signIn from './service.ts';

/** Until it is known who signs in, no organisation and no person is there to be kept to. */
const signing = <T>(work: () => T): T => asSystem('who signs in is not known yet', work);

type Outside = Pick<Call<RouteDefinition>, 'actor' | 'headers' | 'signal' | 'note' | 'reply'>;

/** Joins the ways to sign in to their service. */
export function signInBindings(context: Context): readonly Binding[] {
  const cookie = <V>(call: Outside, { me, secret }: { me: V; secret: string | null }): V => {
    const name = cookieName(context.publicUrl, call.headers);
    if (secret !== null) call.reply.cookie(name, secret, signIn.cookieSeconds);
    return me;
  };
  const from = (call: Outside): signIn.Origin => ({
    actor: call.actor,
    userAgent: call.headers['user-agent'],
    signal: call.signal,
    note: (note) => call.note(note),
  });
  const site = (call: Outside) => ({ origin: originOf(context.publicUrl, call.headers) });
  return [
    bind(routes.signIn, async (call) =>
      cookie(call, await signing(() => signIn.signIn(call.input, from(call), context))),
    ),
    bind(routes.useLink, async (call) =>
      cookie(call, await signing(() => signIn.useLink(call.input, from(call), context))),
    ),
    bind(factorRoutes.useSecondFactor, async (call) =>
      cookie(call, await signing(() => signIn.useSecondFactor(call.input, from(call), context))),
    ),
    bind(factorRoutes.passkeyOptions, (call) =>
      signing(() => signIn.passkeyOptions(site(call), context)),
    ),
    bind(factorRoutes.usePasskey, async (call) =>
      cookie(
        call,
        await signing(() => signIn.usePasskey(call.input, site(call), from(call), context)),
      ),
    ),
  ];
}
