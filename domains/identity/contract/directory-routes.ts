import { id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { directoryGroupView, directoryMade, directoryOffer, directoryView } from './directory.ts';
import { role } from './person.ts';

const at = '/api/v1/identity';
const name = z.string().trim().min(1).max(120);

export const listDirectories = route({
  name: 'identity.listDirectories',
  method: 'GET',
  path: `${at}/directories`,
  summary: 'Directories that tell who works for the organisation',
  permission: 'identity:administer',
  input: z.object({}),
  output: json(z.object({ baseUrl: z.string(), items: z.array(directoryView) })),
  errors: [],
  cli: { words: ['directories', 'list'] },
});

export const createDirectory = route({
  name: 'identity.createDirectory',
  method: 'POST',
  path: `${at}/directories`,
  summary: 'Let a directory tell who works for the organisation',
  description: 'Answers with the token for the directory, which is shown once.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ name, defaultRole: role.default('viewer') }),
  output: json(directoryMade),
  errors: ['identity.proofNeeded'],
  status: 201,
  cli: { words: ['directories', 'create'] },
});

export const updateDirectory = route({
  name: 'identity.updateDirectory',
  method: 'PATCH',
  path: `${at}/directories/{id}`,
  summary: 'Rename a directory, switch it off or on, or set the role of whom no group gives one',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({
    id,
    name: name.optional(),
    enabled: z.boolean().optional(),
    defaultRole: role.optional(),
  }),
  output: json(directoryView),
  errors: ['identity.proofNeeded', 'identity.directoryUnknown'],
  cli: { words: ['directories', 'update'] },
});

export const renewDirectoryToken = route({
  name: 'identity.renewDirectoryToken',
  method: 'POST',
  path: `${at}/directories/{id}/token`,
  summary: 'Make a new token for a directory; the old one ends at once',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: json(directoryMade),
  errors: ['identity.proofNeeded', 'identity.directoryUnknown'],
  cli: { words: ['directories', 'renew-token'] },
});

export const removeDirectory = route({
  name: 'identity.removeDirectory',
  method: 'DELETE',
  path: `${at}/directories/{id}`,
  summary: 'Forget a directory; its people stay, and administrators look after them again',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.proofNeeded', 'identity.directoryUnknown'],
  cli: { words: ['directories', 'remove'] },
});

export const listDirectoryGroups = route({
  name: 'identity.listDirectoryGroups',
  method: 'GET',
  path: `${at}/directories/{id}/groups`,
  summary: 'Groups a directory tells of, and the roles they give',
  permission: 'identity:administer',
  input: pageInput.extend({ id }),
  output: json(pageOf(directoryGroupView)),
  errors: ['identity.directoryUnknown'],
  cli: { words: ['directories', 'groups'] },
});

export const setGroupRole = route({
  name: 'identity.setGroupRole',
  method: 'PATCH',
  path: `${at}/directories/{id}/groups/{groupId}`,
  summary: 'Give the people of a group a role; of several groups the strongest counts',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id, groupId: id, role: role.nullable() }),
  output: json(directoryGroupView),
  errors: [
    'identity.proofNeeded',
    'identity.directoryUnknown',
    'identity.directoryGroupUnknown',
    'identity.lastAdmin',
  ],
  cli: { words: ['directories', 'set-group-role'] },
});

export const listOffers = route({
  name: 'identity.listOffers',
  method: 'GET',
  path: `${at}/offers`,
  summary: 'Directories that want to count you among their people',
  permission: 'identity:self',
  input: z.object({}),
  output: json(z.object({ items: z.array(directoryOffer) })),
  errors: [],
  cli: { hidden: true },
});

export const answerOffer = route({
  name: 'identity.answerOffer',
  method: 'POST',
  path: `${at}/offers/{id}`,
  summary: 'Say yes or no to a directory',
  permission: 'identity:self',
  input: z.object({ id, accept: z.boolean() }),
  output: nothing(),
  errors: ['identity.offerUnknown', 'identity.sessionNeeded', 'licensing.seatsTaken'],
  cli: { hidden: true },
});
