import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { type House, openHouse } from './house.ts';

const { routes } = contract;
const password = 'quiet heron above the delta';
const minute = 60_000;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
/** A member with a password, signed in just now. */
async function enter(role: string): Promise<{ id: string; email: string; cookie: string }> {
  const email = `${role}${++numbers}@oakland.example`;
  const { id, cookie } = await house.member(role, email);
  await house.call(routes.updateMe, { cookie, input: { password } });
  return { id, email, cookie };
}
const signIn = async (email: string) => {
  const answer = await house.call(routes.signIn, { input: { email, password } });
  return { ...answer, session: `${answer.cookie?.name}=${answer.cookie?.value}` };
};
const codeOf = (secret: string) =>
  generateSync({ secret, epoch: Math.floor(house.clock.now().getTime() / 1000) });
async function addApp(cookie: string): Promise<string> {
  const { body } = await house.call(routes.startAuthenticator, { cookie });
  const input = { code: codeOf(body.secret) };
  expect((await house.call(routes.confirmAuthenticator, { cookie, input })).status).toBe(200);
  house.clock.turn(minute);
  return body.secret;
}
const prove = async (cookie: string, input: object) => {
  const answer = await house.call(routes.prove, { cookie, input: { ...input } });
  return { ...answer, session: `${answer.cookie?.name}=${answer.cookie?.value}` };
};
const makeToken = (cookie: string) =>
  house.call(routes.createToken, { cookie, input: { name: 'script' } });

describe('what is sensitive', () => {
  const sensitive = Object.values(routes).filter((route) => 'fresh' in route && route.fresh);

  it('is making tokens, inviting, changing factors, roles, programs and the rules of signing in', () => {
    expect(sensitive.map(({ name }) => name.replace('identity.', '')).sort()).toEqual([
      'addPerson',
      'answerRequest',
      'changeRole',
      'changeServiceAccount',
      'createDirectory',
      'createProvider',
      'createServiceAccount',
      'createServiceToken',
      'createToken',
      'enableServiceAccount',
      'endOtherSessions',
      'endSession',
      'invite',
      'linkProvider',
      'makeRecoveryCodes',
      'newPasskeyOptions',
      'registerProgram',
      'removeAuthenticator',
      'removeDirectory',
      'removePasskey',
      'removeProgram',
      'removeProvider',
      'renewDirectoryToken',
      'resendInvitation',
      'resetFactors',
      'sendSignInLink',
      'setGroupRole',
      'setSignInRules',
      'signOutPerson',
      'startAuthenticator',
      'unlinkAccount',
      'updateDirectory',
      'updateProvider',
    ]);
  });

  it.each(sensitive)(
    '$name asks for a proof that is not older than five minutes',
    async (route) => {
      const { cookie } = await enter('admin');
      const input = Object.fromEntries(Object.keys(route.input.shape).map((field) => [field, 'x']));
      house.clock.turn(4.9 * minute);
      const soon = await house.call(route, { cookie, input });
      expect(soon.body?.code).not.toBe('identity.proofNeeded');
      house.clock.turn(0.2 * minute);
      const late = await house.call(route, { cookie, input });
      expect([late.status, late.body.code]).toEqual([403, 'identity.proofNeeded']);
      const proved = await prove(cookie, { password });
      expect(proved.status).toBe(200);
      const again = await house.call(route, { cookie: proved.session, input });
      expect(again.body?.code).not.toBe('identity.proofNeeded');
    },
  );

  it('is proved by the password only where there is nothing stronger', async () => {
    const { cookie: first } = await enter('contributor');
    let cookie = first;
    house.clock.turn(6 * minute);
    const { body: before } = await house.call(routes.proofOptions, { cookie });
    expect(before).toEqual({ methods: ['password'], passkey: null, provider: null });
    expect((await prove(cookie, { password: `${password}!` })).body.code).toBe(
      'identity.proofFailed',
    );
    expect((await makeToken(cookie)).body.code).toBe('identity.proofNeeded');
    const proved = await prove(cookie, { password });
    expect(Date.parse(proved.body.until) - house.clock.now().getTime()).toBeGreaterThan(
      4.9 * minute,
    );
    cookie = proved.session;
    const secret = await addApp(cookie);
    house.clock.turn(6 * minute);
    const { body: after } = await house.call(routes.proofOptions, { cookie });
    expect(after.methods).toEqual(['code']);
    expect((await prove(cookie, { password })).body.code).toBe('identity.proofFailed');
    expect((await makeToken(cookie)).body.code).toBe('identity.proofNeeded');
    const code = codeOf(secret);
    const shown = await prove(cookie, { code });
    expect(shown.status).toBe(200);
    cookie = shown.session;
    expect((await makeToken(cookie)).status).toBe(201);
    expect((await prove(cookie, { code })).body.code).toBe('identity.proofFailed');
  });

  it('gives the session another cookie, and the old one is nobody’s', async () => {
    const { cookie } = await enter('contributor');
    const { session } = await prove(cookie, { password });
    expect(session).not.toBe(cookie);
    const signedIn = async (one: string) =>
      (await house.call(routes.me, { cookie: one })).body.signedIn;
    expect(await Promise.all([cookie, session].map(signedIn))).toEqual([false, true]);
    const { body } = await house.call(routes.listSessions, { cookie: session });
    expect(body.items.filter(({ current }) => current).length).toBe(1);
  });

  it('is proved for one session, not for the person’s others', async () => {
    const { cookie, email } = await enter('contributor');
    const { session } = await signIn(email);
    house.clock.turn(6 * minute);
    await prove(cookie, { password });
    expect((await makeToken(session)).body.code).toBe('identity.proofNeeded');
  });

  it('needs no proof from a token, which has nobody before it', async () => {
    const { cookie } = await enter('contributor');
    const { body } = await makeToken(cookie);
    house.clock.turn(60 * minute);
    const made = await house.call(routes.createToken, {
      token: body.token,
      input: { name: 'second' },
    });
    expect(made.status).toBe(201);
  });

  it('includes a first password where a passkey or an app guards the account', async () => {
    const { cookie } = await house.member('contributor', `no${++numbers}@oakland.example`);
    await addApp(cookie);
    house.clock.turn(6 * minute);
    const refused = await house.call(routes.updateMe, { cookie, input: { password } });
    expect(refused.body.code).toBe('identity.proofNeeded');
  });
});

describe('what an organisation asks for', () => {
  const setRules = async (cookie: string, rules: object) => {
    const input = { id: house.organisationId, ...rules };
    const answer = await house.call(routes.setSignInRules, { cookie, input });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.signIn;
  };
  const lacks = async (cookie: string) =>
    (await house.call(routes.me, { cookie })).body.session?.lacks;

  it('leads to a second factor from the next request on, and to nothing else before', async () => {
    const { cookie: boss } = await enter('admin');
    const bossSecret = await addApp(boss);
    const { cookie, email } = await enter('contributor');
    await setRules(boss, { rule: 'secondFactor' });
    expect(await lacks(boss)).toBeNull();
    expect(await lacks(cookie)).toBe('factor');
    for (const route of [routes.listTokens, routes.listPeople, routes.listSessions]) {
      const refused = await house.call(route, { cookie });
      expect([refused.status, refused.body.code]).toEqual([403, 'identity.factorNeeded']);
    }
    const { session } = await signIn(email);
    expect((await house.call(routes.listTokens, { cookie: session })).status).toBe(403);
    await addApp(session);
    expect(await lacks(session)).toBeNull();
    expect((await house.call(routes.listTokens, { cookie: session })).status).toBe(200);
    expect(bossSecret).not.toBe('');
    await setRules(boss, { rule: 'password' });
    expect(await lacks(cookie)).toBeNull();
  });

  it('is met by who has a factor and proves it in the session that is there', async () => {
    const { cookie: boss } = await enter('admin');
    const { cookie, email } = await enter('contributor');
    const { session } = await signIn(email);
    const secret = await addApp(session);
    await addApp(boss);
    await setRules(boss, { rule: 'secondFactor' });
    expect(await lacks(cookie)).toBe('factor');
    const proved = await prove(cookie, { code: codeOf(secret) });
    expect(proved.status).toBe(200);
    expect(await lacks(proved.session)).toBeNull();
    await setRules(boss, { rule: 'password' });
  });

  it('can be a passkey from administrators: their codes are not enough', async () => {
    const { cookie: boss } = await enter('admin');
    await addApp(boss);
    const { cookie } = await enter('contributor');
    await addApp(cookie);
    await setRules(boss, { rule: 'passkeyOfAdmins' });
    expect(await lacks(cookie)).toBeNull();
    expect(await lacks(boss)).toBe('passkey');
    // Nobody is left to say otherwise in this test, so the table is told.
    await house.test.database.$client.query(
      "UPDATE identity.organisations SET sign_in_rule = 'password'",
    );
  });

  it('shortens sessions that are there, never lengthens them', async () => {
    const { cookie: boss } = await enter('admin');
    expect(await setRules(boss, { sessionHours: 2, idleMinutes: 10 })).toEqual({
      rule: 'password',
      sessionHours: 2,
      idleMinutes: 10,
      tokenDays: 366,
    });
    const { cookie, email } = await enter('contributor');
    const { session } = await signIn(email);
    for (let turn = 0; turn < 12; turn += 1) {
      house.clock.turn(9 * minute);
      const { body } = await house.call(routes.me, { cookie });
      expect(body.session?.idleMinutes).toBe(10);
    }
    expect((await house.call(routes.me, { cookie: session })).body.signedIn).toBe(false);
    const { body } = await house.call(routes.listSessions, { cookie });
    expect(body.items.map(({ current }) => current)).toEqual([true]);
    house.clock.turn(9 * minute);
    await house.call(routes.me, { cookie });
    house.clock.turn(9 * minute);
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(false);
    const admin = await enter('admin');
    for (const wrong of [{ sessionHours: 25 }, { idleMinutes: 61 }, { idleMinutes: 1 }]) {
      const input = { id: house.organisationId, ...wrong };
      const refused = await house.call(routes.setSignInRules, { cookie: admin.cookie, input });
      expect(refused.status).toBe(400);
    }
    await setRules(admin.cookie, { sessionHours: 24, idleMinutes: 60 });
  });
});

describe('sessions', () => {
  it('all end but the one that asks', async () => {
    const { cookie, email } = await enter('contributor');
    const others = [await signIn(email), await signIn(email)];
    const { body } = await house.call(routes.endOtherSessions, { cookie });
    expect(body).toEqual({ ended: 2 });
    for (const { session } of others)
      expect((await house.call(routes.me, { cookie: session })).body.signedIn).toBe(false);
    expect((await house.call(routes.me, { cookie })).body.signedIn).toBe(true);
  });
});
