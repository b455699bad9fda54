import { newId } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';

const { routes } = contract;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
async function account(input: Record<string, unknown> = {}) {
  numbers += 1;
  const made = await house.call(routes.createServiceAccount, {
    token: adminToken,
    input: { name: `Sensor feed ${numbers}`, role: 'contributor', ...input },
  });
  expect(made.status).toBe(201);
  return made.body;
}
async function tokenOf(id: string, input: Record<string, unknown> = {}) {
  const made = await house.call(routes.createServiceToken, {
    token: adminToken,
    input: { id, name: 'feed', ...input },
  });
  return made.body;
}
const me = (token: string) => house.call(routes.me, { token });

describe('a service account', () => {
  it('acts with its role by a token, and is no person', async () => {
    const { id, name, owner, state } = await account();
    expect({ owner: owner.id, state }).toEqual({ owner: house.adminId, state: 'active' });
    const { token, view } = await tokenOf(id);
    expect(token).toMatch(/^insv_[0-9A-Za-z]{43}$/);
    const answer = await me(token);
    expect(answer.body).toMatchObject({
      signedIn: true,
      person: { id, name, email: '' },
      role: 'contributor',
      organisation: { id: house.organisationId },
    });
    expect(answer.body.permissions).toContain('datasets:write');
    expect(answer.body.permissions).not.toContain('identity:administer');
    const people = await house.call(routes.listPeople, { token });
    expect(people.status).toBe(200);
    expect(people.body.items.some((person) => person.id === id)).toBe(false);
    const list = await house.call(routes.listServiceAccounts, { token: adminToken });
    const own = list.body.items.find((item) => item.id === id);
    expect(own?.tokens).toMatchObject([{ id: view.id, prefix: token.slice(0, 9) }]);
    expect(own?.tokens[0]?.lastUsedAt).not.toBeNull();
    expect((await house.identity.namesOf([id])).get(id)).toBe(name);
    const organisations = await house.call(routes.listOrganisations, { token });
    expect(organisations.body.items.map((one) => one.id)).toEqual([house.organisationId]);
  });

  it('stands in the log as one', async () => {
    const { id, name } = await account({ role: 'admin' });
    const { token, view } = await tokenOf(id);
    const made = await house.call(routes.createTeam, { token, input: { name: `Team ${id}` } });
    expect(made.status).toBe(201);
    const { rows } = await house.test.database.$client.query(
      `SELECT actor_id, actor_name, credential, credential_id FROM audit.entries
       WHERE object_id = $1`,
      [made.body.id],
    );
    expect(rows).toEqual([
      { actor_id: id, actor_name: name, credential: 'service', credential_id: view.id },
    ]);
  });

  it('has no password, no tokens of its own making and no second life', async () => {
    const { id } = await account({ role: 'admin' });
    const { token } = await tokenOf(id);
    const ask = (route: Parameters<typeof house.call>[0], input = {}) =>
      house.call(route, { token, input });
    expect((await ask(routes.updateMe, { password: 'four lamps behind a canal' })).status).toBe(
      401,
    );
    expect((await ask(routes.createToken, { name: 'x' })).body.code).toBe('identity.personNeeded');
    expect((await ask(routes.createServiceToken, { id, name: 'x' })).body.code).toBe(
      'identity.personNeeded',
    );
    expect((await ask(routes.wearHat, { organisationId: house.organisationId })).status).toBe(409);
    expect((await ask(routes.startAuthenticator)).body.code).toBe('identity.sessionNeeded');
  });

  it('stops at once: disabled, token revoked or expired, or its owner gone, on every server', async () => {
    await using other = await house.another();
    const alive = async (token: string) =>
      (await Promise.all([house, other].map((one) => one.call(routes.me, { token })))).map(
        ({ status }) => status,
      );
    const { id } = await account();
    const { token, view } = await tokenOf(id, { days: 1 });
    expect(await alive(token)).toEqual([200, 200]);
    await house.call(routes.disableServiceAccount, { token: adminToken, input: { id } });
    expect(await alive(token)).toEqual([401, 401]);
    await house.call(routes.enableServiceAccount, { token: adminToken, input: { id } });
    expect(await alive(token)).toEqual([200, 200]);
    house.clock.turn(25 * 3_600_000);
    expect(await alive(token)).toEqual([401, 401]);
    house.clock.turn(-25 * 3_600_000);
    const input = { id, tokenId: view.id };
    await house.call(routes.revokeServiceToken, { token: adminToken, input });
    expect(await alive(token)).toEqual([401, 401]);

    const owner = await house.member('viewer', 'owner@oakland.example');
    const theirs = await account({ ownerId: owner.id });
    const { token: second } = await tokenOf(theirs.id);
    expect(await alive(second)).toEqual([200, 200]);
    await house.call(routes.removePerson, { token: adminToken, input: { id: owner.id } });
    expect(await alive(second)).toEqual([401, 401]);
    const changed = await house.call(routes.changeServiceAccount, {
      token: adminToken,
      input: { id: theirs.id, ownerId: house.adminId },
    });
    expect(changed.body.state).toBe('active');
    expect(await alive(second)).toEqual([200, 200]);
  });

  it('is never given more than who makes its token', async () => {
    const { id } = await account({ role: 'admin' });
    const narrow = await house.call(routes.createToken, {
      token: adminToken,
      input: { name: 'narrow', scopes: ['identity:administer'] },
    });
    const make = (scopes?: readonly string[]) =>
      house.call(routes.createServiceToken, {
        token: narrow.body.token,
        input: { id, name: 'x', ...(scopes ? { scopes } : {}) },
      });
    expect((await make(['datasets:read'])).body.code).toBe('identity.scopeTooNarrow');
    expect((await make()).body.view.scopes).toEqual(['identity:administer']);
    const limited = await tokenOf(id, { scopes: ['datasets:read'] });
    const refused = await house.call(routes.listPeople, { token: limited.token });
    expect(refused.body.code).toBe('identity.scopeTooNarrow');
  });

  it('belongs to one organisation', async () => {
    const { id } = await account();
    const made = await house.call(routes.createOrganisation, {
      token: adminToken,
      input: { name: 'B', slug: 'city-b', adminEmail: 'admin@b.example' },
    });
    const secret = new URL(made.body.signInLink ?? '').hash.replace('#token=', '');
    const { cookie } = await house.call(routes.useLink, { input: { token: secret } });
    const session = `${cookie?.name}=${cookie?.value}`;
    for (const { route, rest } of [
      { route: routes.disableServiceAccount, rest: {} },
      { route: routes.createServiceToken, rest: { name: 'x' } },
    ]) {
      const ask = (given: string) =>
        house.call(route, { cookie: session, input: { id: given, ...rest } });
      const [real, unreal] = [await ask(id), await ask(newId())];
      expect(real.status).toBe(404);
      expect(real.body.code).toBe(unreal.body.code);
    }
  });
});

describe('an actor', () => {
  it('carries the units above its own, and its teams', async () => {
    const ask = { token: adminToken };
    const top = await house.call(routes.createUnit, { ...ask, input: { name: 'Schools' } });
    const school = await house.call(routes.createUnit, {
      ...ask,
      input: { name: 'Fremont', parentId: top.body.id },
    });
    const team = await house.call(routes.createTeam, { ...ask, input: { name: 'Reading' } });
    const kim = await house.member('viewer', 'kim@oakland.example');
    const authenticated = () =>
      house.identity.authenticate({
        headers: { authorization: `Bearer ${kim.token}` },
        cookies: {},
        address: '10.0.0.1',
        requestId: newId(),
      });
    expect(await authenticated()).toMatchObject({ unitIds: [], teamIds: [] });
    const personId = kim.id;
    await house.call(routes.putInUnit, { ...ask, input: { id: school.body.id, personId } });
    await house.call(routes.putInTeam, { ...ask, input: { id: team.body.id, personId } });
    const actor = await authenticated();
    expect([...(actor.unitIds ?? [])].sort()).toEqual([top.body.id, school.body.id].sort());
    expect(actor.teamIds).toEqual([team.body.id]);
    const people = await house.call(routes.listPeople, { ...ask, input: { search: 'kim@' } });
    expect(people.body.items[0]).toMatchObject({
      units: [{ name: 'Fremont', role: 'member' }],
      teams: [{ name: 'Reading' }],
    });
    expect((await me(kim.token)).body.units).toMatchObject([{ name: 'Fremont' }]);
  });
});
