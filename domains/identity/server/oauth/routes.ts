import type { RouteDefinition } from '@insites/kernel';
import { type Binding, bind, type Call } from '@insites/platform';
import * as routes from '../../contract/program-routes.ts';
import type { Context } from '../context.ts';
import { cookieOf, originOf } from '../cookie.ts';
import { requestCookie } from './oauth.ts';
import * as service from './service.ts';

/** Joins programs that act for people to their services. */
export function programBindings(context: Context): readonly Binding[] {
  const site = ({ headers }: Pick<Call<RouteDefinition>, 'headers'>): service.Site => ({
    origin: originOf(context.publicUrl, headers),
    ownRequest: cookieOf(headers, requestCookie),
  });
  return [
    bind(routes.readRequest, (call) =>
      service.readRequest(call.actor, call.input, site(call), context),
    ),
    bind(routes.answerRequest, async (call) => {
      const { allow, datasets } = call.input;
      call.note({ objectKind: 'program', details: { allow } });
      const done = await service.answerRequest(call.actor, call.input, site(call), context);
      const { program, scopes } = done;
      call.note({ objectName: program, details: { scopes, datasets: datasets?.length ?? null } });
      return done;
    }),
    bind(routes.listConnections, ({ actor }) => service.listConnections(actor, context)),
    bind(routes.removeConnection, async ({ actor, input, note }) => {
      note({ objectKind: 'connection', objectId: input.id });
      note({ objectName: await service.removeConnection(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listPrograms, ({ actor }) => service.listPrograms(actor, context)),
    bind(routes.registerProgram, async ({ actor, input, note }) => {
      const { redirects, confidential } = input;
      note({ objectKind: 'program', objectName: input.name, details: { redirects, confidential } });
      const made = await service.registerProgram(actor, input, context);
      note({ objectId: made.program.id });
      return made;
    }),
    bind(routes.removeProgram, async ({ actor, input, note }) => {
      note({ objectKind: 'program', objectId: input.id });
      note({ objectName: await service.removeProgram(actor, input.id, context) });
      return undefined;
    }),
  ];
}
