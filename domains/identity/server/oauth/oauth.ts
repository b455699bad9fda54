import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asSystem, type Mount, type MountedRequest } from '@insites/platform';
import Provider, { type Configuration, type JWKS } from 'oidc-provider';
import { isGrantable } from '../../contract/program.ts';
import { type Context, minute } from '../context.ts';
import { isTrustworthy, originOf } from '../cookie.ts';
import { findPerson } from '../people/store.ts';
import { hashOf } from '../secrets.ts';
import { type SigningKey, signingKeys } from './keys.ts';
import { answering, writeDown } from './log.ts';
import { recordsOf } from './records.ts';
import { claimScopes } from './scopes.ts';

type Parts = Omit<Context, 'oauth'>;

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** The cookie that binds a request of a program to the browser it began in. */
export const requestCookie = 'insites_request';

/** Addresses of this machine of which one process keeps a server at once, where no public one is set. */
const originsAtMost = 4;

/** The OAuth 2.1 server, at the public address; without one at the machine's own addresses. */
export class OAuth {
  readonly mount: Mount;
  readonly #parts: Parts;
  readonly #made = new Map<
    string,
    { readonly at: number; readonly kids: string; readonly provider: Provider }
  >();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.mount = {
      paths: [
        '/oauth/*',
        '/.well-known/openid-configuration',
        '/.well-known/oauth-authorization-server',
      ],
      handle: (request, response, from) => this.#handle(request, response, from),
    };
  }

  /** The server at an origin; made anew when its keys have changed. */
  async at(origin: string): Promise<Provider> {
    const now = this.#parts.clock.now().getTime();
    const known = this.#made.get(origin);
    if (known && now - known.at < 10 * minute) return known.provider;
    const keys = await asSystem('keys of the whole server', () => signingKeys(this.#parts));
    const kids = keys.map(({ kid }) => kid).join();
    const provider =
      known?.kids === kids ? known.provider : makeProvider(origin, keys, this.#parts);
    if (this.#made.size >= originsAtMost) this.#made.clear();
    this.#made.set(origin, { at: now, kids, provider });
    return provider;
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
    from: MountedRequest,
  ): Promise<void> {
    const { publicUrl } = this.#parts;
    const origin = originOf(publicUrl, request.headers);
    if (publicUrl === null && !isTrustworthy(origin)) {
      const said = { error: 'not_found', error_description: 'Set INSITES_PUBLIC_URL first.' };
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(said));
      return;
    }
    const provider = await this.at(origin);
    // Every address it writes is one of this origin, whatever a proxy or a client says.
    const { protocol, host } = new URL(origin);
    request.headers.host = host;
    request.headers['x-forwarded-host'] = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    await answering(from, () => provider.callback()(request, response));
  }
}

function makeProvider(origin: string, keys: readonly SigningKey[], parts: Parts): Provider {
  const provider = new Provider(origin, configuration(origin, keys, parts));
  provider.proxy = true;
  const client = provider.Client.prototype as unknown as {
    readonly clientSecret?: string;
    compareClientSecret(given: string): boolean;
  };
  // What is kept of a secret, and given as the client's, is its hash.
  client.compareClientSecret = function compare(given: string): boolean {
    const kept = Buffer.from(this.clientSecret ?? '', 'hex');
    const shown = hashOf(given);
    return kept.length === shown.length && timingSafeEqual(kept, shown);
  };
  provider.use(async (ctx, next) => {
    await next();
    await writeDown(ctx, parts);
  });
  provider.on('server_error', (_, error) =>
    parts.log.error({ err: error }, 'the OAuth server failed'),
  );
  return provider;
}

function configuration(origin: string, keys: readonly SigningKey[], parts: Parts): Configuration {
  const secure = origin.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure, path: '/', signed: true } as const;
  const [first] = keys;
  const cookieKey = createHash('sha256')
    .update(`cookies ${JSON.stringify(first)}`)
    .digest('hex');
  return {
    adapter: (kind: string) => recordsOf(kind, parts),
    jwks: { keys: [...keys] } as unknown as JWKS,
    cookies: {
      keys: [cookieKey],
      names: { interaction: requestCookie, resume: 'insites_resume', session: 'insites_oauth' },
      short: cookie,
      long: cookie,
    },
    routes: {
      authorization: '/oauth/authorize',
      code_verification: '/device',
      device_authorization: '/oauth/device',
      jwks: '/oauth/keys',
      revocation: '/oauth/revoke',
      token: '/oauth/token',
      userinfo: '/oauth/me',
      end_session: '/oauth/end',
    },
    scopes: [...claimScopes, ...Object.keys(parts.allPermissions).filter(isGrantable)],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****' },
      revocation: {
        enabled: true,
        allowedPolicy: (_, client, token) => token.clientId === client.clientId,
      },
      userinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
    },
    formats: { bitsOfOpaqueRandomness: 256 },
    // Connections end by themselves, by being taken back, and with the membership.
    expiresWithSession: () => false,
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: hourSeconds,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 90 * daySeconds,
      IdToken: hourSeconds,
      Interaction: 600,
      RefreshToken: 30 * daySeconds,
      Session: 600,
    },
    interactions: { url: (_, { uid }) => `/connect/${uid}` },
    findAccount: async (_, personId) => {
      const person = await asSystem('asked by the OAuth server', () =>
        findPerson(parts.database, personId),
      );
      if (!person) return undefined;
      const { name, email } = person;
      // Addresses are not proven here.
      const claims = () => ({ sub: personId, name, email, email_verified: false });
      return { accountId: personId, claims };
    },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain';
      ctx.body = `${out.error}: ${out.error_description ?? ''}\n`;
    },
  };
}
