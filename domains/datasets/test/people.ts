import { createClient } from '@insites/client';
import { addPerson, createOrganisation, createToken, useLink } from '@insites/identity/contract';
import { newId, type Role } from '@insites/kernel';
import { type City, cityAt } from './city.ts';

/** The server as a new member of the organisation of `token` sees it. */
export async function member(url: string, token: string, role: Role): Promise<City> {
  const client = createClient({ baseUrl: url, token });
  const email = `${newId()}@city.example`;
  const { signInLink } = await client.call(addPerson, { name: `A ${role}`, email, role });
  return await enter(url, signInLink);
}

/** The server as the administrator of a new organisation sees it. `token`: of its operator. */
export async function stranger(url: string, token: string): Promise<City> {
  const { signInLink } = await createClient({ baseUrl: url, token }).call(createOrganisation, {
    name: 'Elsewhere',
    slug: `city-${newId().slice(-12)}`,
    adminEmail: `${newId()}@elsewhere.example`,
  });
  return await enter(url, signInLink);
}

async function enter(url: string, link: string | null): Promise<City> {
  const post = (path: string, input: object, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    });
  const once = new URL(link ?? '', url).hash.replace('#token=', '');
  const signedIn = await post(useLink.path, { token: once });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const made = await post(createToken.path, { name: 'test' }, { cookie });
  const { token } = (await made.json()) as { token: string };
  return cityAt(url, token);
}

/** The error code of what is refused; `allowed` when it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'allowed',
    (error: { code?: unknown }) => error.code ?? error,
  );
}
