import { hkdfSync } from 'node:crypto';
import { errors } from '@insites/kernel';
import type { Config } from '../config/config.ts';
import type { Database } from '../databases/database.ts';
import type { JobHandler, Jobs } from '../jobs/jobs.ts';
import { statesOf } from '../jobs/store.ts';
import { presentRootKey } from '../objects/root-key.ts';
import { unwrap, wrap } from '../objects/wrapping.ts';
import { isAddress, type MailConfig } from './address.ts';
import { deliver, type Mail } from './deliver.ts';

export { isAddress, type MailConfig } from './address.ts';

/** A mail to be sent. */
export interface NewMail extends Mail {
  /** Who asked for it; sees the job under their own and learns when it failed. */
  readonly personId?: string | null;
}

/** `waiting`: not taken by the mail server yet; `failed`: refused for good; `sent`: taken. */
export type MailState = 'waiting' | 'sent' | 'failed';

/** The outbox. */
export interface Outbox {
  /** Whether there is a mail server to send by. */
  readonly configured: boolean;
  /**
   * Puts a mail into the outbox, sealed under the root key, and answers with its id. It is durable
   * when this resolves, and goes out as soon as the mail server takes it, within three days.
   * @throws platform.mailMissing without a mail server, platform.mailInvalid
   */
  send(mail: NewMail): Promise<string>;
  /** What became of mails by id; what is forgotten (after 90 days) is absent. */
  statesOf(ids: readonly string[]): Promise<ReadonlyMap<string, MailState>>;
}

interface OutboxParts {
  readonly config: Pick<Config, 'home' | 'rootKey' | 'mail'>;
  readonly database: Database;
  readonly jobs: Jobs;
}

const jobName = 'platform.sendMail';
/** One try a minute for three days. */
const tries = 3 * 24 * 60;

/** Opens the outbox and registers what empties it. After the object store, which makes the root key. */
export function openOutbox({ config, database, jobs }: OutboxParts): Outbox {
  const { mail: server } = config;
  const key = () => outboxKey(config);
  if (server) jobs.register(sender(server, key) as JobHandler<never>);
  return {
    configured: server !== null,
    send: async ({ personId = null, ...mail }) => {
      if (!server) throw mailMissing();
      const input = { sealed: seal(await key(), clean(mail)) };
      return jobs.send({
        name: jobName,
        title: 'Send a mail',
        input,
        organisationId: null,
        personId,
      });
    },
    statesOf: async (ids) => {
      const states = await statesOf(database, ids);
      return new Map([...states].map(([id, state]) => [id, stateOf(state)]));
    },
  };
}

function sender(
  server: MailConfig,
  key: () => Promise<Uint8Array>,
): JobHandler<{ sealed?: string }> {
  return {
    name: jobName,
    tries,
    atOnce: 2,
    run: async ({ id, input }) => {
      await deliver(open(await key(), input.sealed ?? ''), id, server);
      return undefined;
    },
  };
}

/** A subject is one line; an address is one address. What comes from people cannot add headers or readers. */
function clean({ to, subject, text }: Mail): Mail {
  if (!isAddress(to))
    throw errors.invalid('platform.mailInvalid', 'The mail is not addressed to one plain address.');
  const line = subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return { to, subject: line.slice(0, 200), text };
}

async function outboxKey({ home, rootKey }: OutboxParts['config']): Promise<Uint8Array> {
  const root = await presentRootKey(home, rootKey);
  if (!root) throw new Error('There is no root key to seal mails with');
  return new Uint8Array(hkdfSync('sha256', root, '', 'insites outbox', 32));
}

function seal(key: Uint8Array, mail: Mail): string {
  return Buffer.from(wrap(key, jobName, Buffer.from(JSON.stringify(mail)))).toString('base64');
}

function open(key: Uint8Array, sealed: string): Mail {
  const opened = unwrap(key, jobName, Buffer.from(sealed, 'base64'));
  if (!opened)
    throw errors.invalid('platform.mailInvalid', 'The mail cannot be opened with this root key.', {
      hint: 'Bring back the root key it was sealed under.',
    });
  return JSON.parse(Buffer.from(opened).toString()) as Mail;
}

function stateOf(state: string): MailState {
  if (state === 'done') return 'sent';
  return state === 'failed' || state === 'cancelled' ? 'failed' : 'waiting';
}

function mailMissing() {
  return errors.unavailable('platform.mailMissing', 'This server has no mail server to send by.', {
    hint: 'Set INSITES_SMTP_URL and INSITES_MAIL_FROM.',
  });
}
