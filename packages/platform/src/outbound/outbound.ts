import { lookup } from 'node:dns/promises';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { errors, type InsitesError } from '@insites/kernel';
import { isLoopback, isPublicAddress } from './addresses.ts';

/** Where requests may go that follow an address somebody typed. */
export interface OutboundRules {
  /** Origins (`https://sso.city.internal`) that may lie in a private network; there http to the machine itself, too. */
  readonly privateOrigins: readonly string[];
  /** Bytes of an answer at most. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds for the whole exchange. Default 10,000. */
  readonly timeout?: number;
}

interface Outgoing {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | URLSearchParams | null;
  readonly signal?: AbortSignal;
}

/**
 * A `fetch` for addresses that people type (server-side request forgery, OWASP ASVS 5.0 1.3.6): https
 * only, public addresses only, connected to the very address that was checked. Redirects are answers
 * and not followed.
 * @throws platform.addressRefused, platform.addressFailed
 */
export function outboundFetch(
  rules: OutboundRules,
): (address: string | URL, options?: Outgoing) => Promise<Response> {
  return (address, options = {}) => send(checked(address, rules), options, rules);
}

function checked(address: string | URL, { privateOrigins }: OutboundRules): URL {
  const url = new URL(address);
  const listed = privateOrigins.includes(url.origin);
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && listed && isLoopback(url.hostname)))
    throw refused(`${url.origin} is not an https address.`);
  if (url.username !== '' || url.password !== '')
    throw refused('An address must not carry a name or password.');
  return url;
}

function send(url: URL, options: Outgoing, rules: OutboundRules): Promise<Response> {
  const { maxBytes = 1024 * 1024, timeout = 10_000, privateOrigins } = rules;
  const anywhere = privateOrigins.includes(url.origin);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$/.test(literal) || literal.includes(':');
  if (isAddress && !anywhere && !isPublicAddress(literal)) return Promise.reject(inside(url));
  const body = bodyOf(options.body);
  const over = url.protocol === 'https:' ? overHttps : overHttp;
  const limit = AbortSignal.timeout(timeout);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) =>
      reject(cause instanceof Refusal ? inside(url) : failure(url, cause));
    const headers = {
      ...options.headers,
      ...(body === null ? {} : { 'content-length': String(body.length) }),
    };
    const request = over(
      url,
      {
        method: options.method ?? 'GET',
        headers,
        signal,
        agent: false,
        ...(anywhere ? {} : { lookup: publicOnly }),
      },
      (incoming) => {
        const pieces: Buffer[] = [];
        let size = 0;
        incoming.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > maxBytes) incoming.destroy(new Error(`more than ${maxBytes} bytes`));
          else pieces.push(piece);
        });
        incoming.on('error', failed);
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0;
          const empty = [101, 204, 205, 304].includes(status);
          const answer = new Headers();
          for (const [name, value] of Object.entries(incoming.headers))
            for (const one of [value ?? []].flat()) answer.append(name, one);
          if (status < 200 || status > 599) return failed(new Error(`status ${status}`));
          resolve(new Response(empty ? null : Buffer.concat(pieces), { status, headers: answer }));
        });
      },
    );
    request.on('error', failed);
    request.end(body ?? undefined);
  });
}

class Refusal extends Error {}

/** Answers with public addresses only; one private one among them refuses the name. */
const publicOnly: LookupFunction = (host, options, done) => {
  lookup(host, { all: true }).then(
    (found) => {
      const [first] = found;
      if (!first || found.some(({ address }) => !isPublicAddress(address)))
        return done(new Refusal(host), '', 4);
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    },
    (error: NodeJS.ErrnoException) => done(error, '', 4),
  );
};

function bodyOf(body: Outgoing['body']): Buffer | null {
  if (body === null || body === undefined) return null;
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(String(body));
}

function inside(url: URL): InsitesError {
  return refused(`${url.host} lies in a private network, or is no public address.`);
}

function refused(message: string): InsitesError {
  return errors.invalid('platform.addressRefused', message, {
    hint: 'Give a public https address. An operator may allow private ones by INSITES_OIDC_PRIVATE_ISSUERS.',
  });
}

function failure(url: URL, cause: unknown): InsitesError {
  return errors.unavailable('platform.addressFailed', `${url.host} does not answer.`, {
    hint: 'Check the address, or try again later.',
    cause,
  });
}
