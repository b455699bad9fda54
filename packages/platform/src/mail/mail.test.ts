import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@insites/kernel';
import {
  certificate,
  createDatabase,
  startMailServer,
  type TemporaryHome,
  type TestDatabase,
  temporaryHome,
} from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config/index.ts';
import { platformTables } from '../databases/platform-tables.ts';
import { openJobs } from '../jobs/index.ts';
import { createLog } from '../log/log.ts';
import { serverOf } from './address.ts';
import { type Outbox, openOutbox } from './mail.ts';

const rootKey = randomBytes(32).toString('hex');
const account = { user: 'insites', pass: 'p/ss:w@rd' };
const credentials = 'insites:p%2Fss%3Aw%40rd@';
let test: TestDatabase;
let home: TemporaryHome;
let ca: string;

beforeAll(async () => {
  [test, home] = await Promise.all([createDatabase([platformTables]), temporaryHome()]);
  ca = join(home.path, 'ca.pem');
  await writeFile(ca, certificate.cert);
});
afterAll(() => Promise.all([test.drop(), home.remove()]));

interface Post extends Outbox, AsyncDisposable {
  /** Every line of the program's log. */
  readonly lines: string[];
}

async function outbox(smtp: string): Promise<Post> {
  const lines: string[] = [];
  const log = createLog({ logLevel: 'trace' }, { write: (line) => void lines.push(line) });
  const config = readConfig(
    {},
    {
      INSITES_HOME: home.path,
      INSITES_ROOT_KEY: rootKey,
      INSITES_SMTP_URL: smtp,
      INSITES_MAIL_FROM: 'Insites <insites@city.example>',
    },
  );
  const { database, url } = test;
  const jobs = openJobs({ database, url, log, work: true, alone: false });
  const mail = openOutbox({ config, database, jobs });
  await jobs.start();
  return { ...mail, lines, [Symbol.asyncDispose]: () => jobs.close(0) };
}

const stateOf = async (post: Outbox, id: string) => (await post.statesOf([id])).get(id);

describe('the outbox', () => {
  it('signs in to the mail server over STARTTLS, with a certificate that holds', async () => {
    await using server = await startMailServer({ account, certificate });
    await using post = await outbox(`smtp://${credentials}localhost:${server.port}?ca=${ca}`);
    const id = await post.send({
      to: 'kim@city.example',
      subject: 'Grüße aus Oakland',
      text: `A long line ${'x'.repeat(200)}\nund Grüße\n`,
    });
    const mail = await server.mailTo('kim@city.example');
    expect(mail).toMatchObject({
      from: 'insites@city.example',
      to: ['kim@city.example'],
      secure: true,
      subject: 'Grüße aus Oakland',
      text: `A long line ${'x'.repeat(200)}\nund Grüße\n`,
    });
    expect(mail.raw).toContain(`Message-ID: <${id}@city.example>`);
    expect(mail.raw).toContain('From: Insites <insites@city.example>');
    await expect.poll(() => stateOf(post, id)).toBe('sent');
  });

  it('keeps a mail while the server is away, also over a restart, and sends it once', async () => {
    const away = await startMailServer();
    const { port } = away;
    await away.stop();
    let id = '';
    {
      await using before = await outbox(`smtp://127.0.0.1:${port}`);
      id = await before.send({ to: 'lee@city.example', subject: 'Kept', text: 'kept' });
      await expect.poll(() => before.lines.join('')).toContain('platform.mailNotSent');
      expect(await stateOf(before, id)).toBe('waiting');
    }
    await using server = await startMailServer({ port });
    await using post = await outbox(`smtp://127.0.0.1:${port}`);
    await server.mailTo('lee@city.example');
    await expect.poll(() => stateOf(post, id)).toBe('sent');
    expect(server.mails).toHaveLength(1);
  });

  it('waits rather than go over the wire in the clear', async () => {
    await using server = await startMailServer();
    await using post = await outbox(`smtp://localhost:${server.port}?ca=${ca}`);
    const id = await post.send({ to: 'kim@city.example', subject: 'x', text: 'x' });
    await expect.poll(() => post.lines.join('')).toContain('ETLS');
    expect(server.mails).toEqual([]);
    expect(await stateOf(post, id)).toBe('waiting');
    expect(serverOf('smtp://mail.city.example')).toMatchObject({ requireTls: true, port: 587 });
    expect(serverOf('smtp://10.0.0.5')).toMatchObject({ requireTls: true });
    expect(serverOf('smtp://127.attacker.example')).toMatchObject({ requireTls: true });
    expect(serverOf('smtp://127.0.0.1')).toMatchObject({ requireTls: false });
    expect(serverOf('https://mail.city.example')).toBeNull();
  });

  it('gives up a mail that is refused for good', async () => {
    const refuse = () => ({ code: 550, words: 'no such person nobody@city.example here' });
    await using server = await startMailServer({ refuse });
    await using post = await outbox(`smtp://127.0.0.1:${server.port}`);
    const id = await post.send({ to: 'nobody@city.example', subject: 'x', text: 'x' });
    await expect.poll(() => stateOf(post, id)).toBe('failed');
    expect(post.lines.join('')).toContain('platform.mailRefused');
  });

  it('has no personal values in the log nor in the clear in the database', async () => {
    await using server = await startMailServer({
      refuse: (address) => ({ code: 450, words: `later, ${address}` }),
    });
    await using post = await outbox(`smtp://127.0.0.1:${server.port}`);
    await post.send({ to: 'secret.person@city.example', subject: 'Hush', text: 'the-link' });
    await expect.poll(() => post.lines.join('')).toContain('platform.mailNotSent');
    const { rows } = await test.database.$client.query('SELECT * FROM platform.jobs');
    for (const text of [post.lines.join(''), JSON.stringify(rows)])
      for (const secret of ['secret.person', 'Hush', 'the-link', 'nobody@'])
        expect(text).not.toContain(secret);
  });

  it('lets nobody add a header or a reader', async () => {
    await using server = await startMailServer();
    await using post = await outbox(`smtp://127.0.0.1:${server.port}`);
    const to = `${newId()}@city.example`;
    await post.send({
      to,
      subject: 'Invitation\r\nBcc: thief@evil.example\r\n\r\nbody',
      text: '.\r\nRCPT TO:<thief@evil.example>\r\n',
    });
    const mail = await server.mailTo(to);
    expect(mail.to).toEqual([to]);
    const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^bcc:/im);
    expect(mail.subject).toBe('Invitation Bcc: thief@evil.example body');
    for (const bad of [
      'a@city.example, thief@evil.example',
      'a@city.example\r\nBcc: thief@evil.example',
      '"a@evil.example x"@city.example',
      '<thief@evil.example>a@city.example',
    ])
      await expect(post.send({ to: bad, subject: 'x', text: 'x' })).rejects.toMatchObject({
        code: 'platform.mailInvalid',
      });
  });

  it('says that there is no mail server', async () => {
    const config = readConfig({}, { INSITES_HOME: home.path });
    const { database, url } = test;
    const log = createLog({ logLevel: 'silent' });
    const jobs = openJobs({ database, url, log, work: false, alone: false });
    const post = openOutbox({ config, database, jobs });
    expect(post.configured).toBe(false);
    await expect(post.send({ to: 'a@b.example', subject: 'x', text: 'x' })).rejects.toMatchObject({
      code: 'platform.mailMissing',
    });
    expect(() => readConfig({}, { INSITES_SMTP_URL: 'smtp://localhost' })).toThrow(
      'INSITES_MAIL_FROM',
    );
  });
});
