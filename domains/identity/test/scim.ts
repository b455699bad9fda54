import { identity as contract } from '../contract/index.ts';
import { adminToken, type House } from './house.ts';

type Json = Record<string, unknown>;

export interface ScimAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  // What a test looks for it names itself; the standard's documents have no type here.
  readonly body: Json & { readonly id: string; readonly Resources: (Json & { id: string })[] };
}

/** A directory as it speaks: its requests, with its token. */
export interface Directory {
  readonly id: string;
  readonly token: string;
  ask(method: string, path: string, body?: object, headers?: Json): Promise<ScimAnswer>;
}

/** Sets a directory up as an administrator does. */
export async function openDirectory(
  house: House,
  { token = adminToken, name = 'Staff' } = {},
): Promise<Directory> {
  const made = await house.call(contract.routes.createDirectory, { token, input: { name } });
  return {
    id: made.body.directory.id,
    token: made.body.token,
    ask: (method, path, body, headers) =>
      askScim(house, made.body.token, { method, path, body, headers }),
  };
}

/** One request of a directory. */
export async function askScim(
  house: Pick<House, 'inject'>,
  token: string,
  request: { method: string; path: string; body?: object | undefined; headers?: Json | undefined },
): Promise<ScimAnswer> {
  const answer = await house.inject({
    method: request.method as 'GET',
    url: `/scim/v2${request.path}`,
    headers: {
      host: 'localhost:4000',
      authorization: `Bearer ${token}`,
      ...(request.body ? { 'content-type': 'application/scim+json' } : {}),
      ...(request.headers as Record<string, string> | undefined),
    },
    ...(request.body ? { payload: JSON.stringify(request.body) } : {}),
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type'] ?? ''),
    headers: answer.headers,
    body: (answer.body === '' ? {} : JSON.parse(answer.body)) as ScimAnswer['body'],
  };
}
