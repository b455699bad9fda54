import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** The text, decoded. */
  readonly text: string;
  /** As it came over the wire. */
  readonly raw: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/** A real mail server that keeps what it gets in memory. */
export interface TestMailServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** The first mail to an address that is not there yet, or is; fails after ten seconds. */
  mailTo(address: string, count?: number): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  /** Default: any. */
  readonly port?: number;
  /** Asks for this account. */
  readonly account?: { readonly user: string; readonly pass: string };
  /** Offers STARTTLS with it; default: no TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** The code and words with which an address is refused; null: it is taken. */
  readonly refuse?: (address: string) => { readonly code: number; readonly words: string } | null;
}

/** Starts a mail server on this machine. */
export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const { account, certificate, refuse = () => null } = options;
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    logger: false,
    authOptional: !account,
    ...(certificate ?? { hideSTARTTLS: true }),
    disabledCommands: [...(certificate ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    closeTimeout: 100,
    onAuth: ({ username, password }, _, done) => {
      const right = username === account?.user && password === account?.pass;
      if (right) done(null, { user: username });
      else done(new Error('wrong account'));
    },
    onRcptTo: ({ address }, _, done) => {
      const refusal = refuse(address);
      if (!refusal) return done();
      done(Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          ...readMail(Buffer.concat(chunks).toString('utf8')),
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const place = server.server.address();
  const stop = () => new Promise<void>((resolve) => server.close(resolve));
  return {
    port: typeof place === 'object' && place ? place.port : 0,
    mails,
    mailTo: async (address, count = 1) => {
      const end = Date.now() + 10_000;
      for (;;) {
        const found = mails.filter(({ to }) => to.includes(address))[count - 1];
        if (found) return found;
        if (Date.now() > end) throw new Error(`No mail came to ${address}`);
        await pause(25);
      }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Subject and text of a mail of one part. */
function readMail(raw: string): Pick<ReceivedMail, 'subject' | 'text' | 'raw'> {
  const split = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, split).replace(/\r\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const body = raw.slice(split + 4);
  const text = decode(body, field('Content-Transfer-Encoding').toLowerCase());
  return { subject: decodeWords(field('Subject')), text: text.replaceAll('\r\n', '\n'), raw };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  return quotedPrintable(body.replace(/=\r\n/g, ''));
}

/** RFC 2047. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
