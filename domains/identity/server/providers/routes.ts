import type { RouteDefinition } from '@insites/kernel';
import { asSystem, type Binding, bind, type Call } from '@insites/platform';
import * as routes from '../../contract/provider-routes.ts';
import type { Context } from '../context.ts';
import { cookieName, cookieOf, originOf } from '../cookie.ts';
import { cookieSeconds } from '../sign-in/service.ts';
import * as service from './service.ts';
import * as trip from './trip.ts';

type Outside = Pick<Call<RouteDefinition>, 'headers' | 'reply'>;

/** Whoever goes to a provider, or comes back, may be nobody here yet. */
const coming = <T>(work: () => T): T => asSystem('who signs in is not known yet', work);

/** Joins sign-in providers to their services. */
export function providerBindings(context: Context): readonly Binding[] {
  const origin = ({ headers }: Pick<Outside, 'headers'>) => originOf(context.publicUrl, headers);
  /** Binds a trip to the browser that begins it. */
  const tripCookie = ({ headers }: Pick<Outside, 'headers'>) =>
    `${cookieName(context.publicUrl, headers)}-provider`;
  const go = (call: Outside, { address, secret }: trip.Begun) => {
    call.reply.cookie(tripCookie(call), secret, trip.tripSeconds);
    return { address };
  };
  return [
    bind(routes.listSignInProviders, ({ input }) =>
      coming(() => service.offered(input.organisation, context)),
    ),
    bind(routes.beginProvider, async (call) =>
      go(call, await coming(() => trip.begin(call.input, null, origin(call), context))),
    ),
    bind(routes.linkProvider, async (call) => {
      const { providerId } = call.input;
      call.note({ objectKind: 'provider', objectId: providerId });
      return go(
        call,
        await coming(() => trip.beginLink(call.actor, providerId, origin(call), context)),
      );
    }),
    bind(routes.finishProvider, async (call) => {
      const browser = cookieOf(call.headers, tripCookie(call));
      const from = {
        actor: call.actor,
        userAgent: call.headers['user-agent'],
        signal: call.signal,
        note: call.note,
      };
      const { me, secret } = await coming(() =>
        trip.finish(call.input, browser, origin(call), from, context),
      );
      call.reply.cookie(cookieName(context.publicUrl, call.headers), secret, cookieSeconds);
      call.reply.cookie(tripCookie(call), null);
      return me;
    }),
    bind(routes.listProviders, (call) => service.listProviders(call.actor, origin(call), context)),
    bind(routes.createProvider, async (call) => {
      const { name, issuer } = call.input;
      call.note({ objectKind: 'provider', objectName: name, details: { issuer } });
      const view = await service.createProvider(call.actor, call.input, origin(call), context);
      call.note({ objectId: view.id });
      return view;
    }),
    bind(routes.updateProvider, async (call) => {
      const { id, ...changes } = call.input;
      const changed = Object.keys(changes);
      call.note({ objectKind: 'provider', objectId: id, details: { changed } });
      const view = await service.updateProvider(call.actor, call.input, origin(call), context);
      call.note({ objectName: view.name });
      return view;
    }),
    bind(routes.removeProvider, async ({ actor, input, note }) => {
      note({ objectKind: 'provider', objectId: input.id });
      note({ objectName: await service.removeProvider(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listAccounts, ({ actor }) => service.listAccounts(actor, context)),
    bind(routes.unlinkAccount, async ({ actor, input, note }) => {
      note({ objectKind: 'account', objectId: input.id });
      await service.unlinkAccount(actor, input.id, context);
      return undefined;
    }),
  ];
}
