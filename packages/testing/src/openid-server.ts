import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** An account at the provider, as its claims tell it. */
export interface OpenIdAccount {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
  readonly amr?: readonly string[];
}

export const openIdClient = { id: 'insites', secret: 'the password of insites at the provider' };

/** A real OpenID Connect provider on this machine; whoever `who` names is signed in without a question. */
export interface OpenIdServer {
  readonly issuer: string;
  who: OpenIdAccount;
  /** Lets it lead back to one more address. */
  allow(redirect: string): void;
  /** Goes where a browser would, until the provider leads back to Insites; answers with that query. */
  visit(address: string): Promise<string>;
  close(): Promise<void>;
}

export async function openIdServer(redirects: readonly string[]): Promise<OpenIdServer> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const state: { who: OpenIdAccount } = { who: { sub: 'nobody' } };
  const accounts = new Map<string, OpenIdAccount>();
  const allowed = [...redirects];
  let provider = new Provider(issuer, configuration(allowed, accounts));
  let answer = provider.callback();
  http.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const { who } = state;
    accounts.set(who.sub, who);
    void (async () => {
      const { grantId, params } = await provider.interactionDetails(request, response);
      const grant = grantId
        ? await provider.Grant.find(grantId)
        : new provider.Grant({ accountId: who.sub, clientId: String(params.client_id) });
      grant?.addOIDCScope('openid email profile');
      const login = { accountId: who.sub, ...(who.amr ? { amr: [...who.amr] } : {}) };
      const saved = (await grant?.save()) ?? '';
      await provider.interactionFinished(request, response, { login, consent: { grantId: saved } });
    })();
  });
  return {
    issuer,
    get who() {
      return state.who;
    },
    set who(account) {
      state.who = account;
    },
    allow: (redirect) => {
      allowed.push(redirect);
      provider = new Provider(issuer, configuration(allowed, accounts));
      answer = provider.callback();
    },
    visit: (address) => visit(address, issuer),
    close: () => closed(http),
  };
}

function configuration(
  redirects: readonly string[],
  accounts: Map<string, OpenIdAccount>,
): Configuration {
  return {
    clients: [
      {
        client_id: openIdClient.id,
        client_secret: openIdClient.secret,
        redirect_uris: [...redirects],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['a key of the provider for tests'] },
    claims: {
      openid: ['sub', 'groups', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...accounts.get(sub), sub }) }),
    ttl: { Session: 600, Interaction: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
  };
}

async function visit(address: string, issuer: string): Promise<string> {
  const jar = new Map<string, string>();
  let to = address;
  for (let hops = 0; hops < 10; hops += 1) {
    const response = await fetch(to, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${response.status} ${await response.text()}`);
    const next = new URL(location, to);
    if (next.origin !== issuer) return next.search.slice(1);
    to = next.href;
  }
  throw new Error('The provider leads round and round.');
}

async function closed(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise<void>((done) => void http.close(() => done()));
}
