import type { DocumentAnswer } from '@insites/platform';
import type { Kind, Resource } from './attributes.ts';
import { type Caller, tagOf } from './caller.ts';
import type { GroupWithMembers } from './groups/service.ts';
import { project, type Wanted } from './project.ts';
import { groupKind, userKind } from './schemas.ts';
import type { UserWithGroups } from './users/store.ts';

/** A user as the directory reads it. */
export function userView(
  { user, groups }: UserWithGroups,
  { base }: Caller,
  wanted: Wanted,
): Resource {
  const { active, ...held } = user.resource;
  const extensions = userKind.extensions.filter(({ id }) => held[id] !== undefined);
  const whole: Resource = {
    schemas: [userKind.core.id, ...extensions.map(({ id }) => id)],
    id: user.id,
    ...held,
    active,
    ...(groups.length === 0
      ? {}
      : {
          groups: groups.map(({ id, name }) => ({
            value: id,
            $ref: `${base}/Groups/${id}`,
            display: name,
            type: 'direct',
          })),
        }),
    meta: metaOf(user, userKind, base),
  };
  return project(whole, userKind, wanted);
}

/** A group as the directory reads it. */
export function groupView(
  { group, members }: GroupWithMembers,
  { base }: Caller,
  wanted: Wanted,
): Resource {
  const whole: Resource = {
    schemas: [groupKind.core.id],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.displayName,
    ...(members === null || members.length === 0
      ? {}
      : {
          members: members.map(({ id, name }) => ({
            value: id,
            $ref: `${base}/Users/${id}`,
            type: 'User',
            display: name,
          })),
        }),
    meta: metaOf(group, groupKind, base),
  };
  return project(whole, groupKind, wanted);
}

/** A resource as an answer, with its address and entity tag. */
export function answerOf(
  body: Resource,
  row: { readonly id: string; readonly version: number },
  kind: Kind,
  { base }: Caller,
  status: 200 | 201 = 200,
): DocumentAnswer {
  return {
    status,
    headers: { location: addressOf(row, kind, base), etag: tagOf(row) },
    body,
  };
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

function metaOf(row: Row, kind: Kind, base: string): Resource {
  return {
    resourceType: kind.name,
    created: row.createdAt.toISOString(),
    lastModified: row.updatedAt.toISOString(),
    location: addressOf(row, kind, base),
    version: tagOf(row),
  };
}

function addressOf({ id }: { readonly id: string }, kind: Kind, base: string): string {
  return `${base}${kind.endpoint}/${id}`;
}
