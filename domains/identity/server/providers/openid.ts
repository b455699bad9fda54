import { createHash } from 'node:crypto';
import { errors, type InsitesError } from '@insites/kernel';
import { outboundFetch, type Platform } from '@insites/platform';
import * as client from 'openid-client';
import type { ProviderRow } from './store.ts';

const discoveryLife = 10 * 60_000;
const rememberedAtMost = 500;

/** Seconds by which the clocks of a provider and of this machine may differ. */
const clockTolerance = 30;

/** What a provider says of an account, after everything was checked. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** Only a verified one. */
  readonly email: string | null;
  readonly name: string | null;
  readonly groups: readonly string[];
  /** When the person last showed something to the provider; null: it does not say. */
  readonly at: Date | null;
  /** Whether the provider says that it checked more than one factor (RFC 8176). */
  readonly severalFactors: boolean;
}

export type Asked = Pick<ProviderRow, 'issuer' | 'clientId' | 'groupsClaim'> & {
  readonly secret: string | null;
};

/** Where the browser was sent to and what has to come back with it. */
export interface Trip {
  readonly redirectAddress: string;
  readonly state: string;
  /** Only the browser holds it; nonce and PKCE verifier are made of it. */
  readonly secret: string;
  readonly again: boolean;
}

const madeOf = (secret: string, use: string) =>
  createHash('sha256').update(`${use} ${secret}`).digest('base64url');

/** Speaks OpenID Connect with providers; what they publish of themselves is kept for ten minutes. */
export class OpenId {
  readonly #fetch: ReturnType<typeof outboundFetch>;
  readonly #privateIssuers: readonly string[];
  readonly #known = new Map<
    string,
    { readonly at: number; readonly found: Promise<client.Configuration> }
  >();

  constructor({ privateIssuers }: Pick<Platform['config'], 'privateIssuers'>) {
    this.#fetch = outboundFetch({ privateOrigins: privateIssuers });
    this.#privateIssuers = privateIssuers;
  }

  /** @throws identity.providerInvalid when there is no provider that can be used. */
  async check(asked: Asked): Promise<void> {
    await this.#configuration(asked).catch((cause: unknown) => {
      throw invalid(asked.issuer, cause);
    });
  }

  /** Where the browser goes to sign in. @throws identity.providerUnavailable */
  async address(asked: Asked, { redirectAddress, state, secret, again }: Trip): Promise<string> {
    const configuration = await this.#reach(asked);
    const challenge = await client.calculatePKCECodeChallenge(madeOf(secret, 'verifier'));
    const to = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectAddress,
      scope: 'openid email profile',
      state,
      nonce: madeOf(secret, 'nonce'),
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...(again ? { prompt: 'login', max_age: '0' } : {}),
    });
    return to.href;
  }

  /**
   * Whom the provider vouches for. Checked: state, issuer, signature, audience, times, nonce; the code
   * is exchanged with the PKCE verifier.
   * @throws identity.providerRefused, identity.providerUnavailable
   */
  async vouched(asked: Asked, answer: URLSearchParams, trip: Trip): Promise<Vouched> {
    const configuration = await this.#reach(asked);
    const current = new URL(trip.redirectAddress);
    current.search = answer.toString();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, current, {
        expectedState: trip.state,
        expectedNonce: madeOf(trip.secret, 'nonce'),
        pkceCodeVerifier: madeOf(trip.secret, 'verifier'),
        idTokenExpected: true,
        ...(trip.again ? { maxAge: 60 } : {}),
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no ID token');
      const more = await this.#more(configuration, claims, tokens.access_token);
      return vouchedOf({ ...more, ...claims }, asked);
    } catch (cause) {
      throw refused(cause);
    }
  }

  /** Providers leave out of the ID token what they tell at their UserInfo endpoint. */
  async #more(
    configuration: client.Configuration,
    { sub, email }: client.IDToken,
    accessToken: string,
  ): Promise<Record<string, unknown>> {
    if (email !== undefined || !configuration.serverMetadata().userinfo_endpoint) return {};
    return client.fetchUserInfo(configuration, accessToken, sub);
  }

  #reach(asked: Asked): Promise<client.Configuration> {
    return this.#configuration(asked).catch((cause: unknown) => {
      throw errors.unavailable(
        'identity.providerUnavailable',
        'The sign-in provider does not answer as it should.',
        { hint: 'Try again in a minute, or sign in another way.', cause },
      );
    });
  }

  #configuration(asked: Asked): Promise<client.Configuration> {
    const key = madeOf(JSON.stringify([asked.issuer, asked.clientId, asked.secret]), 'provider');
    const known = this.#known.get(key);
    if (known && Date.now() - known.at < discoveryLife) return known.found;
    if (this.#known.size >= rememberedAtMost) this.#known.clear();
    const found = this.#discover(asked);
    this.#known.set(key, { at: Date.now(), found });
    found.catch(() => this.#known.delete(key));
    return found;
  }

  async #discover({ issuer, clientId, secret }: Asked): Promise<client.Configuration> {
    const insecure =
      issuer.startsWith('http:') && this.#privateIssuers.includes(new URL(issuer).origin);
    const fetch: client.CustomFetch = (address, { method, headers, body, signal }) =>
      this.#fetch(address, {
        method,
        headers,
        body: body instanceof URLSearchParams || typeof body === 'string' ? body : null,
        ...(signal ? { signal } : {}),
      });
    const found = await client.discovery(new URL(issuer), clientId, undefined, undefined, {
      [client.customFetch]: fetch,
      timeout: 10,
      ...(insecure ? { execute: [client.allowInsecureRequests] } : {}),
    });
    const server = found.serverMetadata();
    const made = new client.Configuration(
      server,
      clientId,
      {
        ...(secret === null ? {} : { client_secret: secret }),
        [client.clockTolerance]: clockTolerance,
      },
      authentication(server.token_endpoint_auth_methods_supported, secret),
    );
    made[client.customFetch] = fetch;
    made.timeout = 10;
    // The signature is checked although the token came straight from the provider.
    client.enableNonRepudiationChecks(made);
    if (insecure) client.allowInsecureRequests(made);
    if (!server.authorization_endpoint || !server.token_endpoint || !server.jwks_uri)
      throw new Error('an endpoint is missing');
    const to = new URL(server.authorization_endpoint);
    if (to.protocol !== 'https:' && !(insecure && to.protocol === 'http:'))
      throw new Error('the sign-in page is not https');
    return made;
  }
}

/** Basic is what OpenID Connect Core 1.0 §9 takes for granted. */
function authentication(
  supported: readonly string[] | undefined,
  secret: string | null,
): client.ClientAuth {
  if (secret === null) return client.None();
  const post =
    supported?.includes('client_secret_post') && !supported.includes('client_secret_basic');
  return post ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

function vouchedOf(claims: Record<string, unknown>, { issuer, groupsClaim }: Asked): Vouched {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const list = (value: unknown) =>
    [value].flat().filter((item): item is string => typeof item === 'string');
  const methods = list(claims.amr);
  const time = claims.auth_time;
  const email = text('email')?.toLowerCase() ?? null;
  return {
    issuer: text('iss') ?? issuer,
    subject: String(claims.sub),
    email: claims.email_verified === true && email !== null && email.length <= 254 ? email : null,
    name: (text('name') ?? text('preferred_username'))?.slice(0, 120) ?? null,
    groups: groupsClaim === null ? [] : list(claims[groupsClaim]),
    at: typeof time === 'number' ? new Date(time * 1000) : null,
    severalFactors: methods.includes('mfa') || methods.filter((one) => factors.has(one)).length > 1,
  };
}

/** Authentication methods that are a factor each (RFC 8176 §2). */
const factors = new Set([
  'pwd',
  'pin',
  'otp',
  'hwk',
  'swk',
  'sms',
  'fpt',
  'face',
  'iris',
  'sc',
  'tel',
]);

function invalid(issuer: string, cause: unknown): InsitesError {
  const said = reasonOf(cause);
  return errors.invalid(
    'identity.providerInvalid',
    `At ${issuer} there is no sign-in provider that can be used${said ? `: ${said}` : ''}.`,
    {
      hint: 'Give the issuer exactly as the provider writes it, without /.well-known/…',
      fields: [{ path: 'issuer', message: 'No provider answers here as it should' }],
      cause,
    },
  );
}

/** Our own refusals say what was wrong; what a stranger's server wrote is not repeated. */
function reasonOf(cause: unknown): string | null {
  for (let at = cause; at instanceof Error; at = at.cause)
    if ('code' in at && at.code === 'platform.addressRefused') return at.message.replace(/\.$/, '');
  return null;
}

export function refused(cause?: unknown): InsitesError {
  return errors.notSignedIn(
    'identity.providerRefused',
    'What the sign-in provider answered was not accepted.',
    {
      hint: 'Start again. It has to happen in one browser, within ten minutes.',
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
