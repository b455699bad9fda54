import * as client from 'openid-client';
import { identity as contract } from '../contract/index.ts';
import { openHouse } from './house.ts';

const { routes } = contract;

/** Where the programs of the tests are answered: on the own machine, and elsewhere. */
export const loopback = 'http://127.0.0.1:51234/callback';
export const away = 'https://viewer.example/callback';

/** A browser of its own: follows what the server says until it leaves, or stops at one of our pages. */
export class Browser {
  readonly #jar = new Map<string, string>();
  readonly session: string;
  constructor(session: string) {
    this.session = session;
  }
  get cookie(): string {
    return [this.session, ...[...this.#jar].map(([name, value]) => `${name}=${value}`)].join('; ');
  }
  async go(address: string): Promise<URL> {
    const response = await fetch(address, { redirect: 'manual', headers: { cookie: this.cookie } });
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      this.#jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${response.status} ${await response.text()}`);
    return new URL(location, address);
  }
}

/** A server with a person in it, and all that a program needs to be let in by that person. */
export async function openForPrograms() {
  const house = await openHouse({ INSITES_PORT: '0', INSITES_REQUESTS_PER_MINUTE: '100000' });
  const url = await house.listen();
  const ada = await house.member('contributor', 'ada@oakland.example');
  const { host } = new URL(url);
  const discover = (id: string, secret?: string) =>
    client.discovery(
      new URL(url),
      id,
      secret,
      secret ? client.ClientSecretBasic(secret) : client.None(),
      { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
    );
  const cli = await discover('insites-cli');

  async function ask(
    more: Record<string, string> = {},
    config = cli,
    browser = new Browser(ada.cookie),
  ) {
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: loopback,
      scope: 'openid datasets:read datasets:write audit:read',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...more,
    });
    const page = await browser.go(address.href);
    return { browser, page, verifier, state, request: page.pathname.split('/').pop() ?? '' };
  }

  const answer = (
    { browser, request }: { browser: Browser; request: string },
    input: Record<string, unknown> = {},
  ) =>
    house.call(routes.answerRequest, {
      cookie: browser.cookie,
      host,
      input: { request, allow: true, scopes: ['datasets:read'], ...input },
    });

  /** All the way: asked, allowed, exchanged. */
  async function connect(
    more: Record<string, string> = {},
    input: Record<string, unknown> = {},
    config = cli,
  ) {
    const asked = await ask(more, config);
    const allowed = await answer(asked, input);
    const back = await asked.browser.go(allowed.body.address ?? '');
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state };
    const tokens = await client.authorizationCodeGrant(config, back, checks);
    return { back, checks, tokens, asked };
  }

  const me = async (token: string) => (await house.call(routes.me, { token })).body;
  return { house, url, host, ada, cli, discover, ask, answer, connect, me };
}

/** The error that a refused grant was answered with. */
export const problem = async (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (thrown: { error?: string; cause?: { error?: string } }) =>
      thrown.error ?? thrown.cause?.error ?? String(thrown),
  );
