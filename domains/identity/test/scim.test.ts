import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';
import { askScim, type Directory, openDirectory } from './scim.ts';

const { routes } = contract;
const error = 'urn:ietf:params:scim:api:messages:2.0:Error';
const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patch = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

let house: House;
let staff: Directory;
beforeAll(async () => {
  house = await openHouse();
  staff = await openDirectory(house);
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
const person = (more: object = {}) => {
  numbers += 1;
  return {
    schemas: [core],
    userName: `clerk${numbers}@oakland.example`,
    externalId: `external-${numbers}`,
    name: { givenName: 'Ada', familyName: `Clerk ${numbers}` },
    active: true,
    ...more,
  };
};
const create = async (more: object = {}) => (await staff.ask('POST', '/Users', person(more))).body;
const membersOf = async (token = adminToken) =>
  (await house.call(routes.listPeople, { token, input: { limit: '500' } })).body.items;
const memberWith = async (email: string) => (await membersOf()).find((one) => one.email === email);
/** Another organisation with its administrator. */
async function elsewhere() {
  numbers += 1;
  const adminEmail = `admin${numbers}@berkeley.example`;
  const input = { name: `City ${numbers}`, slug: `city-${numbers}`, adminEmail };
  const made = await house.call(routes.createOrganisation, { token: adminToken, input });
  const link = new URL(made.body.signInLink ?? '').hash.replace('#token=', '');
  const { cookie } = await house.call(routes.useLink, { input: { token: link } });
  const session = `${cookie?.name}=${cookie?.value}`;
  const token = await house.call(routes.createToken, { cookie: session, input: { name: 'x' } });
  return { email: adminEmail, cookie: session, token: token.body.token, id: made.body.id };
}

describe('the discovery', () => {
  it('says what is offered, and not what is not', async () => {
    const { status, type, body } = await staff.ask('GET', '/ServiceProviderConfig');
    expect([status, type]).toEqual([200, 'application/scim+json; charset=utf-8']);
    expect(body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true },
      changePassword: { supported: false },
      etag: { supported: true },
    });
    expect((await staff.ask('POST', '/Bulk', {})).status).toBe(404);
  });

  it('tells resource types and schemas, each by itself, too', async () => {
    for (const path of ['/ResourceTypes', '/Schemas']) {
      const { body } = await staff.ask('GET', path);
      expect(body.Resources.length).toBeGreaterThan(1);
      for (const { id } of body.Resources)
        expect((await staff.ask('GET', `${path}/${id}`)).body.id).toBe(id);
    }
    expect((await staff.ask('GET', '/Schemas/urn:none')).status).toBe(404);
  });
});

describe('a directory', () => {
  it('is refused without its token, in the words of the standard', async () => {
    const { status, type, body } = await askScim(house, 'isd_wrong', {
      method: 'GET',
      path: '/Users',
    });
    expect([status, type]).toEqual([401, 'application/scim+json; charset=utf-8']);
    expect(body).toMatchObject({ schemas: [error], status: '401' });
  });

  it('may do nothing else, and nobody else may do this', async () => {
    const people = await house.call(routes.listPeople, { token: staff.token });
    expect(people.body.code).toBe('identity.roleTooLow');
    const tokens = await house.call(routes.listTokens, { token: staff.token });
    expect(tokens.body.code).toBe('identity.roleTooLow');
    const admin = await askScim(house, adminToken, { method: 'GET', path: '/Users' });
    expect(admin.status).toBe(403);
  });

  it('shows its token once, and a new one ends the old one at once', async () => {
    const own = await openDirectory(house, { name: 'Rotating' });
    const list = await house.call(routes.listDirectories, { token: adminToken });
    expect(JSON.stringify(list.body)).not.toContain(own.token);
    const input = { id: own.id };
    const renewed = await house.call(routes.renewDirectoryToken, { token: adminToken, input });
    expect((await own.ask('GET', '/Users')).status).toBe(401);
    const fresh = { method: 'GET', path: '/Users' };
    expect((await askScim(house, renewed.body.token, fresh)).status).toBe(200);
    const off = { id: own.id, enabled: false };
    await house.call(routes.updateDirectory, { token: adminToken, input: off });
    expect((await askScim(house, renewed.body.token, fresh)).status).toBe(401);
  });

  it('never sees or touches another one’s users, also not of the same organisation', async () => {
    const city = await elsewhere();
    for (const other of [
      await openDirectory(house, { token: city.token }),
      await openDirectory(house, { name: 'Contractors' }),
    ]) {
      const { id } = await create();
      expect((await other.ask('GET', `/Users/${id}`)).status).toBe(404);
      expect((await other.ask('DELETE', `/Users/${id}`)).status).toBe(404);
      expect((await other.ask('GET', '/Users')).body.totalResults).toBe(0);
      const group = { displayName: 'All', members: [{ value: id }] };
      expect((await other.ask('POST', '/Groups', group)).status).toBe(400);
      expect((await staff.ask('GET', `/Users/${id}`)).status).toBe(200);
    }
  });
});

describe('a user', () => {
  it('becomes a member, and the log says that the directory did it', async () => {
    const given = person();
    const { status, headers, body } = await staff.ask('POST', '/Users', given);
    expect(status).toBe(201);
    expect(headers.location).toBe(`http://localhost:4000/scim/v2/Users/${body.id}`);
    expect(headers.etag).toBe('W/"1"');
    expect(body).toMatchObject({ ...given, meta: { resourceType: 'User', version: 'W/"1"' } });
    const member = await memberWith(given.userName);
    expect(member).toMatchObject({ role: 'viewer', name: `Ada Clerk ${numbers}` });
    expect(await entryOf(house, 'identity.scimCreateUser')).toMatchObject({
      actorId: staff.id,
      organisationId: house.organisationId,
      objectId: member?.id,
      outcome: 'allowed',
    });
  });

  it('has one name in its directory, whatever its case', async () => {
    const { userName } = await create();
    const again = person({ userName: String(userName).toUpperCase() });
    const { status, body } = await staff.ask('POST', '/Users', again);
    expect([status, body.scimType]).toEqual([409, 'uniqueness']);
    expect(body.schemas).toEqual([error]);
  });

  it('that is set inactive loses session and token on the next request, on every server', async () => {
    const { userName, id } = await create();
    const link = await house.identity.makeSignInLink((await memberWith(String(userName)))?.id);
    const input = { token: link.split('=')[1] };
    const { cookie } = await house.call(routes.useLink, { input });
    const session = `${cookie?.name}=${cookie?.value}`;
    const made = await house.call(routes.createToken, { cookie: session, input: { name: 'x' } });
    await using other = await house.another();
    expect((await other.call(routes.listPeople, { token: made.body.token })).status).toBe(200);
    await staff.ask(
      'PATCH',
      `/Users/${id}`,
      patch({ op: 'replace', path: 'active', value: false }),
    );
    expect((await other.call(routes.listPeople, { token: made.body.token })).status).toBe(401);
    expect((await other.call(routes.me, { cookie: session })).body.signedIn).toBe(false);
    expect(await memberWith(String(userName))).toBeUndefined();
    await staff.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: 'True' } }));
    expect(await memberWith(String(userName))).toBeDefined();
    expect((await other.call(routes.listPeople, { token: made.body.token })).status).toBe(401);
  });

  it('that is deleted is gone for the directory; the person stays and may come again', async () => {
    const { userName, id } = await create();
    const before = await memberWith(String(userName));
    expect((await staff.ask('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await staff.ask('GET', `/Users/${id}`)).status).toBe(404);
    expect((await staff.ask('DELETE', `/Users/${id}`)).status).toBe(404);
    expect(await memberWith(String(userName))).toBeUndefined();
    expect((await house.identity.namesOf([before?.id ?? ''])).size).toBe(1);
    const again = await staff.ask('POST', '/Users', person({ userName }));
    expect(again.status).toBe(201);
    expect((await memberWith(String(userName)))?.id).toBe(before?.id);
  });

  it('who has an account elsewhere stays as they are until they say yes', async () => {
    const city = await elsewhere();
    const told = await staff.ask('POST', '/Users', person({ userName: city.email }));
    const fresh = await staff.ask('POST', '/Users', person());
    // The directory is told nothing that it would not be told of somebody new.
    expect([told.status, Object.keys(told.body)]).toEqual([201, Object.keys(fresh.body)]);
    expect(await memberWith(city.email)).toBeUndefined();
    const rename = patch({ op: 'replace', path: 'displayName', value: 'Taken Over' });
    await staff.ask('PATCH', `/Users/${told.body.id}`, rename);
    expect((await house.call(routes.me, { cookie: city.cookie })).body.person?.name).not.toBe(
      'Taken Over',
    );
    const offers = await house.call(routes.listOffers, { cookie: city.cookie });
    expect(offers.body.items).toMatchObject([{ organisationName: 'My organisation' }]);
    const input = { id: told.body.id, accept: true };
    const byToken = await house.call(routes.answerOffer, { token: city.token, input });
    expect(byToken.body.code).toBe('identity.sessionNeeded');
    expect((await house.call(routes.answerOffer, { cookie: city.cookie, input })).status).toBe(204);
    expect(await memberWith(city.email)).toMatchObject({ role: 'viewer' });
    const again = await house.call(routes.answerOffer, { cookie: city.cookie, input });
    expect(again.body.code).toBe('identity.offerUnknown');
    // The other organisation does not lose them when this directory lets them go.
    await staff.ask('DELETE', `/Users/${told.body.id}`);
    const own = await house.call(routes.me, { cookie: city.cookie });
    expect(own.body.memberships.map(({ organisationId }) => organisationId)).toEqual([city.id]);
  });

  it('who says no stays out, whatever the directory says', async () => {
    const city = await elsewhere();
    const { id } = await create({ userName: city.email });
    const input = { id, accept: false };
    expect((await house.call(routes.answerOffer, { cookie: city.cookie, input })).status).toBe(204);
    await staff.ask(
      'PATCH',
      `/Users/${id}`,
      patch({ op: 'replace', path: 'title', value: 'Chief' }),
    );
    expect(await memberWith(city.email)).toBeUndefined();
  });

  it('takes name and address from the directory only while they belong nowhere else', async () => {
    const { id, userName } = await create();
    const email = `moved-${numbers}@oakland.example`;
    const change = patch({ op: 'replace', path: 'emails', value: [{ value: email }] });
    await staff.ask('PATCH', `/Users/${id}`, change);
    expect(await memberWith(email)).toBeDefined();
    const city = await elsewhere();
    const add = { name: 'x', email, role: 'viewer' };
    await house.call(routes.addPerson, { token: city.token, input: add });
    const back = patch({ op: 'replace', path: 'emails', value: [{ value: userName }] });
    await staff.ask('PATCH', `/Users/${id}`, back);
    expect(await memberWith(email)).toBeDefined();
  });

  it('is not the last administrator to be sent away', async () => {
    const { id } = await create({ userName: 'admin@insites.internal' });
    const gone = await staff.ask('DELETE', `/Users/${id}`);
    expect([gone.status, gone.headers['insites-error']]).toEqual([409, 'identity.lastAdmin']);
    expect((await staff.ask('GET', `/Users/${id}`)).status).toBe(200);
  });

  it('is changed only in the version that was read', async () => {
    const { id } = await create();
    const rename = person({ title: 'Chief' });
    const stale = await staff.ask('PUT', `/Users/${id}`, rename, { 'if-match': 'W/"7"' });
    expect(stale.status).toBe(412);
    const done = await staff.ask('PUT', `/Users/${id}`, rename, { 'if-match': 'W/"1"' });
    expect([done.status, done.headers.etag]).toEqual([200, 'W/"2"']);
    const known = await staff.ask('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"2"' });
    expect(known.status).toBe(304);
  });

  it.each([
    [{ userName: null }, 'invalidValue'],
    [{ userName: 'no-address' }, 'invalidValue'],
    [{ active: 'perhaps' }, 'invalidValue'],
    [
      {
        emails: [
          { value: 'a@x.example', primary: true },
          { value: 'b@x.example', primary: true },
        ],
      },
      'invalidValue',
    ],
    [{ name: ['Ada'] }, 'invalidValue'],
  ])('with %j is refused', async (more, scimType) => {
    const { status, body } = await staff.ask('POST', '/Users', person(more));
    expect([status, body.scimType]).toEqual([400, scimType]);
  });
});

describe('a group', () => {
  it('gives its people the role that an administrator says, and takes it again', async () => {
    const [one, two] = [await create(), await create()];
    const stewards = await staff.ask('POST', '/Groups', {
      displayName: 'Insites-Stewards',
      members: [{ value: one.id }],
    });
    expect(stewards.status).toBe(201);
    const roleOf = async (user: object) =>
      (await memberWith(String((user as { userName: string }).userName)))?.role;
    expect(await roleOf(one)).toBe('viewer');
    const input = { id: staff.id, groupId: stewards.body.id, role: 'steward' };
    await house.call(routes.setGroupRole, { token: adminToken, input });
    expect(await roleOf(one)).toBe('steward');
    const path = `/Groups/${stewards.body.id}`;
    await staff.ask(
      'PATCH',
      path,
      patch({ op: 'add', path: 'members', value: [{ value: two.id }] }),
    );
    expect(await roleOf(two)).toBe('steward');
    const seen = await staff.ask('GET', `/Users/${two.id}`);
    expect(seen.body.groups).toMatchObject([
      { value: stewards.body.id, display: 'Insites-Stewards' },
    ]);
    await staff.ask('PATCH', path, patch({ op: 'remove', path: `members[value eq "${one.id}"]` }));
    expect(await roleOf(one)).toBe('viewer');
    const entry = await entryOf(house, 'identity.scimPatchGroup');
    expect(entry).toMatchObject({
      actorId: staff.id,
      details: { removed: 1, roles: [{ role: 'viewer' }] },
    });
    await staff.ask('DELETE', path);
    expect(await roleOf(two)).toBe('viewer');
  });

  it('does not take a role away that an administrator gave', async () => {
    const user = await create();
    const id = (await memberWith(String(user.userName)))?.id;
    await house.call(routes.changeRole, { token: adminToken, input: { id, role: 'contributor' } });
    await staff.ask('POST', '/Groups', { displayName: 'Bowling', members: [{ value: user.id }] });
    expect((await memberWith(String(user.userName)))?.role).toBe('contributor');
  });
});

describe('as Entra ID sends it', () => {
  it('goes through a life', async () => {
    // https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
    const userName = 'test_user_ab6490ee@oakland.example';
    const query = `/Users?filter=userName%20eq%20%22${userName}%22`;
    expect((await staff.ask('GET', query)).body).toMatchObject({ totalResults: 0, Resources: [] });
    const made = await staff.ask('POST', '/Users', {
      schemas: [core, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName,
      active: true,
      emails: [{ primary: true, type: 'work', value: userName }],
      meta: { resourceType: 'User' },
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      roles: [],
    });
    expect(made.status).toBe(201);
    const path = `/Users/${made.body.id}`;
    const changed = await staff.ask(
      'PATCH',
      path,
      patch(
        {
          op: 'Replace',
          path: 'emails[type eq "work"].value',
          value: 'updatedEmail@oakland.example',
        },
        { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 510 555 0100' },
        {
          op: 'Add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'Public Works',
        },
        {
          op: 'Add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
          value: 'f1e2',
        },
        { op: 'Replace', value: { 'name.givenName': 'updatedGivenName', displayName: 'Updated' } },
      ),
    );
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      displayName: 'Updated',
      name: { familyName: 'updatedFamilyName', givenName: 'updatedGivenName' },
      emails: [{ primary: true, type: 'work', value: 'updatedEmail@oakland.example' }],
      phoneNumbers: [{ type: 'mobile', value: '+1 510 555 0100' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        department: 'Public Works',
        manager: { value: 'f1e2' },
      },
    });
    const off = patch({ op: 'Replace', path: 'active', value: 'False' });
    expect((await staff.ask('PATCH', path, off)).body.active).toBe(false);
    const group = await staff.ask('POST', '/Groups?aadOptscim062020', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
      meta: { resourceType: 'Group' },
    });
    expect(group.status).toBe(201);
    const groups = `/Groups/${group.body.id}`;
    const bare = await staff.ask('GET', `${groups}?excludedAttributes=members`);
    expect(bare.body.members).toBeUndefined();
    const value = [{ $ref: null, value: made.body.id }];
    await staff.ask('PATCH', groups, patch({ op: 'Add', path: 'members', value }));
    const has = `/Groups?filter=id eq "${group.body.id}" and members eq "${made.body.id}"`;
    expect((await staff.ask('GET', encodeURI(has))).body.totalResults).toBe(1);
    await staff.ask('PATCH', groups, patch({ op: 'Remove', path: 'members', value }));
    expect((await staff.ask('GET', encodeURI(has))).body.totalResults).toBe(0);
    expect((await staff.ask('DELETE', path)).status).toBe(204);
  });
});

describe('as Okta sends it', () => {
  it('goes through a life', async () => {
    // https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
    const userName = 'test.user@okta.oakland.example';
    const list = `/Users?filter=userName%20eq%20%22${userName}%22&startIndex=1&count=100`;
    expect((await staff.ask('GET', list)).body).toMatchObject({ totalResults: 0, startIndex: 1 });
    const whole = {
      schemas: [core],
      userName,
      name: { givenName: 'Test', familyName: 'User' },
      emails: [{ primary: true, value: userName, type: 'work' }],
      displayName: 'Test User',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    };
    const made = await staff.ask('POST', '/Users', whole);
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toContain('1mz050nq');
    const path = `/Users/${made.body.id}`;
    const put = { ...whole, id: made.body.id, name: { givenName: 'Another', familyName: 'User' } };
    const replaced = await staff.ask('PUT', path, { ...put, meta: { resourceType: 'User' } });
    expect(replaced.body).toMatchObject({ name: { givenName: 'Another' }, id: made.body.id });
    const group = await staff.ask('POST', '/Groups', { displayName: 'Test SCIMv2', members: [] });
    const pushed = await staff.ask(
      'PATCH',
      `/Groups/${group.body.id}`,
      patch(
        { op: 'replace', value: { id: group.body.id, displayName: 'Test SCIMv2 renamed' } },
        { op: 'replace', path: 'members', value: [{ value: made.body.id, display: userName }] },
      ),
    );
    expect(pushed.body).toMatchObject({
      displayName: 'Test SCIMv2 renamed',
      members: [{ value: made.body.id }],
    });
    const off = await staff.ask('PATCH', path, patch({ op: 'replace', value: { active: false } }));
    expect(off.body.active).toBe(false);
    expect(await memberWith(userName)).toBeUndefined();
  });
});

describe('a list', () => {
  it('is filtered, sorted, cut to pages and to attributes', async () => {
    const own = await openDirectory(house, { name: 'Lists' });
    for (const [index, family] of ['Ångström', 'Baker', 'Clark', 'Diaz', 'Evans'].entries()) {
      const more = {
        title: index < 2 ? 'Chief' : 'Clerk',
        emails: [{ value: `list${index}@oakland.example`, type: 'work' }],
      };
      const { status } = await own.ask(
        'POST',
        '/Users',
        person({ ...more, name: { familyName: family } }),
      );
      expect(status).toBe(201);
    }
    const list = async (query: Record<string, string>) =>
      (await own.ask('GET', `/Users?${new URLSearchParams(query)}`)).body;
    const families = async (filter: string) => {
      const { Resources } = await list({ filter, sortBy: 'name.familyName' });
      return Resources.map(({ name }) => (name as { familyName: string }).familyName);
    };
    expect(await families('title eq "chief"')).toEqual(['Baker', 'Ångström']);
    expect(await families('name.familyName eq "ångström"')).toEqual(['Ångström']);
    expect(await families('not (title eq "Chief") and name.familyName lt "D"')).toEqual(['Clark']);
    expect(await families('emails[type eq "work" and value sw "list4"]')).toEqual(['Evans']);
    expect(await families('nickName pr or emails.value co "LIST3"')).toEqual(['Diaz']);
    expect(
      await families(
        `meta.created gt "2020-01-01T00:00:00Z" and active eq true and title ew "RK" and name.familyName ge "E"`,
      ),
    ).toEqual(['Evans']);
    const page = await list({
      sortBy: 'name.familyName',
      sortOrder: 'descending',
      startIndex: '2',
      count: '2',
      attributes: 'name.familyName',
    });
    expect(page).toMatchObject({ totalResults: 5, startIndex: 2, itemsPerPage: 2 });
    expect(page.Resources.map(({ name }) => name)).toEqual([
      { familyName: 'Evans' },
      { familyName: 'Diaz' },
    ]);
    expect(page.Resources.map((each) => Object.keys(each).sort())).toEqual([
      ['id', 'name', 'schemas'],
      ['id', 'name', 'schemas'],
    ]);
    expect(await list({ count: '0' })).toMatchObject({ totalResults: 5, itemsPerPage: 0 });
    const bad = await own.ask('GET', `/Users?filter=${encodeURIComponent('userName eq')}`);
    expect([bad.status, bad.body.scimType]).toEqual([400, 'invalidFilter']);
  });
});
