import { errors } from '@insites/kernel';

/** Where the log is sent to. */
export type Target =
  | {
      readonly kind: 'syslog';
      /** The address without what is secret. */
      readonly name: string;
      readonly host: string;
      readonly port: number;
      readonly tls: boolean;
      /** File with the certificates that are trusted; null: those of the system. */
      readonly ca: string | null;
    }
  | {
      readonly kind: 'webhook';
      readonly name: string;
      readonly url: string;
      readonly secret: string;
    };

/**
 * `syslog+tcp://host:601`, `syslog+tls://host:6514?ca=/etc/ca.pem` (RFC 5424 over RFC 6587 and RFC 5425),
 * `https://host/path` with the secret of the webhook.
 * @throws platform.configInvalid
 */
export function targetOf(address: string, secret: string | null): Target {
  const url = URL.parse(address);
  switch (url?.protocol) {
    case 'syslog+tcp:':
    case 'syslog+tls:': {
      const tls = url.protocol === 'syslog+tls:';
      const { hostname: host, searchParams } = url;
      const port = Number(url.port) || (tls ? 6514 : 601);
      const name = `${url.protocol}//${url.hostname}:${port}`;
      return { kind: 'syslog', name, host, port, tls, ca: searchParams.get('ca') };
    }
    case 'http:':
    case 'https:':
      if (!secret)
        throw errors.invalid('platform.configInvalid', 'A webhook needs INSITES_AUDIT_SECRET.', {
          hint: 'Give 24 characters or more; the receiver checks the signature with it.',
        });
      return { kind: 'webhook', name: url.origin + url.pathname, url: address, secret };
    default:
      throw errors.invalid(
        'platform.configInvalid',
        `INSITES_AUDIT_STREAMS: ${address.split('?')[0]} is no address of a syslog or a webhook.`,
        { hint: 'Write syslog+tls://host:6514, syslog+tcp://host:601 or https://host/path.' },
      );
  }
}
