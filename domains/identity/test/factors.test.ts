import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { authenticators, recoveryCodes } from '../server/tables.ts';
import { type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';

const { routes } = contract;
const password = 'quiet heron above the delta';
const minute = 60_000;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());

let numbers = 0;
interface Member {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
  readonly token: string;
}
let ada: Member;
beforeEach(async () => {
  // A new day: nobody's tries count, and no step was used.
  house.clock.turn(24 * 60 * minute);
  const email = `ada${++numbers}@oakland.example`;
  const made = await house.member('contributor', email);
  ada = { ...made, email };
  const set = await house.call(routes.updateMe, { cookie: ada.cookie, input: { password } });
  expect(set.status).toBe(200);
});

const sessionOf = ({ cookie }: { cookie: { name: string; value: string } | null }) =>
  `${cookie?.name}=${cookie?.value}`;
const signIn = (input: object = {}) =>
  house.call(routes.signIn, { input: { email: ada.email, password, ...input } });
const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(house.clock.now().getTime() / 1000) + ahead });
const owedOf = (answer: Awaited<ReturnType<typeof signIn>>) => answer.body.owed?.token ?? '';
const second = (token: string, code: string, rest: object = {}) =>
  house.call(routes.useSecondFactor, { input: { token, code }, ...rest });

/** An app that shows codes, and the recovery codes that came with it. */
async function addApp(cookie = ada.cookie): Promise<{ secret: string; recovery: string[] }> {
  const begun = await house.call(routes.startAuthenticator, { cookie });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const { secret } = begun.body;
  const done = await house.call(routes.confirmAuthenticator, {
    cookie,
    input: { code: codeOf(secret) },
  });
  expect(done.status).toBe(200);
  house.clock.turn(minute);
  return { secret, recovery: done.body.recoveryCodes ?? [] };
}

describe('an app that shows codes', () => {
  it('counts once a code was right, and brings ten recovery codes', async () => {
    const { cookie } = ada;
    const begun = await house.call(routes.startAuthenticator, { cookie });
    expect(begun.body.address).toContain(`secret=${begun.body.secret}`);
    expect((await signIn()).body.owed).toBeNull();
    const wrong = await house.call(routes.confirmAuthenticator, {
      cookie,
      input: { code: '000000' },
    });
    expect(wrong.body.code).toBe('identity.codeWrong');
    const { recovery } = await addApp();
    expect(recovery).toHaveLength(10);
    const { body } = await house.call(routes.listFactors, { cookie });
    expect(body).toMatchObject({ password: true, passkeys: [], recoveryCodes: 10 });
    expect(body.authenticator).not.toBeNull();
    const again = await house.call(routes.startAuthenticator, { cookie });
    expect(again.body.code).toBe('identity.authenticatorThere');
  });

  it('is asked after the password, and nobody is signed in before', async () => {
    const { secret } = await addApp();
    const half = await signIn();
    expect(half.body).toMatchObject({
      signedIn: false,
      person: null,
      permissions: expect.any(Array),
    });
    expect(half.body.owed?.methods).toEqual(['code', 'recovery']);
    expect(half.cookie).toBeNull();
    const whole = await second(owedOf(half), codeOf(secret));
    expect(whole.body).toMatchObject({ signedIn: true, session: { secondFactor: 'totp' } });
    const me = await house.call(routes.me, { cookie: sessionOf(whole) });
    expect(me.body.person?.email).toBe(ada.email);
    expect(await entryOf(house, 'identity.useSecondFactor')).toMatchObject({
      outcome: 'allowed',
      objectId: ada.id,
      organisationId: house.organisationId,
    });
  });

  it('takes each code once, however many try at the same time', async () => {
    const { secret } = await addApp();
    const steps = await Promise.all(Array.from({ length: 6 }, async () => owedOf(await signIn())));
    const code = codeOf(secret);
    const answers = await Promise.all(steps.map((step) => second(step, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    const older = await second(owedOf(await signIn()), codeOf(secret, -30));
    expect(older.body.code).toBe('identity.codeWrong');
    house.clock.turn(minute);
    expect((await second(owedOf(await signIn()), codeOf(secret))).status).toBe(200);
  });

  it('gives five tries and ten minutes, then the password comes first again', async () => {
    const { secret } = await addApp();
    const token = owedOf(await signIn());
    for (let turn = 0; turn < 5; turn += 1)
      expect((await second(token, '000000')).body.code).toBe('identity.codeWrong');
    expect((await second(token, codeOf(secret))).body.code).toBe('identity.stepSpent');
    const late = owedOf(await signIn());
    house.clock.turn(11 * minute);
    expect((await second(late, codeOf(secret))).body.code).toBe('identity.stepSpent');
  });

  it('cannot be guessed: after ten wrong codes it rests, and a recovery code goes on', async () => {
    const { secret, recovery } = await addApp();
    const told: (string | undefined)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const token = owedOf(await signIn());
      for (let guess = 0; guess < 4; guess += 1)
        told.push((await second(token, '000000')).body.code);
    }
    expect(told.slice(0, 10)).toEqual(Array(10).fill('identity.codeWrong'));
    expect(told.slice(10)).toEqual(Array(2).fill('identity.tooManyCodes'));
    const right = await second(owedOf(await signIn()), codeOf(secret));
    expect([right.status, right.body.code]).toEqual([429, 'identity.tooManyCodes']);
    expect((await second(owedOf(await signIn()), recovery[0] ?? '')).status).toBe(200);
    house.clock.turn(60 * minute);
    expect((await second(owedOf(await signIn()), codeOf(secret))).status).toBe(200);
  });

  it('is removed with its recovery codes, and the password is enough again', async () => {
    await addApp();
    const { cookie } = ada;
    expect((await house.call(routes.removeAuthenticator, { cookie })).status).toBe(204);
    const { body } = await house.call(routes.listFactors, { cookie });
    expect(body).toMatchObject({ authenticator: null, recoveryCodes: 0 });
    expect((await signIn()).body.owed).toBeNull();
    const gone = await house.call(routes.removeAuthenticator, { cookie });
    expect(gone.body.code).toBe('identity.factorUnknown');
  });

  it('is asked after a one-time link, too', async () => {
    const { secret } = await addApp();
    const link = await house.identity.makeSignInLink(ada.id);
    const half = await house.call(routes.useLink, {
      input: { token: link.replace('/sign-in#token=', '') },
    });
    expect([half.status, half.cookie]).toEqual([200, null]);
    expect((await second(half.body.owed?.token ?? '', codeOf(secret))).status).toBe(200);
  });
});

describe('a recovery code', () => {
  it('works once, however it is typed, and is kept as a hash only', async () => {
    const { recovery } = await addApp();
    const [code = ''] = recovery;
    const typed = code.toUpperCase().replaceAll('-', ' ');
    const whole = await second(owedOf(await signIn()), typed);
    expect(whole.body.session?.secondFactor).toBe('recovery');
    expect((await second(owedOf(await signIn()), code)).body.code).toBe('identity.codeWrong');
    const rows = await house.test.database.select().from(recoveryCodes);
    const kept = JSON.stringify(rows.map(({ hash }) => Buffer.from(hash).toString()));
    for (const one of recovery) expect(kept).not.toContain(one);
  });

  it('stops working when new ones are made', async () => {
    const { recovery } = await addApp();
    const made = await house.call(routes.makeRecoveryCodes, { cookie: ada.cookie });
    expect(made.body.recoveryCodes).toHaveLength(10);
    const old = await second(owedOf(await signIn()), recovery[0] ?? '');
    expect(old.body.code).toBe('identity.codeWrong');
    const fresh = made.body.recoveryCodes?.[0] ?? '';
    expect((await second(owedOf(await signIn()), fresh)).status).toBe(200);
  });
});

describe('factors', () => {
  it('are nothing for API tokens', async () => {
    for (const route of [
      routes.startAuthenticator,
      routes.newPasskeyOptions,
      routes.proofOptions,
    ]) {
      const refused = await house.call(route, { token: ada.token });
      expect(refused.body.code).toBe('identity.sessionNeeded');
    }
  });

  it('are taken away by an administrator for who lost them, with all sessions', async () => {
    await addApp();
    const { cookie } = await house.member('admin', `boss${numbers}@oakland.example`);
    const input = { id: ada.id };
    expect((await house.call(routes.resetFactors, { cookie, input })).status).toBe(204);
    const me = await house.call(routes.me, { cookie: ada.cookie });
    expect(me.body.signedIn).toBe(false);
    expect((await signIn()).body).toMatchObject({ signedIn: true, owed: null });
    expect(await entryOf(house, 'identity.resetFactors')).toMatchObject({ objectId: ada.id });
  });

  it('of who belongs elsewhere, too, or runs the platform, are not for an administrator', async () => {
    const { cookie } = await house.member('admin', `boss${numbers}@oakland.example`);
    const refused = await house.call(routes.resetFactors, { cookie, input: { id: house.adminId } });
    expect(refused.body.code).toBe('identity.belongsElsewhere');
  });

  it('lie in no log and no other answer', async () => {
    const { secret } = await addApp();
    const rows = await house.test.database.select().from(authenticators);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.secret.startsWith('sealed:'))).toBe(true);
    const { body } = await house.call(routes.listFactors, { cookie: ada.cookie });
    expect(JSON.stringify(body)).not.toContain(secret);
    const log = await entryOf(house, 'identity.startAuthenticator');
    expect(JSON.stringify(log)).not.toContain(secret);
  });
});
