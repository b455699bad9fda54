import { setTimeout as pause } from 'node:timers/promises';
import { errors } from '@insites/kernel';
import { changeLogin, type Login, readLogin } from './credentials.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const program = 'insites-cli';

/** What a device shows to its person (RFC 8628 §3.2). */
export interface Shown {
  readonly userCode: string;
  readonly address: string;
  readonly whole: string;
}

/** Signs in by a code that is typed into a browser, on this machine or another. */
export async function signIn(
  url: string,
  scopes: readonly string[],
  env: Environment,
  show: (shown: Shown) => void,
  signal: AbortSignal,
): Promise<void> {
  const begun = await post(url, '/oauth/device', { scope: ['openid', ...scopes].join(' ') });
  show({
    userCode: String(begun.body.user_code),
    address: String(begun.body.verification_uri),
    whole: String(begun.body.verification_uri_complete),
  });
  let interval = Number(begun.body.interval ?? 5) * 1000;
  for (;;) {
    await pause(interval, undefined, { signal });
    const { status, body } = await post(url, '/oauth/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: String(begun.body.device_code),
    });
    if (status === 200) {
      await changeLogin(url, env, async () => loginOf(body));
      return;
    }
    if (body.error === 'slow_down') interval += 5000;
    else if (body.error !== 'authorization_pending') throw refused(String(body.error));
  }
}

/** The access token for a server, a new one when the old one is about to end; null: not signed in. */
export async function accessToken(url: string, env: Environment): Promise<string | null> {
  const present = await readLogin(url, env);
  if (!present) return null;
  if (!endsSoon(present)) return present.accessToken;
  const next = await changeLogin(url, env, async (kept) => {
    // Another process may have been faster.
    if (!kept || !endsSoon(kept)) return kept;
    const { status, body } = await post(url, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: kept.refreshToken,
    });
    return status === 200 ? loginOf(body) : null;
  });
  return next?.accessToken ?? null;
}

/** Takes the login back at the server and forgets it; false when there was none. */
export async function signOut(url: string, env: Environment): Promise<boolean> {
  const present = await readLogin(url, env);
  if (!present) return false;
  await post(url, '/oauth/revoke', { token: present.refreshToken });
  await changeLogin(url, env, async () => null);
  return true;
}

async function post(
  url: string,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: program, ...form }),
  }).catch((cause: unknown) => {
    throw errors.unavailable('client.unreachable', `Nothing answers at ${url}.`, {
      hint: 'Is Insites running there? INSITES_URL says where.',
      cause,
    });
  });
  const text = await response.text();
  if (response.status >= 500 || response.status === 404 || response.status === 429)
    throw errors.unavailable('client.unreachable', `${url} cannot sign anybody in now.`, {
      hint: 'If it has a name, its operator has to set INSITES_PUBLIC_URL.',
    });
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

function loginOf(body: Readonly<Record<string, unknown>>): Login {
  return {
    accessToken: String(body.access_token),
    refreshToken: String(body.refresh_token),
    expiresAt: new Date(Date.now() + Number(body.expires_in) * 1000).toISOString(),
  };
}

function endsSoon({ expiresAt }: Login): boolean {
  return Date.parse(expiresAt) < Date.now() + 60_000;
}

function refused(reason: string) {
  return errors.notSignedIn(
    'cli.loginRefused',
    reason === 'access_denied' ? 'It was refused in the browser.' : 'The code has ended.',
    { hint: 'Begin again: insites login' },
  );
}
