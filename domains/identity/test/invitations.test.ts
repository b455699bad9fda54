import { startMailServer, type TestMailServer } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { entryOf } from './log.ts';

const { routes } = contract;
const day = 24 * 3_600_000;
const password = 'four lamps behind a quiet canal';

let server: TestMailServer;
let house: House;
beforeAll(async () => {
  server = await startMailServer();
  house = await openHouse({}, server);
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
  await server?.stop();
});

let numbers = 0;
const address = () => `guest${++numbers}@oakland.example`;
const invite = (input: Record<string, unknown>, token = adminToken) =>
  house.call(routes.invite, { token, input: { role: 'viewer', ...input } });
const secretOf = (text: string) => /#token=([\w-]+)/.exec(text)?.[1] ?? '';
/** Invites and reads the mail. */
async function mailed(input: Record<string, unknown>, count = 1) {
  const { body } = await invite(input);
  const mail = await server.mailTo(String(input.email), count);
  return { id: body.invitation.id, mail, token: secretOf(mail.text) };
}
const read = (token: string) => house.call(routes.readInvitation, { input: { token } });
const accept = (input: Record<string, unknown>, cookie?: string) =>
  house.call(routes.acceptInvitation, { input, cookie });
const stateOf = async (id: string) => {
  const { body } = await house.call(routes.listInvitations, {
    token: adminToken,
    input: { limit: 500 },
  });
  return body.items.find((item) => item.id === id);
};

/** Another organisation with the cookie and token of its administrator. */
async function elsewhere() {
  const adminEmail = address();
  const made = await house.call(routes.createOrganisation, {
    token: adminToken,
    input: { name: `City ${numbers}`, slug: `city-${numbers}`, adminEmail },
  });
  const { cookie } = await house.call(routes.useLink, {
    input: { token: secretOf(made.body.signInLink ?? '') },
  });
  const session = `${cookie?.name}=${cookie?.value}`;
  const token = await house.call(routes.createToken, { cookie: session, input: { name: 'x' } });
  return { id: made.body.id, email: adminEmail, cookie: session, token: token.body.token };
}

describe('a sign-in link for a forgotten password', () => {
  it('comes by mail, and the administrator does not see it', async () => {
    const email = address();
    const { id } = await house.member('viewer', email);
    const sent = await house.call(routes.sendSignInLink, { token: adminToken, input: { id } });
    expect(sent.body).toEqual({ link: null });
    const { text } = await server.mailTo(email);
    const { body } = await house.call(routes.useLink, { input: { token: secretOf(text) } });
    expect(body).toMatchObject({ signedIn: true, person: { id } });
  });
});

describe('an invitation', () => {
  it('comes by mail and makes an account of that address, signed in, with role, unit and team', async () => {
    const ask = { token: adminToken };
    const unit = await house.call(routes.createUnit, { ...ask, input: { name: 'Parks' } });
    const team = await house.call(routes.createTeam, { ...ask, input: { name: 'Trees' } });
    const email = address();
    const { id, mail, token } = await mailed({
      email,
      role: 'contributor',
      unitId: unit.body.id,
      teamId: team.body.id,
    });
    expect(mail.subject).toBe('Invitation to My organisation');
    expect(mail.text).toContain('Administrator invites you to join My organisation on Insites');
    expect(mail.text).toContain('http://localhost:4000/invitation#token=');
    expect((await read(token)).body).toMatchObject({
      organisationName: 'My organisation',
      email,
      role: 'contributor',
      passkeyInstead: false,
    });
    expect((await accept({ token, name: 'Ada' })).body.code).toBe('identity.passwordNeeded');
    expect((await accept({ token, name: 'Ada', password: 'myorganisation123456' })).body.code).toBe(
      'identity.passwordCommon',
    );
    const joined = await accept({ token, name: 'Ada', password });
    expect(joined.body).toMatchObject({
      signedIn: true,
      person: { name: 'Ada', email, hasPassword: true, operator: false },
      role: 'contributor',
      units: [{ id: unit.body.id, name: 'Parks', role: 'member' }],
      teams: [{ id: team.body.id, name: 'Trees' }],
    });
    expect(joined.cookie?.text).toContain('HttpOnly');
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', mail: 'sent' });
    expect(await entryOf(house, 'identity.acceptInvitation')).toMatchObject({
      outcome: 'allowed',
      organisationId: house.organisationId,
      objectId: id,
      details: { role: 'contributor', person: joined.body.person?.id },
    });
    const again = await house.call(routes.signIn, { input: { email, password } });
    expect(again.body.role).toBe('contributor');
  });

  it('works once, also when two use it at the same time', async () => {
    const { token } = await mailed({ email: address() });
    const both = await Promise.all([
      accept({ token, name: 'One', password }),
      accept({ token, name: 'Two', password }),
    ]);
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await accept({ token, name: 'Three', password })).body.code).toBe(
      'identity.invitationSpent',
    );
    expect((await read(token)).body.code).toBe('identity.invitationSpent');
  });

  it('holds for the address alone', async () => {
    const { token } = await mailed({ email: address() });
    const other = await elsewhere();
    const refused = await accept({ token }, other.cookie);
    expect(refused.body.code).toBe('identity.invitationOfAnother');
    expect(
      (await house.call(routes.acceptInvitation, { token: other.token, input: { token } })).body
        .code,
    ).toBe('identity.sessionNeeded');
    const mine = await mailed({ email: other.email, role: 'steward' });
    expect((await accept({ token: mine.token, name: 'Thief', password })).body.code).toBe(
      'identity.signInFirst',
    );
    const joined = await accept({ token: mine.token }, other.cookie);
    expect(joined.body).toMatchObject({
      role: 'steward',
      organisation: { id: house.organisationId },
    });
    expect(joined.body.memberships).toHaveLength(2);
  });

  it('answers the same whether the address has an account or not', async () => {
    const other = await elsewhere();
    const [known, unknown] = [
      await invite({ email: other.email }),
      await invite({ email: address() }),
    ];
    const shape = ({ status, body }: typeof known) => ({
      status,
      link: body.link,
      invitation: {
        ...body.invitation,
        id: '',
        email: '',
        createdAt: '',
        expiresAt: '',
      },
    });
    expect(shape(known)).toEqual(shape(unknown));
  });

  it('ends after seven days, when it is taken back, and when a newer one goes out', async () => {
    const revoked = await mailed({ email: address() });
    const gone = await house.call(routes.revokeInvitation, {
      token: adminToken,
      input: { id: revoked.id },
    });
    expect(gone.status).toBe(204);
    expect((await read(revoked.token)).body.code).toBe('identity.invitationSpent');
    expect((await accept({ token: revoked.token, name: 'x', password })).status).toBe(404);
    expect((await stateOf(revoked.id))?.state).toBe('revoked');

    const email = address();
    const first = await mailed({ email });
    const second = await house.call(routes.resendInvitation, {
      token: adminToken,
      input: { id: first.id },
    });
    expect(second.body).toMatchObject({ link: null, invitation: { state: 'open' } });
    const newer = secretOf((await server.mailTo(email, 2)).text);
    expect((await read(first.token)).status).toBe(404);
    expect((await read(newer)).status).toBe(200);
    const third = await mailed({ email }, 3);
    expect((await read(newer)).status).toBe(404);
    house.clock.turn(7 * day + 1000);
    expect((await read(third.token)).status).toBe(404);
    expect((await stateOf(third.id))?.state).toBe('expired');
    house.clock.turn(-7 * day - 1000);
  });

  it('is kept as a hash, and out of the log', async () => {
    const email = address();
    const { token } = await mailed({ email });
    const { rows } = await house.test.database.$client.query(
      `SELECT to_jsonb(i)::text AS row FROM identity.invitations i
       UNION ALL SELECT to_jsonb(j)::text FROM platform.jobs j
       UNION ALL SELECT to_jsonb(e)::text FROM audit.entries e`,
    );
    const all = rows.map(({ row }) => String(row)).join('\n');
    expect(all).not.toContain(token);
    const entries = await house.test.database.$client.query(
      `SELECT to_jsonb(e)::text AS row FROM audit.entries e`,
    );
    expect(entries.rows.map(({ row }) => String(row)).join('\n')).not.toContain(email);
  });

  it('is asked of the slots when it is accepted, and stays open when one refuses', async () => {
    await using own = await openHouse({}, server);
    const email = address();
    await own.call(routes.invite, { token: adminToken, input: { email, role: 'viewer' } });
    const token = secretOf((await server.mailTo(email)).text);
    let full = true;
    own.identity.onBeforeMember(async () => {
      if (full) throw new Error('no room');
    });
    const input = { token, name: 'Lee', password };
    expect((await own.call(routes.acceptInvitation, { input })).status).toBe(500);
    full = false;
    expect((await own.call(routes.acceptInvitation, { input })).status).toBe(200);
  });

  it('lets an account without password join where a passkey is asked for', async () => {
    await using own = await openHouse({}, server);
    await own.call(routes.setSignInRules, {
      token: adminToken,
      input: { id: own.organisationId, rule: 'passkey' },
    });
    const email = address();
    await own.call(routes.invite, { token: adminToken, input: { email, role: 'viewer' } });
    const token = secretOf((await server.mailTo(email)).text);
    const joined = await own.call(routes.acceptInvitation, { input: { token, name: 'Lee' } });
    expect(joined.body).toMatchObject({ role: 'viewer', session: { lacks: 'passkey' } });
    const cookie = `${joined.cookie?.name}=${joined.cookie?.value}`;
    expect((await own.call(routes.listPeople, { cookie })).body.code).toBe('identity.factorNeeded');
  });
});

describe('who invites', () => {
  it('stewards invite below their own role, and others not at all', async () => {
    const steward = await house.member('steward', address());
    const by = (role: string) => invite({ email: address(), role }, steward.token);
    expect((await by('contributor')).status).toBe(201);
    expect((await by('steward')).body.code).toBe('identity.invitationTooHigh');
    const high = (await invite({ email: address(), role: 'admin' })).body.invitation.id;
    const revoked = await house.call(routes.revokeInvitation, {
      token: steward.token,
      input: { id: high },
    });
    expect(revoked.body.code).toBe('identity.invitationTooHigh');
    const contributor = await house.member('contributor', address());
    expect((await invite({ email: address() }, contributor.token)).body.code).toBe(
      'identity.roleTooLow',
    );
  });

  it('sees the invitations of the own organisation only', async () => {
    const { id } = (await invite({ email: address() })).body.invitation;
    const other = await elsewhere();
    const list = await house.call(routes.listInvitations, { token: other.token });
    expect(list.body).toMatchObject({ total: 0 });
    for (const route of [routes.resendInvitation, routes.revokeInvitation])
      expect((await house.call(route, { token: other.token, input: { id } })).status).toBe(404);
  });

  it('does not invite a member', async () => {
    const email = address();
    await house.member('viewer', email);
    expect((await invite({ email })).body.code).toBe('identity.alreadyAMember');
  });
});

describe('without a mail server', () => {
  it('shows the link to hand over', async () => {
    await using own = await openHouse();
    const made = await own.call(routes.invite, {
      token: adminToken,
      input: { email: 'ada@oakland.example', role: 'viewer' },
    });
    expect(made.body.invitation.mail).toBeNull();
    expect(made.body.link).toMatch(/^http:\/\/localhost:4000\/invitation#token=/);
    const input = { token: secretOf(made.body.link ?? ''), name: 'Ada', password };
    expect((await own.call(routes.acceptInvitation, { input })).status).toBe(200);
  });

  it('and without an address to write into mails: a request’s Host goes into none', async () => {
    const email = address();
    const made = await house.call(routes.invite, {
      token: adminToken,
      host: 'evil.example',
      input: { email, role: 'viewer' },
    });
    expect(made.body.link).not.toBeNull();
    expect(server.mails.filter(({ to }) => to.includes(email))).toEqual([]);
  });
});
