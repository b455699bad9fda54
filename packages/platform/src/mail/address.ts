import { isIP } from 'node:net';

/** A mail server and the sender, as the settings say. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps); else STARTTLS. */
  readonly secure: boolean;
  /** Whether mail waits rather than go over the wire in the clear. */
  readonly requireTls: boolean;
  /** File with the certificates that are trusted; null: those of the system. */
  readonly ca: string | null;
  readonly account: { readonly user: string; readonly pass: string } | null;
  readonly from: Mailbox;
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** One address and nothing else: no lists, quotes, comments or line breaks. */
const address = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u;

/** Whether a text is exactly one plain address. */
export function isAddress(text: string): boolean {
  return address.test(text);
}

/** `Insites <insites@city.example>` or the address alone; null when it is neither. */
export function mailboxOf(text: string): Mailbox | null {
  const found = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim());
  const mailbox = found
    ? { name: found[1]?.trim().replace(/^"(.*)"$/, '$1') ?? '', address: found[2]?.trim() ?? '' }
    : { name: '', address: text.trim() };
  return isAddress(mailbox.address) ? mailbox : null;
}

/**
 * `smtp://user:password@host:587` or `smtps://…:465`. To another machine TLS is a must, with a
 * certificate that holds; on this machine it is used when it is offered, and a must with `?ca=`.
 * Null when it is no such address.
 */
export function serverOf(text: string): Omit<MailConfig, 'from'> | null {
  const url = URL.parse(text);
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return null;
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const ca = url.searchParams.get('ca');
  const user = decodeURIComponent(url.username);
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTls: ca !== null || !isLoopback(host),
    ca,
    account: user === '' ? null : { user, pass: decodeURIComponent(url.password) },
  };
}

/** Whether a host is this machine, by a name or address that nobody else can answer for. */
function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
