import type { RouteDefinition } from '@insites/kernel';
import { type Binding, bind, type Call } from '@insites/platform';
import * as factorRoutes from '../contract/factor-routes.ts';
import * as routes from '../contract/routes.ts';
import type { Context } from './context.ts';
import { cookieName, mailedOrigin, originOf } from './cookie.ts';
import * as credentials from './credentials/service.ts';
import { directoryBindings } from './directories/routes.ts';
import { factorBindings } from './factors/routes.ts';
import { invitationBindings } from './invitations/routes.ts';
import * as me from './me/service.ts';
import { programBindings } from './oauth/routes.ts';
import * as organisations from './organisations/service.ts';
import * as people from './people/service.ts';
import { sendSignInLink } from './people/sign-in-link.ts';
import { providerBindings } from './providers/routes.ts';
import { scimBindings } from './scim/routes.ts';
import { serviceBindings } from './services/routes.ts';
import { signInBindings } from './sign-in/routes.ts';
import * as signIn from './sign-in/service.ts';
import { teamBindings } from './teams/routes.ts';
import { unitBindings } from './units/routes.ts';

type AnyCall = Call<RouteDefinition>;
type Outside = Pick<AnyCall, 'headers' | 'reply'>;

/** Joins the routes to the services. */
export function bindings(context: Context): readonly Binding[] {
  /** A link as an address that can be handed over. */
  const absolute = (call: Outside, link: string | null) =>
    link === null ? null : `${originOf(context.publicUrl, call.headers)}${link}`;
  return [
    ...signInBindings(context),
    ...factorBindings(context),
    ...unitBindings(context),
    ...invitationBindings(context),
    ...serviceBindings(context),
    ...teamBindings(context),
    ...directoryBindings(context),
    ...scimBindings(context),
    ...providerBindings(context),
    ...programBindings(context),
    bind(routes.signOut, async (call) => {
      await signIn.signOut(call.actor, context);
      dropCookie(call, context);
      return undefined;
    }),
    bind(routes.me, ({ actor }) => me.me(actor, context)),
    bind(routes.updateMe, ({ actor, input }) => me.updateMe(actor, input, context)),
    bind(routes.wearHat, ({ actor, input }) => me.wearHat(actor, input, context)),
    bind(routes.listOrganisations, ({ actor, input }) =>
      organisations.listOrganisations(actor, input, context),
    ),
    bind(routes.createOrganisation, async (call) => {
      const view = await organisations.createOrganisation(call.actor, call.input, context);
      call.note({ objectKind: 'organisation', objectId: view.id, objectName: view.name });
      return { ...view, signInLink: absolute(call, view.signInLink) };
    }),
    bind(routes.updateOrganisation, async ({ actor, input, note }) => {
      note({ objectKind: 'organisation', objectId: input.id, objectName: input.name });
      return organisations.updateOrganisation(actor, input, context);
    }),
    bind(routes.setSignInRules, async ({ actor, input, note }) => {
      const { id, ...rules } = input;
      note({ objectKind: 'organisation', objectId: id, details: rules });
      const view = await organisations.setSignInRules(actor, input, context);
      note({ objectName: view.name });
      return view;
    }),
    bind(routes.listPeople, ({ actor, input }) => people.listPeople(actor, input, context)),
    bind(routes.addPerson, async (call) => {
      const { person, signInLink } = await people.addPerson(call.actor, call.input, context);
      call.note({ ...personNote(person), details: { role: person.role } });
      return { person, signInLink: absolute(call, signInLink) };
    }),
    bind(routes.changeRole, async ({ actor, input, note }) => {
      note({ objectKind: 'person', objectId: input.id, details: { role: input.role } });
      const person = await people.changeRole(actor, input, context);
      note(personNote(person));
      return person;
    }),
    bind(routes.removePerson, async ({ actor, input, note }) => {
      note({ objectKind: 'person', objectId: input.id });
      note({ objectName: await people.removePerson(actor, input.id, context) });
      return undefined;
    }),
    bind(factorRoutes.sendSignInLink, async (call) => {
      const { id, mailOnly } = call.input;
      call.note({ objectKind: 'person', objectId: id });
      const place = {
        shown: originOf(context.publicUrl, call.headers),
        mailed: mailedOrigin(context.publicUrl, call.headers),
      };
      const { link, name } = await sendSignInLink(call.actor, { id, mailOnly }, place, context);
      call.note({ objectName: name, details: { mailed: link === null } });
      return { link };
    }),
    bind(factorRoutes.signOutPerson, async ({ actor, input, note }) => {
      note({ objectKind: 'person', objectId: input.id });
      const { ended, name } = await people.signOutPerson(actor, input.id, context);
      note({ objectName: name, details: { ended } });
      return { ended };
    }),
    bind(factorRoutes.resetFactors, async ({ actor, input, note }) => {
      note({ objectKind: 'person', objectId: input.id });
      note({ objectName: await people.resetFactors(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listSessions, ({ actor }) => credentials.listSessions(actor, context)),
    bind(factorRoutes.endOtherSessions, ({ actor }) =>
      credentials.endOtherSessions(actor, context),
    ),
    bind(routes.endSession, async (call) => {
      call.note({ objectKind: 'session', objectId: call.input.id });
      await credentials.endSession(call.actor, call.input.id, context);
      if (call.input.id === call.actor.credential?.id) dropCookie(call, context);
      return undefined;
    }),
    bind(routes.listTokens, ({ actor }) => credentials.listTokens(actor, context)),
    bind(routes.createToken, async ({ actor, input, note }) => {
      const made = await credentials.createToken(actor, input, context);
      note({ objectKind: 'token', objectId: made.view.id, objectName: made.view.name });
      return made;
    }),
    bind(routes.revokeToken, async ({ actor, input, note }) => {
      note({ objectKind: 'token', objectId: input.id });
      note({ objectName: await credentials.revokeToken(actor, input.id, context) });
      return undefined;
    }),
  ];
}

function dropCookie(call: Outside, { publicUrl }: Context): void {
  call.reply.cookie(cookieName(publicUrl, call.headers), null);
}

function personNote(person: { readonly id: string; readonly name: string }) {
  return { objectKind: 'person', objectId: person.id, objectName: person.name };
}
