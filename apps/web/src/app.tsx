import { createClient } from '@insites/client';
import { me } from '@insites/identity/contract';
import { SignInWatch } from '@insites/identity/ui/watch';
import type { InsitesError } from '@insites/kernel';
import { callKey, cssVariables, SlotsContext, theme } from '@insites/ui';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { router } from './router.tsx';
import { slots } from './slots.ts';

const Messages = lazy(() =>
  import('./shell/messages.tsx').then((module) => ({ default: module.Messages })),
);
const client = createClient({ baseUrl: '' });
const queries = makeQueries();

/** The whole web app: client, answers, theme and pages. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <SignInWatch client={client}>
          <SlotsContext value={slots}>
            <RouterProvider router={router} />
          </SlotsContext>
        </SignInWatch>
      </QueryClientProvider>
      <Suspense>
        <Messages />
      </Suspense>
    </MantineProvider>
  );
}

function makeQueries(): QueryClient {
  const made: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && passes((error as InsitesError).kind),
      },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The session ended meanwhile: ask again who this is, and the shell follows.
        const lost = (error as InsitesError).kind === 'notSignedIn';
        if (lost && query.queryKey[1] !== me.name)
          void made.invalidateQueries({ queryKey: callKey(me) });
      },
    }),
  });
  return made;
}

function passes(kind: InsitesError['kind'] | undefined): boolean {
  return kind === 'unavailable' || kind === 'timedOut' || kind === 'limited';
}
