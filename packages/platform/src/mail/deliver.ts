import { readFileSync } from 'node:fs';
import { errors, type InsitesError } from '@insites/kernel';
import { createTransport } from 'nodemailer';
import type { MailConfig } from './address.ts';

/** A mail as it lies in the outbox. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const patience = 15_000;

/**
 * Hands one mail to the mail server. The same `id` makes the same Message-ID, so that a mail that was
 * taken and not confirmed is not seen twice.
 * @throws platform.mailNotSent when another try makes sense, platform.mailRefused when it does not
 */
export async function deliver(mail: Mail, id: string, config: MailConfig): Promise<void> {
  const transport = createTransport({
    host: config.host,
    port: config.port,
    secure: config.secure,
    requireTLS: config.requireTls,
    ...(config.account ? { auth: config.account } : {}),
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: config.requireTls,
      ...(config.ca ? { ca: readFileSync(config.ca) } : {}),
    },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience * 2,
    // A mail is text: nothing of it is a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { from } = config;
  try {
    await transport.sendMail({
      envelope: { from: from.address, to: [mail.to] },
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      messageId: `<${id}@${from.address.split('@')[1]}>`,
      // RFC 3834: nobody's holiday answers it.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  } catch (thrown) {
    throw failureOf(thrown);
  } finally {
    transport.close();
  }
}

/** What went wrong, without the words of the server: they name the address. */
function failureOf(thrown: unknown): InsitesError {
  const { code, responseCode } = (thrown ?? {}) as { code?: unknown; responseCode?: unknown };
  const said = [code, responseCode].filter(
    (word) => typeof word === 'number' || /^[A-Z_]{2,40}$/.test(String(word ?? '')),
  );
  const why = said.length > 0 ? ` (${said.join(' ')})` : '';
  const forGood =
    typeof responseCode === 'number' &&
    responseCode >= 500 &&
    (code === 'EENVELOPE' || code === 'EMESSAGE');
  if (forGood)
    return errors.invalid('platform.mailRefused', `The mail server refuses the mail${why}.`, {
      hint: 'Look whether the address is right.',
    });
  return errors.unavailable('platform.mailNotSent', `The mail server did not take it${why}.`, {
    hint: 'It is tried again by itself; look at INSITES_SMTP_URL if it stays.',
  });
}
