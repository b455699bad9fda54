import { document, type RouteDefinition, route } from '@insites/kernel';
import { z } from 'zod';

const at = '/scim/v2';
const output = document('SCIM 2.0 (RFC 7644)', 'application/scim+json');
/** Ids are ours, but what does not look like one is an unknown one, not a mistake. */
const id = z.string().max(100);
const wanted = {
  attributes: z.string().max(2_000).optional().describe('Only these attributes'),
  excludedAttributes: z.string().max(2_000).optional().describe('All but these attributes'),
};
const one = z.object({ id, ...wanted });
const whole = z.looseObject({ id });
const list = z.object({
  filter: z.string().max(8_000).optional().describe('RFC 7644 §3.4.2.2'),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.string().max(20).optional(),
  startIndex: z.coerce.number().optional().describe('Counts from 1'),
  count: z.coerce.number().optional(),
  ...wanted,
});
const names = z.array(z.string().max(200)).max(200).optional();
const search = list.extend({
  schemas: z.array(z.string()).optional(),
  attributes: names,
  excludedAttributes: names,
});
const bad = ['identity.scimSyntax', 'identity.scimValue'] as const;
const changing = [...bad, 'identity.scimTaken', 'identity.lastAdmin'] as const;
const there = ['identity.scimUnknown', 'identity.scimVersion'] as const;
const patching = ['identity.scimPath', 'identity.scimTarget', 'identity.scimMutability'] as const;

function scim<
  const N extends `identity.scim${string}`,
  const M extends RouteDefinition['method'],
  I extends z.ZodObject,
>(
  name: N,
  method: M,
  path: string,
  summary: string,
  input: I,
  errors: readonly string[],
  status: 200 | 201 | 204 = 200,
) {
  return route({
    name,
    method,
    path: `${at}/${path}`,
    summary,
    permission: 'identity:provision',
    input,
    output,
    errors,
    status,
    cli: { hidden: true },
  });
}

export const scimConfig = scim(
  'identity.scimConfig',
  'GET',
  'ServiceProviderConfig',
  'What of SCIM is offered here',
  z.object({}),
  [],
);
export const scimResourceTypes = scim(
  'identity.scimResourceTypes',
  'GET',
  'ResourceTypes',
  'Kinds of resources a directory may tell of',
  z.object({}),
  [],
);
export const scimResourceType = scim(
  'identity.scimResourceType',
  'GET',
  'ResourceTypes/{name}',
  'One kind of resources',
  z.object({ name: id }),
  ['identity.scimUnknown'],
);
export const scimSchemas = scim(
  'identity.scimSchemas',
  'GET',
  'Schemas',
  'What resources may hold',
  z.object({}),
  [],
);
export const scimSchema = scim(
  'identity.scimSchema',
  'GET',
  'Schemas/{uri}',
  'One schema',
  z.object({ uri: z.string().max(200) }),
  ['identity.scimUnknown'],
);

export const scimListUsers = scim(
  'identity.scimListUsers',
  'GET',
  'Users',
  'Users of the directory',
  list,
  ['identity.scimFilter', 'identity.scimPath'],
);
export const scimSearchUsers = route({
  ...scim(
    'identity.scimSearchUsers',
    'POST',
    'Users/.search',
    'The same, asked in a body',
    search,
    ['identity.scimFilter', 'identity.scimPath'],
  ),
  audit: 'none',
});
export const scimCreateUser = scim(
  'identity.scimCreateUser',
  'POST',
  'Users',
  'The directory tells of somebody new',
  z.looseObject({}),
  [...changing, 'licensing.seatsTaken'],
  201,
);
export const scimReadUser = scim(
  'identity.scimReadUser',
  'GET',
  'Users/{id}',
  'One user of the directory',
  one,
  ['identity.scimUnknown'],
);
export const scimReplaceUser = scim(
  'identity.scimReplaceUser',
  'PUT',
  'Users/{id}',
  'The directory tells anew of a user',
  whole,
  [...changing, ...there, 'licensing.seatsTaken'],
);
export const scimPatchUser = scim(
  'identity.scimPatchUser',
  'PATCH',
  'Users/{id}',
  'The directory changes a user',
  whole,
  [...changing, ...there, ...patching, 'licensing.seatsTaken'],
);
export const scimRemoveUser = scim(
  'identity.scimRemoveUser',
  'DELETE',
  'Users/{id}',
  'The directory removes a user; the membership ends at once',
  z.object({ id }),
  [...there, 'identity.lastAdmin'],
  204,
);

export const scimListGroups = scim(
  'identity.scimListGroups',
  'GET',
  'Groups',
  'Groups of the directory',
  list,
  ['identity.scimFilter', 'identity.scimPath'],
);
export const scimSearchGroups = route({
  ...scim(
    'identity.scimSearchGroups',
    'POST',
    'Groups/.search',
    'The same, asked in a body',
    search,
    ['identity.scimFilter', 'identity.scimPath'],
  ),
  audit: 'none',
});
export const scimCreateGroup = scim(
  'identity.scimCreateGroup',
  'POST',
  'Groups',
  'The directory tells of a new group',
  z.looseObject({}),
  [...bad, 'identity.scimTaken'],
  201,
);
export const scimReadGroup = scim(
  'identity.scimReadGroup',
  'GET',
  'Groups/{id}',
  'One group of the directory',
  one,
  ['identity.scimUnknown'],
);
export const scimReplaceGroup = scim(
  'identity.scimReplaceGroup',
  'PUT',
  'Groups/{id}',
  'The directory tells anew of a group',
  whole,
  [...changing, ...there],
);
export const scimPatchGroup = scim(
  'identity.scimPatchGroup',
  'PATCH',
  'Groups/{id}',
  'The directory changes a group or who is in it',
  whole,
  [...changing, ...there, ...patching],
);
export const scimRemoveGroup = scim(
  'identity.scimRemoveGroup',
  'DELETE',
  'Groups/{id}',
  'The directory removes a group; the role it gave ends',
  z.object({ id }),
  [...there, 'identity.lastAdmin'],
  204,
);
