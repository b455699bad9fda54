import type { EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import { type Actor, roles } from '@insites/kernel';
import type { Visibility } from '../contract/index.ts';

/** What can be done with a thing. */
export type Action = 'read' | 'create' | 'update' | 'remove';

export type ResourceKind = 'dataset' | 'file' | 'folder' | 'organisation';

/** A thing that rules decide about. For `create`: the thing as it would be. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
  readonly organisationId: string;
  readonly ownerId: string | null;
  readonly visibility: Visibility;
}

const cedarTypes = {
  dataset: 'Dataset',
  file: 'File',
  folder: 'Folder',
  organisation: 'Organisation',
} as const satisfies Record<ResourceKind, string>;

const domains = {
  dataset: 'datasets',
  file: 'files',
  folder: 'files',
  organisation: 'identity',
} as const satisfies Record<ResourceKind, string>;

/** The permission that an API token needs for an action: `datasets:read`, `files:write`. */
export function permissionFor(action: Action, kind: ResourceKind): string {
  if (kind === 'organisation') return action === 'read' ? 'identity:people' : 'identity:administer';
  return `${domains[kind]}:${action === 'read' ? 'read' : 'write'}`;
}

/** The actor as Cedar sees it. */
export function principalOf(actor: Actor): EntityJson {
  const organisation = actor.organisationId
    ? { organisation: reference('Organisation', actor.organisationId) }
    : {};
  if (actor.kind === 'system') return entity('System', 'insites', organisation);
  if (actor.kind === 'anonymous' || actor.personId === null)
    return entity('Visitor', 'visitor', {});
  return entity('Person', actor.personId, {
    ...organisation,
    role: actor.role === null ? 0 : roles.indexOf(actor.role) + 1,
    operator: actor.operator,
    ...(actor.scopes ? { scopes: [...actor.scopes] } : {}),
  });
}

/** The resource as Cedar sees it. */
export function resourceOf(resource: Resource): EntityJson {
  const organisation = reference('Organisation', resource.organisationId);
  if (resource.kind === 'organisation')
    return entity('Organisation', resource.id, { organisation });
  return entity(cedarTypes[resource.kind], resource.id, {
    organisation,
    ...(resource.ownerId ? { owner: reference('Person', resource.ownerId) } : {}),
    visibility: resource.visibility,
  });
}

function entity(type: string, id: string, attrs: EntityJson['attrs']): EntityJson {
  return { uid: { type, id }, attrs, parents: [] };
}

function reference(type: string, id: string): EntityJson['attrs'][string] {
  return { __entity: { type, id } };
}
