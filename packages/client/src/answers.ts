import {
  errors,
  fromProblem,
  type InsitesError,
  problemSchema,
  type RouteDefinition,
} from '@insites/kernel';

/** The document of a JSON answer, checked against the route. */
export async function readJson(
  response: Response,
  route: RouteDefinition,
  baseUrl: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const text = await response.text().catch((thrown: unknown) => {
    throw unreachable(baseUrl, thrown, signal);
  });
  const parsed =
    route.output.kind === 'json' ? route.output.schema.safeParse(asJson(text)) : undefined;
  if (parsed?.success) return parsed.data;
  throw errors.internal(
    'client.unexpectedAnswer',
    `The answer to ${route.name} is not what this version expects.`,
    { hint: 'Server and client may be of different versions.', cause: parsed?.error },
  );
}

/** The error behind an answer that is not a success. */
export async function failureOf(response: Response): Promise<InsitesError> {
  const text = await response.text().catch(() => '');
  const problem = problemSchema.safeParse(asJson(text));
  if (problem.success) return fromProblem(problem.data);
  const make = response.status >= 500 ? errors.unavailable : errors.internal;
  return make('client.unexpectedAnswer', `The server answered with status ${response.status}.`, {
    hint: 'Something else than Insites may stand at this address.',
  });
}

/** Why a request got no answer at all. */
export function unreachable(
  baseUrl: string,
  thrown: unknown,
  signal: AbortSignal | undefined,
): InsitesError {
  if (signal?.aborted)
    return errors.cancelled('client.cancelled', 'The request was stopped.', { cause: thrown });
  return errors.unavailable(
    'client.unreachable',
    `${baseUrl ? `Insites at ${baseUrl}` : 'The server'} does not answer.`,
    { hint: 'Check the address and that the server runs.', cause: thrown },
  );
}

/** Text as JSON; undefined when it is none. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
