import { id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { fellowView, teamView, unitFellowView, unitRole, unitView } from './structure.ts';

const at = '/api/v1/identity';
const name = z.string().trim().min(1).max(120);
const parentId = id.nullable().describe('The unit it lies in; null: at the top');
const one = z.object({ id });
const fellow = z.object({ id, personId: id });

export const listUnits = route({
  name: 'identity.listUnits',
  method: 'GET',
  path: `${at}/units`,
  summary: 'Units of the organisation, every one after the unit it lies in',
  permission: 'identity:people',
  input: z.object({}),
  output: json(z.object({ items: z.array(unitView) })),
  errors: [],
  cli: { words: ['units', 'list'], columns: ['id', 'depth', 'name', 'people', 'parentId'] },
});

export const createUnit = route({
  name: 'identity.createUnit',
  method: 'POST',
  path: `${at}/units`,
  summary: 'Add a unit: a department, a school',
  permission: 'identity:administer',
  input: z.object({ name, parentId: parentId.default(null) }),
  output: json(unitView),
  errors: [
    'identity.unitUnknown',
    'identity.unitNameTaken',
    'identity.unitTooDeep',
    'identity.tooManyUnits',
  ],
  status: 201,
  cli: { words: ['units', 'create'] },
});

export const updateUnit = route({
  name: 'identity.updateUnit',
  method: 'PATCH',
  path: `${at}/units/{id}`,
  summary: 'Rename a unit, or move it with all that lies in it',
  permission: 'identity:administer',
  input: z.object({ id, name: name.optional(), parentId: parentId.optional() }),
  output: json(unitView),
  errors: [
    'identity.unitUnknown',
    'identity.unitNameTaken',
    'identity.unitCycle',
    'identity.unitTooDeep',
  ],
  cli: { words: ['units', 'update'] },
});

export const removeUnit = route({
  name: 'identity.removeUnit',
  method: 'DELETE',
  path: `${at}/units/{id}`,
  summary: 'Remove a unit in which no other lies; its people stay in the organisation',
  permission: 'identity:administer',
  input: one,
  output: nothing(),
  errors: ['identity.unitUnknown', 'identity.unitHasUnits'],
  cli: { words: ['units', 'remove'] },
});

export const listUnitPeople = route({
  name: 'identity.listUnitPeople',
  method: 'GET',
  path: `${at}/units/{id}/people`,
  summary: 'People of a unit, without those of the units in it',
  permission: 'identity:people',
  input: pageInput.extend({ id }),
  output: json(pageOf(unitFellowView)),
  errors: ['identity.unitUnknown'],
  cli: { words: ['units', 'people'], columns: ['id', 'name', 'email', 'role'] },
});

export const putInUnit = route({
  name: 'identity.putInUnit',
  method: 'PUT',
  path: `${at}/units/{id}/people/{personId}`,
  summary: 'Put a person into a unit, or say what they are there',
  permission: 'identity:administer',
  input: fellow.extend({ role: unitRole.default('member') }),
  output: nothing(),
  errors: ['identity.unitUnknown', 'identity.personUnknown'],
  cli: { words: ['units', 'add-person'] },
});

export const takeFromUnit = route({
  name: 'identity.takeFromUnit',
  method: 'DELETE',
  path: `${at}/units/{id}/people/{personId}`,
  summary: 'Take a person out of a unit',
  permission: 'identity:administer',
  input: fellow,
  output: nothing(),
  errors: ['identity.unitUnknown', 'identity.personUnknown'],
  cli: { words: ['units', 'remove-person'] },
});

export const listTeams = route({
  name: 'identity.listTeams',
  method: 'GET',
  path: `${at}/teams`,
  summary: 'Teams of the organisation',
  permission: 'identity:people',
  input: pageInput,
  output: json(pageOf(teamView)),
  errors: [],
  cli: { words: ['teams', 'list'], columns: ['id', 'name', 'people'] },
});

export const createTeam = route({
  name: 'identity.createTeam',
  method: 'POST',
  path: `${at}/teams`,
  summary: 'Add a team',
  permission: 'identity:administer',
  input: z.object({ name }),
  output: json(teamView),
  errors: ['identity.teamNameTaken'],
  status: 201,
  cli: { words: ['teams', 'create'] },
});

export const updateTeam = route({
  name: 'identity.updateTeam',
  method: 'PATCH',
  path: `${at}/teams/{id}`,
  summary: 'Rename a team',
  permission: 'identity:administer',
  input: z.object({ id, name }),
  output: json(teamView),
  errors: ['identity.teamUnknown', 'identity.teamNameTaken'],
  cli: { words: ['teams', 'update'] },
});

export const removeTeam = route({
  name: 'identity.removeTeam',
  method: 'DELETE',
  path: `${at}/teams/{id}`,
  summary: 'Remove a team; its people stay in the organisation',
  permission: 'identity:administer',
  input: one,
  output: nothing(),
  errors: ['identity.teamUnknown'],
  cli: { words: ['teams', 'remove'] },
});

export const listTeamPeople = route({
  name: 'identity.listTeamPeople',
  method: 'GET',
  path: `${at}/teams/{id}/people`,
  summary: 'People of a team',
  permission: 'identity:people',
  input: pageInput.extend({ id }),
  output: json(pageOf(fellowView)),
  errors: ['identity.teamUnknown'],
  cli: { words: ['teams', 'people'], columns: ['id', 'name', 'email'] },
});

export const putInTeam = route({
  name: 'identity.putInTeam',
  method: 'PUT',
  path: `${at}/teams/{id}/people/{personId}`,
  summary: 'Put a person into a team',
  permission: 'identity:administer',
  input: fellow,
  output: nothing(),
  errors: ['identity.teamUnknown', 'identity.personUnknown'],
  cli: { words: ['teams', 'add-person'] },
});

export const takeFromTeam = route({
  name: 'identity.takeFromTeam',
  method: 'DELETE',
  path: `${at}/teams/{id}/people/{personId}`,
  summary: 'Take a person out of a team',
  permission: 'identity:administer',
  input: fellow,
  output: nothing(),
  errors: ['identity.teamUnknown', 'identity.personUnknown'],
  cli: { words: ['teams', 'remove-person'] },
});
