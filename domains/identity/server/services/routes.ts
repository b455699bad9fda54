import { type Binding, bind } from '@insites/platform';
import * as routes from '../../contract/service-routes.ts';
import type { Context } from '../context.ts';
import * as services from './service.ts';

/** Joins the routes of service accounts to their service. */
export function serviceBindings(context: Context): readonly Binding[] {
  const about = (id: string) => ({ objectKind: 'serviceAccount', objectId: id });
  return [
    bind(routes.listServiceAccounts, ({ actor, input }) =>
      services.listServiceAccounts(actor, input, context),
    ),
    bind(routes.createServiceAccount, async ({ actor, input, note }) => {
      const account = await services.createServiceAccount(actor, input, context);
      const { id, name, role, owner } = account;
      note({ ...about(id), objectName: name, details: { role, owner: owner.id } });
      return account;
    }),
    bind(routes.changeServiceAccount, async ({ actor, input, note }) => {
      note(about(input.id));
      const account = await services.changeServiceAccount(actor, input, context);
      const { name, role, owner } = account;
      note({ objectName: name, details: { role, owner: owner.id } });
      return account;
    }),
    bind(routes.disableServiceAccount, async ({ actor, input: { id }, note }) => {
      note(about(id));
      const account = await services.setDisabled(actor, { id, disabled: true }, context);
      note({ objectName: account.name });
      return account;
    }),
    bind(routes.enableServiceAccount, async ({ actor, input: { id }, note }) => {
      note(about(id));
      const account = await services.setDisabled(actor, { id, disabled: false }, context);
      note({ objectName: account.name });
      return account;
    }),
    bind(routes.createServiceToken, async ({ actor, input, note }) => {
      note(about(input.id));
      const made = await services.createServiceToken(actor, input, context);
      note({ objectName: made.view.name, details: { token: made.view.id } });
      return made;
    }),
    bind(routes.revokeServiceToken, async ({ actor, input, note }) => {
      note({ ...about(input.id), details: { token: input.tokenId } });
      note({ objectName: await services.revokeServiceToken(actor, input, context) });
      return undefined;
    }),
  ];
}
