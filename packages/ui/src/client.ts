import type { Client } from '@insites/client';
import {
  type CallInput,
  type InsitesError,
  pathFields,
  type RouteDefinition,
  type RouteOutput,
} from '@insites/kernel';
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';

export const ClientContext = createContext<Client | null>(null);

/** The client of the public API: `client.call(route, input, { signal })`. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('No client: the page stands outside <ClientContext>.');
  return client;
}

/** The key under which an answer is kept. With the route alone: all its answers. */
export function callKey<R extends RouteDefinition>(route: R, input?: CallInput<R>): unknown[] {
  const domain = domainOf(route);
  return input === undefined ? [domain, route.name] : [domain, route.name, input];
}

/**
 * The answer of a route, kept and refreshed by TanStack Query. `keep` shows the former answer while
 * the next one (another search, another page) is on its way.
 */
export function useCall<R extends RouteDefinition>(
  route: R,
  input: CallInput<R>,
  options: {
    readonly enabled?: boolean;
    readonly keep?: boolean;
    /** Milliseconds between looks. */
    readonly every?: number | false;
    /** Milliseconds the answer counts as fresh. */
    readonly fresh?: number;
  } = {},
): UseQueryResult<RouteOutput<R>, InsitesError> {
  const client = useClient();
  const { enabled = true, keep = false, every = false, fresh } = options;
  return useQuery<RouteOutput<R>, InsitesError>({
    queryKey: callKey(route, input),
    queryFn: ({ signal }) => client.call(route, input, { signal }) as Promise<RouteOutput<R>>,
    enabled,
    refetchInterval: every,
    ...(fresh === undefined ? {} : { staleTime: fresh }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * A route that changes something, as a TanStack mutation: `useAction(update).mutate({ id, title })`.
 * Afterwards every answer of the route's domain, and of the domains named in `also`, is asked again.
 */
export function useAction<R extends RouteDefinition>(
  route: R,
  options: {
    readonly also?: readonly string[];
    readonly onDone?: (output: RouteOutput<R>, input: CallInput<R>) => void;
  } = {},
): UseMutationResult<RouteOutput<R>, InsitesError, CallInput<R>> {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<RouteOutput<R>, InsitesError, CallInput<R>>({
    mutationFn: (input) => client.call(route, input, {}) as Promise<RouteOutput<R>>,
    onSuccess: (output, input) => {
      for (const domain of [domainOf(route), ...(options.also ?? [])])
        void queries.invalidateQueries({ queryKey: [domain] });
      options.onDone?.(output, input);
    },
  });
}

/** The address of a GET route, for links that the browser follows itself (downloads). */
export function addressOf<R extends RouteDefinition>(route: R, input: CallInput<R>): string {
  const values = input as Readonly<Record<string, unknown>>;
  const inPath = pathFields(route.path);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !inPath.includes(name)) query.set(name, String(value));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

function domainOf(route: RouteDefinition): string {
  return route.name.slice(0, route.name.indexOf('.'));
}
