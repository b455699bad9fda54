import { asSystem } from '@insites/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { people, sessions, signInLinks } from '../server/tables.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';

const { routes } = contract;
const email = 'wilma@oakland.example';
const password = 'quiet heron above the delta';
const hour = 3_600_000;

let house: House;
let wilma: { id: string; token: string; cookie: string };

beforeAll(async () => {
  house = await openHouse();
  wilma = await house.member('contributor', email);
  const set = await house.call(routes.updateMe, { cookie: wilma.cookie, input: { password } });
  expect(set.status).toBe(200);
});
afterAll(() => house?.[Symbol.asyncDispose]());

const signIn = (input: object, rest: object = {}) =>
  house.call(routes.signIn, { input: { email, password, ...input }, ...rest });
const sessionOf = ({ cookie }: { cookie: { name: string; value: string } | null }) =>
  `${cookie?.name}=${cookie?.value}`;

describe('signing in with a password', () => {
  it('gives a cookie that only this host gets back, and says who one is', async () => {
    const answer = await signIn({});
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ signedIn: true, person: { email }, role: 'contributor' });
    expect(answer.cookie?.name).toBe('__Host-insites');
    expect(answer.cookie?.text).toMatch(/HttpOnly/);
    expect(answer.cookie?.text).toMatch(/SameSite=Lax/);
    expect(answer.cookie?.text).toMatch(/Max-Age=86400/);
    const me = await house.call(routes.me, { cookie: sessionOf(answer) });
    expect(me.body.person?.email).toBe(email);
  });

  it('finds the person whatever the case of the e-mail', async () => {
    expect((await signIn({ email: 'Wilma@Oakland.example' })).status).toBe(200);
  });

  it('answers the same to a wrong password, an unknown e-mail and one without password', async () => {
    const wrong = await signIn({ password: 'not the right password' });
    const unknown = await signIn({ email: 'nobody@oakland.example' });
    const without = await signIn({ email: 'admin@insites.internal' });
    for (const { status, body, cookie } of [wrong, unknown, without]) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
      expect(cookie).toBeNull();
    }
  });

  it('takes as long for an unknown e-mail as for a known one', async () => {
    const time = async (input: object) => {
      const start = performance.now();
      await signIn({ password: 'not the right password', ...input });
      return performance.now() - start;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    // In turn, so that whatever else the machine does meets both alike.
    for (let turn = 0; turn < 40; turn += 1) {
      times.known.push(await time({}));
      times.unknown.push(await time({ email: `nobody${turn}@oakland.example` }));
    }
    // How often a known one took longer: one half when time tells nothing (Mann-Whitney).
    const pairs = times.known.flatMap((known) => times.unknown.map((unknown) => known > unknown));
    const share = pairs.filter(Boolean).length / pairs.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.75);
  });

  it('slows guessing down and never locks the account', async () => {
    house.clock.turn(24 * hour);
    house.clock.waits.length = 0;
    for (let turn = 0; turn < 12; turn += 1) await signIn({ password: `guess number ${turn}` });
    expect(house.clock.waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000]);
    expect((await signIn({})).status).toBe(200);
    house.clock.waits.length = 0;
    await signIn({});
    expect(house.clock.waits).toEqual([]);
  });

  it('is as slow on every server of the same database', async () => {
    house.clock.turn(24 * hour);
    for (let turn = 0; turn < 6; turn += 1) await signIn({ password: `guess number ${turn}` });
    await using other = await house.another();
    house.clock.waits.length = 0;
    await other.call(routes.signIn, { input: { email, password: 'one more guess' } });
    expect(house.clock.waits).toEqual([1000]);
    house.clock.turn(24 * hour);
  });

  it('slows an address down that tries many accounts', async () => {
    house.clock.waits.length = 0;
    for (let turn = 0; turn < 13; turn += 1)
      await signIn({ email: `a${turn}@oakland.example` }, { address: '203.0.113.9' });
    expect(house.clock.waits).toEqual([250, 500, 1000]);
  });

  it('ends the session the browser had', async () => {
    const before = sessionOf(await signIn({}));
    const after = await signIn({}, { cookie: before });
    expect((await house.call(routes.me, { cookie: before })).body.signedIn).toBe(false);
    expect((await house.call(routes.me, { cookie: sessionOf(after) })).body.signedIn).toBe(true);
  });

  it('is in the log of the person’s organisation, right or wrong', async () => {
    await signIn({ password: 'not the right password' });
    expect(await entryOf(house, 'identity.signIn')).toMatchObject({
      outcome: 'refused',
      code: 'identity.signInFailed',
      organisationId: house.organisationId,
      objectId: wilma.id,
    });
    await signIn({});
    expect(await entryOf(house, 'identity.signIn')).toMatchObject({
      outcome: 'allowed',
      organisationId: house.organisationId,
      objectId: wilma.id,
    });
  });
});

describe('the cookie', () => {
  it('has no prefix where browsers would refuse it: another host over plain http', async () => {
    const answer = await signIn({}, { host: 'insites.intranet:4000' });
    expect(answer.cookie?.name).toBe('insites');
    const cookie = sessionOf(answer);
    const me = await house.call(routes.me, { cookie, host: 'insites.intranet:4000' });
    expect(me.body.signedIn).toBe(true);
  });

  it('is secure where it has the prefix, or no browser would take it', async () => {
    const answer = await signIn({});
    expect(answer.cookie?.text).toMatch(/^__Host-insites=.*Secure/);
  });

  it('has the prefix and is secure behind an https address', async () => {
    await using secure = await openHouse({ INSITES_PUBLIC_URL: 'https://data.oakland.example' });
    const link = await secure.identity.makeSignInLink();
    const input = { token: link.replace('/sign-in#token=', '') };
    const { cookie } = await secure.call(routes.useLink, { input, host: '10.0.0.5' });
    expect(cookie?.text).toMatch(/^__Host-insites=.*Secure/);
  });

  it('is kept as a hash only', async () => {
    const { cookie } = await signIn({});
    const rows = await house.test.database.select().from(sessions);
    const text = JSON.stringify(rows.map((row) => ({ ...row, hash: row.hash.toString() })));
    expect(text).not.toContain(cookie?.value);
  });
});

describe('a session', () => {
  it('ends after an hour without use', async () => {
    const cookie = sessionOf(await signIn({}));
    for (let turn = 0; turn < 3; turn += 1) {
      house.clock.turn(0.9 * hour);
      expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(true);
    }
    house.clock.turn(1.1 * hour);
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
  });

  it('ends after a day in any case', async () => {
    const cookie = sessionOf(await signIn({}));
    for (let turn = 0; turn < 47; turn += 1) {
      house.clock.turn(0.5 * hour);
      expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(true);
    }
    house.clock.turn(0.6 * hour);
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
  });

  it('that has ended makes a visitor, not an error, and does not stop the next sign-in', async () => {
    const cookie = '__Host-insites=unknown';
    expect((await house.call(routes.me, { cookie })).status).toBe(200);
    const refused = await house.call(routes.listSessions, { cookie });
    expect(refused.body.code).toBe('identity.signInNeeded');
    expect((await signIn({}, { cookie })).status).toBe(200);
  });

  it('can be seen and ended from another device', async () => {
    const lost = await signIn({});
    const here = sessionOf(await signIn({}));
    const { body } = await house.call(routes.listSessions, { cookie: here });
    const current = body.items.filter((item) => item.current);
    expect(current).toMatchObject([{ device: 'Firefox on Linux' }]);
    for (const { id, current: own } of body.items)
      if (!own) await house.call(routes.endSession, { cookie: here, input: { id } });
    expect((await house.call(routes.me, { cookie: sessionOf(lost) })).body.signedIn).toBe(false);
    expect((await house.call(routes.me, { cookie: here })).body.signedIn).toBe(true);
  });

  it('of somebody else cannot be ended', async () => {
    const cookie = sessionOf(await signIn({}));
    const { body } = await house.call(routes.listSessions, { cookie });
    const input = { id: body.items[0]?.id };
    const refused = await house.call(routes.endSession, { token: adminToken, input });
    expect(refused.body.code).toBe('identity.sessionUnknown');
  });

  it('ends when one signs out', async () => {
    const cookie = sessionOf(await signIn({}));
    const out = await house.call(routes.signOut, { cookie });
    expect(out.status).toBe(204);
    expect(out.cookie?.value).toBe('');
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
  });

  it('is cleaned up when it has ended', async () => {
    await signIn({});
    house.clock.turn(25 * hour);
    await asSystem('the job of the clock', () =>
      house.identity.jobs[0]?.run({
        id: '',
        input: {},
        attempt: 0,
        signal: new AbortController().signal,
        progress: () => undefined,
      }),
    );
    expect(await house.test.database.select().from(sessions)).toEqual([]);
    expect(await house.test.database.select().from(signInLinks)).toEqual([]);
  });
});

describe('a one-time link', () => {
  const use = (link: string) =>
    house.call(routes.useLink, { input: { token: link.replace('/sign-in#token=', '') } });

  it('signs in once, however many try at the same time', async () => {
    const link = await house.identity.makeSignInLink();
    const answers = await Promise.all(Array.from({ length: 8 }, () => use(link)));
    const codes = answers.map(({ status }) => status).sort();
    expect(codes).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
    const again = await use(link);
    expect(again.body.code).toBe('identity.linkSpent');
  });

  it('is for the first administrator, who is operator, when nobody is named', async () => {
    const { body } = await use(await house.identity.makeSignInLink());
    expect(body.person).toMatchObject({ id: house.adminId, operator: true });
  });

  it('expires after 15 minutes', async () => {
    const link = await house.identity.makeSignInLink(wilma.id);
    house.clock.turn(16 * 60_000);
    expect((await use(link)).body.code).toBe('identity.linkSpent');
  });

  it('is kept as a hash only', async () => {
    const link = await house.identity.makeSignInLink(wilma.id);
    const rows = await house.test.database.select().from(signInLinks);
    expect(rows.map(({ hash }) => hash.toString())).not.toContain(link.split('=')[1]);
  });
});

describe('a password', () => {
  const change = (input: Record<string, unknown>) =>
    house.call(routes.updateMe, { token: wilma.token, input });

  it('is kept as argon2id with 19 MiB and two passes', async () => {
    const rows = await house.test.database.select().from(people);
    const hashes = rows.flatMap(({ passwordHash }) => passwordHash ?? []);
    expect(hashes).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)]);
  });

  it('changes only with the old one, and ends the other sessions', async () => {
    const cookie = sessionOf(await signIn({}));
    const next = 'a second heron, less quiet';
    const wrong = await change({ password: next, oldPassword: 'something else entirely' });
    expect(wrong.body.code).toBe('identity.passwordWrong');
    expect((await change({ password: next })).body.code).toBe('identity.passwordWrong');
    expect((await change({ password: next, oldPassword: password })).status).toBe(200);
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
    expect((await signIn({})).status).toBe(401);
    expect((await signIn({ password: next })).status).toBe(200);
    expect((await change({ password, oldPassword: next })).status).toBe(200);
  });

  it.each(['passwordpassword', 'my organisation 2026', 'wilma@oakland.example!'])(
    'cannot be %s',
    async (common) => {
      const refused = await change({ password: common, oldPassword: password });
      expect(refused.body).toMatchObject({
        code: 'identity.passwordCommon',
        fields: [{ path: 'password' }],
      });
    },
  );

  it('is 15 characters or more', async () => {
    const refused = await change({ password: 'fourteen chars', oldPassword: password });
    expect(refused.status).toBe(400);
  });

  it('counts characters as people do: seven pictures are seven', async () => {
    const pictures = Array.from('🦊🐻🐼🐨🐯🦁🐮🐷').join('');
    expect(pictures.length).toBeGreaterThan(15);
    const refused = await change({ password: pictures, oldPassword: password });
    expect(refused.body.fields).toMatchObject([{ path: 'password' }]);
  });

  it('is the same password typed as composed or decomposed letters, and may be long', async () => {
    const next = `${'crème brûlée für die Größe '.repeat(9)}ø`;
    expect(next.length).toBeGreaterThan(200);
    const set = await change({ password: next.normalize('NFD'), oldPassword: password });
    expect(set.status).toBe(200);
    expect((await signIn({ password: next.normalize('NFC') })).status).toBe(200);
    expect((await change({ password, oldPassword: next })).status).toBe(200);
  });
});
