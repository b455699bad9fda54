import { newId } from '@insites/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';

const { routes } = contract;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
const email = () => `person${++numbers}@oakland.example`;
const add = (token: string, input: Record<string, unknown>) =>
  house.call(routes.addPerson, { token, input: { name: 'Some One', role: 'viewer', ...input } });
const changeRole = (token: string, id: string, role: string) =>
  house.call(routes.changeRole, { token, input: { id, role } });
const remove = (token: string, id: string) =>
  house.call(routes.removePerson, { token, input: { id } });

/** Another organisation, with a token of its administrator. */
async function elsewhere(): Promise<{ id: string; token: string; email: string }> {
  const adminEmail = email();
  const slug = `city-${numbers}`;
  const made = await house.call(routes.createOrganisation, {
    token: adminToken,
    input: { name: `City ${numbers}`, slug, adminEmail },
  });
  expect(made.status).toBe(201);
  const token = new URL(made.body.signInLink ?? '').hash.replace('#token=', '');
  const { cookie } = await house.call(routes.useLink, { input: { token } });
  const session = `${cookie?.name}=${cookie?.value}`;
  const created = await house.call(routes.createToken, { cookie: session, input: { name: 'x' } });
  return { id: made.body.id, token: created.body.token, email: adminEmail };
}

describe('adding a person', () => {
  it('gives a link to hand over, which signs them in with their role', async () => {
    const added = await add(adminToken, { email: email(), role: 'steward' });
    expect(added.status).toBe(201);
    expect(added.body.signInLink).toMatch(/^http:\/\/localhost:4000\/sign-in#token=/);
    const token = added.body.signInLink?.split('=')[1];
    const me = await house.call(routes.useLink, { input: { token } });
    expect(me.body).toMatchObject({ role: 'steward', organisation: { name: 'My organisation' } });
    expect(me.body.permissions).toContain('audit:read');
    expect(me.body.permissions).not.toContain('identity:administer');
  });

  it('twice is refused', async () => {
    const input = { email: email() };
    await add(adminToken, input);
    const again = await add(adminToken, input);
    expect(again.body.code).toBe('identity.alreadyAMember');
  });

  it('who belongs elsewhere gives no link: nobody enters another organisation by it', async () => {
    const other = await elsewhere();
    const invited = email();
    expect((await add(other.token, { email: invited })).body.signInLink).not.toBeNull();
    const added = await add(adminToken, { email: invited });
    expect(added.status).toBe(201);
    expect(added.body.signInLink).toBeNull();
    expect(
      (await add(other.token, { email: 'admin@insites.internal' })).body.signInLink,
    ).toBeNull();
  });

  it('is asked of the slots, and undone when one refuses', async () => {
    await using own = await openHouse();
    own.identity.onBeforeMember(async () => {
      throw new Error('no room');
    });
    const input = { name: 'x', email: 'x@oakland.example', role: 'viewer' };
    const refused = await own.call(routes.addPerson, { token: adminToken, input });
    expect(refused.status).toBe(500);
    const people = await own.call(routes.listPeople, { token: adminToken });
    expect(people.body.total).toBe(1);
  });

  it('is only for administrators', async () => {
    for (const role of ['viewer', 'contributor', 'steward']) {
      const { token } = await house.member(role, email());
      const refused = await add(token, { email: email() });
      expect(refused.body.code).toBe('identity.roleTooLow');
    }
    expect((await add('', { email: email() })).body.code).toBe('identity.signInNeeded');
  });

  it('is in the log', async () => {
    const added = await add(adminToken, { email: email() });
    expect(await entryOf(house, 'identity.addPerson')).toMatchObject({
      objectId: added.body.person.id,
      actorId: house.adminId,
      details: { role: 'viewer' },
    });
  });
});

describe('another role', () => {
  it('holds from the next request on', async () => {
    const { id, token } = await house.member('admin', email());
    expect((await house.call(routes.me, { token })).body.role).toBe('admin');
    expect((await changeRole(adminToken, id, 'viewer')).status).toBe(200);
    expect((await add(token, { email: email() })).body.code).toBe('identity.roleTooLow');
  });

  it('cannot be given to somebody who is not a member', async () => {
    const refused = await changeRole(adminToken, newId(), 'viewer');
    expect(refused.body.code).toBe('identity.personUnknown');
  });
});

describe('a member who forgot the password', () => {
  const send = (token: string, id: string) =>
    house.call(routes.sendSignInLink, { token, input: { id } });

  it('gets a link of an administrator, which works once and leaves the second factor', async () => {
    const { id } = await house.member('contributor', email());
    const { body } = await send(adminToken, id);
    const input = { token: body.link?.split('=')[1] };
    expect((await house.call(routes.useLink, { input })).body).toMatchObject({
      person: { id },
      owed: null,
    });
    expect((await house.call(routes.useLink, { input })).status).toBe(401);
  });

  it('is told where no mail can be sent, when it has to be a mail', async () => {
    const { id } = await house.member('contributor', email());
    const input = { id, mailOnly: true };
    const { status, body } = await house.call(routes.sendSignInLink, { token: adminToken, input });
    expect(status).toBe(409);
    expect(body.code).toBe('identity.mailNotSetUp');
  });

  it('of another organisation, too, gets none here', async () => {
    const other = await elsewhere();
    const shared = email();
    const { id } = await house.member('contributor', shared);
    await add(other.token, { email: shared });
    expect((await send(other.token, id)).body.code).toBe('identity.belongsElsewhere');
    const steward = await house.member('steward', email());
    expect((await send(steward.token, id)).status).toBe(403);
  });
});

describe('signing a person out', () => {
  const signOut = (token: string, id: string) =>
    house.call(routes.signOutPerson, { token, input: { id } });

  it('by an administrator: sessions of this organisation end, others stay', async () => {
    const other = await elsewhere();
    const shared = email();
    const { id, cookie } = await house.member('contributor', shared);
    const alone = await house.member('viewer', email());
    await add(other.token, { email: shared });
    const link = await house.identity.makeSignInLink(id);
    const second = await house.call(routes.useLink, {
      input: { token: String(link).split('=')[1] },
    });
    const away = `${second.cookie?.name}=${second.cookie?.value}`;
    const there = { organisationId: other.id };
    expect((await house.call(routes.wearHat, { cookie: away, input: there })).status).toBe(200);
    house.clock.turn(1_000);

    expect((await signOut(adminToken, id)).body).toEqual({ ended: 1 });
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
    expect((await house.call(routes.me, { cookie: away })).body.organisation?.id).toBe(other.id);
    const back = { organisationId: house.organisationId };
    expect((await house.call(routes.wearHat, { cookie: away, input: back })).body.code).toBe(
      'identity.signedOut',
    );
    expect((await house.call(routes.me, { cookie: alone.cookie })).body.signedIn).toBe(true);
    house.clock.turn(1_000);
    const anew = await house.call(routes.useLink, {
      input: { token: String(await house.identity.makeSignInLink(id)).split('=')[1] },
    });
    expect(anew.body.organisation?.id).toBe(house.organisationId);
  });

  it('is for administrators, of their own people', async () => {
    const { id } = await house.member('viewer', email());
    const other = await elsewhere();
    const steward = await house.member('steward', email());
    expect((await signOut(steward.token, id)).status).toBe(403);
    expect((await signOut(other.token, id)).status).toBe(404);
  });
});

describe('removing a person', () => {
  it('ends sessions and tokens at once', async () => {
    const { id, token, cookie } = await house.member('contributor', email());
    expect((await remove(adminToken, id)).status).toBe(204);
    expect((await house.call(routes.me, { token })).body.code).toBe('identity.credentialInvalid');
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
  });

  it('leaves their other organisation alone', async () => {
    const other = await elsewhere();
    const shared = email();
    const { id, cookie } = await house.member('contributor', shared);
    await add(other.token, { email: shared });
    await remove(other.token, id);
    expect((await house.call(routes.me, { cookie })).body.role).toBe('contributor');
  });

  it('lets them be invited anew when they never came', async () => {
    const input = { email: email() };
    const { body } = await add(adminToken, input);
    await remove(adminToken, body.person.id);
    const spent = { token: body.signInLink?.split('=')[1] };
    expect((await house.call(routes.useLink, { input: spent })).status).toBe(401);
    expect((await add(adminToken, input)).body.signInLink).not.toBeNull();
  });
});

describe('the last administrator', () => {
  it('can be neither removed nor given another role', async () => {
    expect((await changeRole(adminToken, house.adminId, 'steward')).body.code).toBe(
      'identity.lastAdmin',
    );
    expect((await remove(adminToken, house.adminId)).body.code).toBe('identity.lastAdmin');
    const { body } = await house.call(routes.listPeople, {
      token: adminToken,
      input: { search: 'internal' },
    });
    expect(body.items).toMatchObject([{ can: { changeRole: false, remove: false } }]);
  });

  it('stays when all administrators step down at the same time', async () => {
    const other = await elsewhere();
    const first = (await house.call(routes.me, { token: other.token })).body.person?.id ?? '';
    const added = await add(other.token, { email: email(), role: 'admin' });
    const both = [first, added.body.person.id];
    const answers = await Promise.all(both.map((id) => changeRole(other.token, id, 'viewer')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('an organisation', () => {
  let other: { id: string; token: string; email: string };
  beforeEach(async () => {
    other = await elsewhere();
  });

  it('sees its own people only', async () => {
    const { body } = await house.call(routes.listPeople, { token: other.token });
    expect(body.items.map((person) => person.email)).toEqual([other.email]);
    expect(body.total).toBe(1);
  });

  it('can do nothing to the people or the name of another one', async () => {
    expect((await remove(other.token, house.adminId)).body.code).toBe('identity.personUnknown');
    expect((await changeRole(other.token, house.adminId, 'viewer')).body.code).toBe(
      'identity.personUnknown',
    );
    const input = { id: house.organisationId, name: 'Taken over' };
    const renamed = await house.call(routes.updateOrganisation, { token: other.token, input });
    expect(renamed.body.code).toBe('identity.organisationUnknown');
  });

  it('is renamed by its administrator', async () => {
    const input = { id: other.id, name: 'City of Elsewhere' };
    const renamed = await house.call(routes.updateOrganisation, { token: other.token, input });
    expect(renamed.body).toMatchObject({
      name: 'City of Elsewhere',
      people: 1,
      can: { update: true },
    });
  });

  it('shows in the list of its people and of operators only', async () => {
    const list = async (token: string) =>
      (await house.call(routes.listOrganisations, { token, input: { limit: 500 } })).body.items;
    expect((await list(other.token)).map(({ id }) => id)).toEqual([other.id]);
    expect((await list(adminToken)).length).toBeGreaterThan(1);
  });

  it('is created by operators only, under a short name of its own', async () => {
    const input = { name: 'X', slug: 'my-organisation', adminEmail: email() };
    const taken = await house.call(routes.createOrganisation, { token: adminToken, input });
    expect(taken.body.code).toBe('identity.slugTaken');
    const refused = await house.call(routes.createOrganisation, { token: other.token, input });
    expect(refused.body.code).toBe('identity.roleTooLow');
  });
});

describe('hats', () => {
  it('are changed by who has both, for the session', async () => {
    const other = await elsewhere();
    const shared = email();
    const { cookie, token } = await house.member('contributor', shared);
    await add(other.token, { email: shared, role: 'viewer' });
    const input = { organisationId: other.id };
    const worn = await house.call(routes.wearHat, { cookie, input });
    expect(worn.body).toMatchObject({ role: 'viewer', organisation: { id: other.id } });
    expect((await house.call(routes.me, { cookie })).body.role).toBe('viewer');
    expect((await house.call(routes.me, { token })).body.role).toBe('contributor');
    const fixed = await house.call(routes.wearHat, { token, input });
    expect(fixed.body.code).toBe('identity.tokenHatFixed');
  });

  it('of others cannot be worn', async () => {
    const other = await elsewhere();
    const { cookie, token } = await house.member('contributor', email());
    const input = { organisationId: other.id };
    const worn = await house.call(routes.wearHat, { cookie, input });
    expect(worn.body.code).toBe('identity.notAMember');
    const made = await house.call(routes.createToken, { token, input: { name: 'x', ...input } });
    expect(made.body.code).toBe('identity.notAMember');
  });
});

describe('the e-mail address', () => {
  it('is changed by operators only, to one that is free', async () => {
    const taken = email();
    const { token } = await house.member('admin', taken);
    const change = (by: string, to: string) =>
      house.call(routes.updateMe, { token: by, input: { email: to } });
    expect((await change(token, email())).body.code).toBe('identity.roleTooLow');
    expect((await change(adminToken, taken)).body.code).toBe('identity.emailTaken');
    const mine = email();
    expect((await change(adminToken, mine)).body.person?.email).toBe(mine);
    expect((await change(adminToken, 'admin@insites.internal')).status).toBe(200);
  });
});
