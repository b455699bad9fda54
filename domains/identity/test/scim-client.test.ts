import SCIMMY from 'scimmy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { type Directory, openDirectory } from './scim.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const message = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let house: House;
let directory: Directory;
beforeAll(async () => {
  house = await openHouse();
  directory = await openDirectory(house);
});
afterAll(() => house?.[Symbol.asyncDispose]());

/** SCIMMY (MIT) is another implementation of the standard: it reads our answers and does the same beside us. */
function readByOther(resource: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(new SCIMMY.Schemas.User(resource as never, 'out')));
}

const whole = {
  schemas: [core],
  userName: 'bjensen@oakland.example',
  externalId: '701984',
  name: { formatted: 'Ms. Barbara J Jensen', familyName: 'Jensen', givenName: 'Barbara' },
  displayName: 'Babs Jensen',
  title: 'Tour Guide',
  active: true,
  emails: [
    { value: 'bjensen@oakland.example', type: 'work', primary: true },
    { value: 'babs@jensen.example', type: 'home' },
  ],
  phoneNumbers: [{ value: '+1-555-555-5555', type: 'work' }],
  addresses: [{ type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Oakland' }],
};
const changeable = (resource: Record<string, unknown>) => {
  const { meta: _, id: __, schemas: ___, groups: ____, ...rest } = resource;
  return rest;
};

describe('beside another implementation', () => {
  it.each([
    [[{ op: 'replace', path: 'displayName', value: 'Barbara' }]],
    [[{ op: 'add', path: 'nickName', value: 'Babs' }]],
    [[{ op: 'remove', path: 'title' }]],
    [[{ op: 'add', value: { title: 'Chief', nickName: 'B' } }]],
    [[{ op: 'replace', path: 'name.familyName', value: 'Smith' }]],
    [[{ op: 'add', path: 'name', value: { honorificPrefix: 'Dr.' } }]],
    [[{ op: 'remove', path: 'emails[type eq "home"]' }]],
    [[{ op: 'replace', path: 'emails[type eq "home"].value', value: 'b@jensen.example' }]],
    [[{ op: 'add', path: 'emails', value: [{ value: 'third@jensen.example', type: 'other' }] }]],
    [[{ op: 'replace', path: 'emails', value: [{ value: 'only@jensen.example', type: 'work' }] }]],
    [[{ op: 'remove', path: 'addresses' }]],
    [[{ op: 'remove', path: 'addresses[type eq "work"].locality' }]],
    [
      [
        { op: 'replace', path: 'active', value: false },
        { op: 'remove', path: 'phoneNumbers' },
        { op: 'add', path: 'phoneNumbers', value: [{ value: '1', type: 'fax' }] },
      ],
    ],
  ])('PATCH %j leads to the same', async (operations) => {
    const made = await directory.ask('POST', '/Users', whole);
    expect(made.status).toBe(201);
    const path = `/Users/${made.body.id}`;
    const body = { schemas: [message] as [typeof message], Operations: operations };
    const ours = await directory.ask('PATCH', path, body);
    expect(ours.status).toBe(200);
    const before = new SCIMMY.Schemas.User(made.body as never, 'in');
    const theirs = await new SCIMMY.Messages.PatchOp(body as never).apply(before);
    expect(changeable(ours.body)).toEqual(changeable(JSON.parse(JSON.stringify(theirs))));
    expect(readByOther(ours.body)).toMatchObject({ id: made.body.id, userName: whole.userName });
    await directory.ask('DELETE', path);
  });

  it('a filter finds the same', async () => {
    const names = ['Adams', 'Baker', 'baker', 'Clark'];
    const all = await Promise.all(
      names.map(async (familyName, index) => {
        const userName = `f${index}@oakland.example`;
        const emails = [{ value: userName, type: index % 2 ? 'work' : 'home' }];
        const more = index === 3 ? {} : { title: `Clerk ${index}` };
        const body = { schemas: [core], userName, name: { familyName }, emails, ...more };
        return (await directory.ask('POST', '/Users', body)).body;
      }),
    );
    for (const filter of [
      'name.familyName eq "Clark"',
      'userName sw "f1"',
      'title pr',
      'not (title pr)',
      'emails[type eq "work"]',
      'emails[type eq "work" and value co "f3"]',
      'title pr and (userName eq "f0@oakland.example" or userName ew "2@oakland.example")',
      'title pr and userName eq "f0@oakland.example" or userName eq "f3@oakland.example"',
      'active eq true and not (userName co "f2")',
      'meta.created gt "2020-01-01T00:00:00Z"',
      'meta.created lt "2020-01-01T00:00:00Z"',
    ]) {
      const query = new URLSearchParams({ filter });
      const { body } = await directory.ask('GET', `/Users?${query}`);
      const theirs = new SCIMMY.Types.Filter(filter).match(all) as typeof all;
      expect(body.Resources.map(({ id }) => id).sort(), filter).toEqual(
        theirs.map(({ id }) => id).sort(),
      );
    }
  });

  it('schemas say the same of every attribute that both know', async () => {
    const { body } = await directory.ask('GET', `/Schemas/${core}`);
    const theirs = JSON.parse(
      JSON.stringify(SCIMMY.Schemas.User.definition.describe()),
    ) as typeof body;
    const known = new Map((theirs.attributes as Attribute[]).map((each) => [each.name, each]));
    const both = (body.attributes as Attribute[]).filter(({ name }) => known.has(name));
    expect(both.length).toBeGreaterThan(14);
    for (const { name, type, multiValued } of both)
      expect([name, type, multiValued]).toEqual([
        name,
        known.get(name)?.type,
        known.get(name)?.multiValued,
      ]);
  });
});

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
}
