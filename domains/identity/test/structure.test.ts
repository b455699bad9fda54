import { newId, type RouteDefinition } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';

const { routes } = contract;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());

const ask = <R extends RouteDefinition>(route: R, input: Record<string, unknown> = {}) =>
  house.call(route, { token: adminToken, input });
const unit = async (name: string, parentId: string | null = null) => {
  const made = await ask(routes.createUnit, { name, parentId });
  expect(made.status).toBe(201);
  return made.body.id;
};
const tree = async () =>
  (await ask(routes.listUnits)).body.items.map(({ name, depth }) => `${' '.repeat(depth)}${name}`);

describe('units', () => {
  it('make a tree in which whole branches move', async () => {
    const schools = await unit('Schools');
    const works = await unit('Public works');
    const north = await unit('North', schools);
    await unit('Fremont High', north);
    expect(await tree()).toEqual(['Public works', 'Schools', ' North', '  Fremont High']);
    const moved = await ask(routes.updateUnit, { id: north, parentId: works, name: 'Region' });
    expect(moved.body).toMatchObject({ name: 'Region', parentId: works, depth: 1 });
    expect(await tree()).toEqual(['Public works', ' Region', '  Fremont High', 'Schools']);
    await ask(routes.updateUnit, { id: north, parentId: null });
    expect(await tree()).toEqual(['Public works', 'Region', ' Fremont High', 'Schools']);
  });

  it('never lie in themselves, nor too deep, nor twice under one name', async () => {
    const top = await unit('Top');
    let last = top;
    for (let depth = 1; depth < 8; depth += 1) last = await unit(`Level ${depth}`, last);
    const deeper = await ask(routes.createUnit, { name: 'Level 8', parentId: last });
    expect(deeper.body.code).toBe('identity.unitTooDeep');
    const into = (parentId: string) => ask(routes.updateUnit, { id: top, parentId });
    expect((await into(last)).body.code).toBe('identity.unitCycle');
    expect((await into(top)).body.code).toBe('identity.unitCycle');
    expect((await into(await unit('Above'))).body.code).toBe('identity.unitTooDeep');
    expect((await into(newId())).body.code).toBe('identity.unitUnknown');
    const twice = await ask(routes.createUnit, { name: 'top', parentId: null });
    expect(twice.body.code).toBe('identity.unitNameTaken');
    const full = await ask(routes.removeUnit, { id: top });
    expect(full.body.code).toBe('identity.unitHasUnits');
    expect((await ask(routes.removeUnit, { id: last })).status).toBe(204);
  });

  it('do not become a circle when two move into each other at the same time', async () => {
    const [one, other] = [await unit('One'), await unit('Other')];
    const answers = await Promise.all([
      ask(routes.updateUnit, { id: one, parentId: other }),
      ask(routes.updateUnit, { id: other, parentId: one }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('have people with a role there, who leave with the organisation', async () => {
    const id = await unit('Archive');
    const kim = await house.member('viewer', 'kim@oakland.example');
    expect((await ask(routes.putInUnit, { id, personId: newId() })).body.code).toBe(
      'identity.personUnknown',
    );
    await ask(routes.putInUnit, { id, personId: kim.id });
    await ask(routes.putInUnit, { id, personId: kim.id, role: 'lead' });
    const people = await ask(routes.listUnitPeople, { id });
    expect(people.body).toMatchObject({ total: 1, items: [{ id: kim.id, role: 'lead' }] });
    expect(await entryOf(house, 'identity.putInUnit')).toMatchObject({
      objectId: id,
      objectName: 'Archive',
      details: { person: kim.id, role: 'lead' },
    });
    await ask(routes.removePerson, { id: kim.id });
    expect((await ask(routes.listUnitPeople, { id })).body.total).toBe(0);
  });
});

describe('teams', () => {
  it('have people of the organisation', async () => {
    const made = await ask(routes.createTeam, { name: 'Flood watch' });
    expect(made.body).toMatchObject({ name: 'Flood watch', people: 0, externalId: null });
    const { id } = made.body;
    const lee = await house.member('contributor', 'lee@oakland.example');
    expect((await ask(routes.putInTeam, { id, personId: lee.id })).status).toBe(204);
    expect((await ask(routes.putInTeam, { id, personId: lee.id })).status).toBe(204);
    expect((await ask(routes.listTeamPeople, { id, search: 'LEE@' })).body.total).toBe(1);
    expect((await ask(routes.listTeams, { search: 'flood' })).body.items[0]?.people).toBe(1);
    expect((await ask(routes.takeFromTeam, { id, personId: lee.id })).status).toBe(204);
    expect((await ask(routes.takeFromTeam, { id, personId: lee.id })).body.code).toBe(
      'identity.personUnknown',
    );
    expect((await ask(routes.removeTeam, { id })).status).toBe(204);
    expect((await ask(routes.listTeamPeople, { id })).body.code).toBe('identity.teamUnknown');
  });

  it('have names of their own', async () => {
    const { id } = (await ask(routes.createTeam, { name: 'Parks' })).body;
    expect((await ask(routes.createTeam, { name: 'Parks' })).body.code).toBe(
      'identity.teamNameTaken',
    );
    await ask(routes.createTeam, { name: 'Trees' });
    const taken = await ask(routes.updateTeam, { id, name: 'Trees' });
    expect(taken.body.code).toBe('identity.teamNameTaken');
    expect((await ask(routes.updateTeam, { id, name: 'Parks' })).status).toBe(200);
  });

  it('change only by administrators', async () => {
    const steward = await house.member('steward', 'steward@oakland.example');
    const refused = await house.call(routes.createTeam, {
      token: steward.token,
      input: { name: 'Mine' },
    });
    expect(refused.body.code).toBe('identity.roleTooLow');
    const seen = await house.call(routes.listTeams, { token: steward.token });
    expect(seen.body.items.every(({ can }) => !can.update)).toBe(true);
  });
});
