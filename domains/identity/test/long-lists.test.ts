import { newId } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';

const { routes } = contract;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (const name of ['Émile', 'emil', 'Ada', 'Zoë', 'ada', 'Bo', 'Cy']) await add(name);
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
async function add(name: string) {
  numbers += 1;
  const input = { name, email: `n${numbers}@oakland.example`, role: 'viewer' };
  return (await house.call(routes.addPerson, { token: adminToken, input })).body.person;
}
const list = async (input: Record<string, unknown>) =>
  (await house.call(routes.listPeople, { token: adminToken, input })).body;

describe('a list of people', () => {
  it('goes on by its cursor through everybody, each once and in one order', async () => {
    const whole = await list({});
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await list({ limit: 3, ...(after ? { after } : {}) });
      expect(page.total).toBe(8);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null && seen.length < 20);
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    expect(new Set(seen).size).toBe(8);
  });

  it('refuses a cursor that it did not give', async () => {
    for (const after of ['x', Buffer.from('["a"]').toString('base64url')])
      expect((await list({ after })) as object).toMatchObject({ code: 'identity.cursorUnknown' });
  });

  it('is searched by a part of name or address, whatever the case', async () => {
    expect((await list({ search: 'EMIL' })).items.map(({ name }) => name)).toEqual(['emil']);
    expect(await list({ search: 'n3@oak' })).toMatchObject({ total: 1, items: [{ name: 'Ada' }] });
    expect(await list({ search: '%' })).toMatchObject({ total: 0, items: [], next: null });
  });

  it('finds people by their new name, and counts who came and left', async () => {
    const person = await add('Old Name');
    const before = (await list({})).total;
    const link = await house.identity.makeSignInLink(person.id);
    const { cookie } = await house.call(routes.useLink, { input: { token: link.split('=')[1] } });
    const input = { name: 'Quite Another' };
    await house.call(routes.updateMe, { cookie: `${cookie?.name}=${cookie?.value}`, input });
    expect((await list({ search: 'quite another' })).total).toBe(1);
    expect((await list({ search: 'old name' })).total).toBe(0);
    await house.call(routes.removePerson, { token: adminToken, input: { id: person.id } });
    expect((await list({})).total).toBe(before - 1);
  });

  it('is whole again at the start after an upgrade from a release that kept no labels and counts', async () => {
    const whole = await list({});
    await house.test.database.execute(sql`UPDATE identity.memberships SET label = ''`);
    await house.test.database.execute(sql`UPDATE identity.organisations SET people = 0`);
    await house.identity.firstStart();
    expect(await list({})).toEqual(whole);
  });
});

describe('a list of organisations', () => {
  it('goes on by its cursor, and says which one is worn', async () => {
    for (const slug of ['berkeley', 'alameda', 'concord']) {
      const input = { name: `City of ${slug}`, slug, adminEmail: `a@${slug}.example` };
      await house.call(routes.createOrganisation, { token: adminToken, input });
    }
    const ask = async (input: Record<string, unknown>) =>
      (await house.call(routes.listOrganisations, { token: adminToken, input })).body;
    const first = await ask({ limit: 2 });
    const second = await ask({ limit: 2, after: first.next });
    expect([...first.items, ...second.items].map(({ slug }) => slug)).toEqual([
      'alameda',
      'berkeley',
      'concord',
      'my-organisation',
    ]);
    expect(first.items.map(({ people }) => people)).toEqual([1, 1]);
    expect((await ask({ mine: true })).items.map(({ slug }) => slug)).toEqual(['my-organisation']);
    expect((await ask({ search: 'ALAM' })).items.map(({ slug }) => slug)).toEqual(['alameda']);
    const found = await ask({ search: 'City of', limit: 2 });
    expect(found.items.map(({ slug }) => slug)).toEqual(['alameda', 'berkeley']);
    expect(found.total).toBe(3);
    const next = await ask({ search: 'City of', limit: 2, after: found.next });
    expect(next.items.map(({ slug }) => slug)).toEqual(['concord']);
    expect(await ask({ search: '%' })).toMatchObject({ total: 0, items: [], next: null });
  });

  it('finds nobody else’s', async () => {
    const { token } = await house.member('viewer', 'v@oakland.example');
    const ask = async (search: string) =>
      (await house.call(routes.listOrganisations, { token, input: { search } })).body;
    expect(await ask('city')).toMatchObject({ total: 0, items: [] });
    expect((await ask('my')).items.map(({ slug }) => slug)).toEqual(['my-organisation']);
  });

  it('is found in the middle of more than are counted, in the order of names', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => ({
      id: newId(),
      name: `Village ${String(index).padStart(4, '0')}`,
      slug: `village-${index}`,
      createdAt: new Date(),
    }));
    await asSystem('a test fills its house', () => house.identity.fixtures.organisations(many));
    const input = { search: 'village', limit: 3, offset: 500 };
    const { body } = await house.call(routes.listOrganisations, { token: adminToken, input });
    expect(body.items.map(({ name }) => name)).toEqual([
      'Village 0500',
      'Village 0501',
      'Village 0502',
    ]);
    expect(body.total).toBeGreaterThan(1_000);
  });
});
