import type { RouteDefinition, RouteInput } from '@insites/kernel';
import { type Binding, bind, type Call, type DocumentAnswer } from '@insites/platform';
import * as routes from '../../contract/scim-routes.ts';
import type { Context } from '../context.ts';
import { originOf } from '../cookie.ts';
import { type Caller, callerOf, isTagged, tagOf } from './caller.ts';
import { tellFailure } from './dialect.ts';
import * as discovery from './discovery.ts';
import * as groups from './groups/service.ts';
import { type ListQuery, listOf, selectionOf } from './list.ts';
import { answerOf, groupView, userView } from './present.ts';
import { type Wanted, wants } from './project.ts';
import { groupKind, userKind } from './schemas.ts';
import * as users from './users/service.ts';

type Outside = Pick<Call<RouteDefinition>, 'actor' | 'headers' | 'note'>;

/** Joins the routes of SCIM 2.0 to the services. */
export function scimBindings(context: Context): readonly Binding[] {
  const base = ({ headers }: Pick<Outside, 'headers'>) =>
    `${originOf(context.publicUrl, headers)}/scim/v2`;
  const caller = (call: Outside) => callerOf(call.actor, base(call), header(call, 'if-match'));
  return [
    bind(
      routes.scimConfig,
      async (call) => discovery.serviceProviderConfig(base(call)),
      tellFailure,
    ),
    bind(
      routes.scimResourceTypes,
      async (call) => discovery.resourceTypes(base(call)),
      tellFailure,
    ),
    bind(
      routes.scimResourceType,
      async (call) => discovery.resourceType(call.input.name, base(call)),
      tellFailure,
    ),
    bind(routes.scimSchemas, async (call) => discovery.allSchemas(base(call)), tellFailure),
    bind(
      routes.scimSchema,
      async (call) => discovery.oneSchema(call.input.uri, base(call)),
      tellFailure,
    ),
    ...userBindings(caller, context),
    ...groupBindings(caller, context),
  ];
}

type CallerOf = (call: Outside) => Caller;

function userBindings(caller: CallerOf, context: Context): readonly Binding[] {
  const changed = (call: Outside, done: users.Changed, status: 200 | 201 = 200) => {
    call.note(done.note);
    const by = caller(call);
    return answerOf(userView(done, by, {}), done.user, userKind, by, status);
  };
  const list = async (call: Outside, query: ListQuery) => {
    const selection = selectionOf(query, userKind, discovery.mostResults);
    const by = caller(call);
    const { users: found, total } = await users.listUsers(by, selection, context);
    const views = found.map((user) => userView(user, by, query));
    return { status: 200, body: listOf(views, { total, offset: selection.offset }) };
  };
  return [
    bind(routes.scimListUsers, (call) => list(call, call.input), tellFailure),
    bind(routes.scimSearchUsers, (call) => list(call, inWords(call.input)), tellFailure),
    bind(
      routes.scimCreateUser,
      async (call) => changed(call, await users.createUser(caller(call), call.input, context), 201),
      tellFailure,
    ),
    bind(
      routes.scimReadUser,
      async (call) => {
        const by = caller(call);
        const found = await users.readUser(by, call.input.id, context);
        return (
          unchanged(call, found.user) ??
          answerOf(userView(found, by, call.input), found.user, userKind, by)
        );
      },
      tellFailure,
    ),
    bind(
      routes.scimReplaceUser,
      async (call) => {
        noteUnknown(call, 'directoryUser', call.input.id);
        const { id, ...document } = call.input;
        return changed(call, await users.replaceUser(caller(call), id, document, context));
      },
      tellFailure,
    ),
    bind(
      routes.scimPatchUser,
      async (call) => {
        noteUnknown(call, 'directoryUser', call.input.id);
        const { id, ...message } = call.input;
        return changed(call, await users.patchUser(caller(call), id, message, context));
      },
      tellFailure,
    ),
    bind(
      routes.scimRemoveUser,
      async (call) => {
        noteUnknown(call, 'directoryUser', call.input.id);
        call.note(await users.removeUser(caller(call), call.input.id, context));
        return { status: 204 };
      },
      tellFailure,
    ),
  ];
}

function groupBindings(caller: CallerOf, context: Context): readonly Binding[] {
  const withMembers = (wanted: Wanted) => wants('members', groupKind, wanted);
  const changed = (call: Outside, done: groups.Changed, status: 200 | 201 = 200) => {
    call.note(done.note);
    const by = caller(call);
    return answerOf(groupView(done, by, {}), done.group, groupKind, by, status);
  };
  const list = async (call: Outside, query: ListQuery) => {
    const selection = selectionOf(query, groupKind, discovery.mostResults);
    const by = caller(call);
    const found = await groups.listGroups(by, selection, withMembers(query), context);
    const views = found.groups.map((group) => groupView(group, by, query));
    return {
      status: 200,
      body: listOf(views, { total: found.total, offset: selection.offset }),
    };
  };
  return [
    bind(routes.scimListGroups, (call) => list(call, call.input), tellFailure),
    bind(routes.scimSearchGroups, (call) => list(call, inWords(call.input)), tellFailure),
    bind(
      routes.scimCreateGroup,
      async (call) =>
        changed(call, await groups.createGroup(caller(call), call.input, context), 201),
      tellFailure,
    ),
    bind(
      routes.scimReadGroup,
      async (call) => {
        const by = caller(call);
        const { id } = call.input;
        const found = await groups.readGroup(by, id, withMembers(call.input), context);
        return (
          unchanged(call, found.group) ??
          answerOf(groupView(found, by, call.input), found.group, groupKind, by)
        );
      },
      tellFailure,
    ),
    bind(
      routes.scimReplaceGroup,
      async (call) => {
        noteUnknown(call, 'directoryGroup', call.input.id);
        const { id, ...document } = call.input;
        return changed(call, await groups.replaceGroup(caller(call), id, document, context));
      },
      tellFailure,
    ),
    bind(
      routes.scimPatchGroup,
      async (call) => {
        noteUnknown(call, 'directoryGroup', call.input.id);
        const { id, ...message } = call.input;
        return changed(call, await groups.patchGroup(caller(call), id, message, context));
      },
      tellFailure,
    ),
    bind(
      routes.scimRemoveGroup,
      async (call) => {
        noteUnknown(call, 'directoryGroup', call.input.id);
        call.note(await groups.removeGroup(caller(call), call.input.id, context));
        return { status: 204 };
      },
      tellFailure,
    ),
  ];
}

/** A search names attributes in a list, an address with commas between. */
function inWords(input: RouteInput<typeof routes.scimSearchUsers>): ListQuery {
  const { attributes, excludedAttributes, ...rest } = input;
  return {
    ...rest,
    attributes: attributes?.join(','),
    excludedAttributes: excludedAttributes?.join(','),
  };
}

/** What is logged when the change fails. */
function noteUnknown(call: Outside, objectKind: string, objectId: string): void {
  call.note({ objectKind, objectId });
}

function unchanged(call: Outside, row: { readonly version: number }): DocumentAnswer | null {
  const tags = header(call, 'if-none-match');
  if (tags === null || !isTagged(tags, row)) return null;
  return { status: 304, headers: { etag: tagOf(row) } };
}

function header({ headers }: Pick<Outside, 'headers'>, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
