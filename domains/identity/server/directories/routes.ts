import type { RouteDefinition } from '@insites/kernel';
import { type Binding, bind, type Call } from '@insites/platform';
import * as routes from '../../contract/directory-routes.ts';
import type { Context } from '../context.ts';
import { originOf } from '../cookie.ts';
import * as directories from './service.ts';

type Outside = Pick<Call<RouteDefinition>, 'headers'>;

/** Joins the routes of an organisation's directories to the service. */
export function directoryBindings(context: Context): readonly Binding[] {
  const baseUrl = ({ headers }: Outside) => `${originOf(context.publicUrl, headers)}/scim/v2`;
  const about = (objectId: string) => ({ objectKind: 'directory', objectId });
  return [
    bind(routes.listDirectories, async (call) => ({
      baseUrl: baseUrl(call),
      items: await directories.listDirectories(call.actor, context),
    })),
    bind(routes.createDirectory, async (call) => {
      const made = await directories.createDirectory(call.actor, call.input, context);
      const { id, name, defaultRole } = made.directory;
      call.note({ ...about(id), objectName: name, details: { defaultRole } });
      return { ...made, baseUrl: baseUrl(call) };
    }),
    bind(routes.updateDirectory, async ({ actor, input, note }) => {
      const { id, name: _, ...details } = input;
      note({ ...about(id), details });
      const view = await directories.updateDirectory(actor, input, context);
      note({ objectName: view.name });
      return view;
    }),
    bind(routes.renewDirectoryToken, async (call) => {
      call.note(about(call.input.id));
      const made = await directories.renewToken(call.actor, call.input.id, context);
      call.note({ objectName: made.directory.name });
      return { ...made, baseUrl: baseUrl(call) };
    }),
    bind(routes.removeDirectory, async ({ actor, input, note }) => {
      note(about(input.id));
      note({ objectName: await directories.removeDirectory(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listDirectoryGroups, ({ actor, input }) =>
      directories.listGroups(actor, input, context),
    ),
    bind(routes.setGroupRole, async ({ actor, input, note }) => {
      note({ objectKind: 'directoryGroup', objectId: input.groupId });
      const { group, note: more } = await directories.setGroupRole(actor, input, context);
      note(more);
      return group;
    }),
    bind(routes.listOffers, ({ actor }) => directories.listOffers(actor, context)),
    bind(routes.answerOffer, async ({ actor, input, note }) => {
      note({ objectKind: 'directoryUser', objectId: input.id });
      note(await directories.answerOffer(actor, input, context));
      return undefined;
    }),
  ];
}
