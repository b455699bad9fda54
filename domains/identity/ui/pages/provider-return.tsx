import { AppLink, EmptyState, ErrorState, PageHeader, useAction, useGo } from '@insites/ui';
import { Loader, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { beginProvider, finishProvider } from '../../contract/index.ts';
import { takeNext } from '../provider-trip.ts';
import { useSignedIn } from '../use-signed-in.ts';

/**
 * Where a provider leads back to, with what it answered in the address. With `begin=` it leads there, to
 * sign in once more beside a page that waits.
 */
export function ProviderReturnPage() {
  const [{ begin, answer }] = useState(takeAnswer);
  return (
    <Stack maw="26rem" mx="auto" mt={{ base: 0, sm: 'xl' }} gap={0}>
      <PageHeader title="Sign in" />
      <Paper withBorder p="lg" radius="md">
        {answer ? <Finish answer={answer} /> : begin ? <Again providerId={begin} /> : <Nothing />}
      </Paper>
    </Stack>
  );
}

function Finish({ answer }: { readonly answer: string }) {
  const go = useGo();
  const become = useSignedIn();
  const finish = useAction(finishProvider, {
    onDone: ({ again, ...me }) => {
      become(me);
      if (!again) go(takeNext(), { replace: true });
    },
  });
  useOnce(() => finish.mutate({ answer }));
  if (finish.error)
    return (
      <Stack>
        <ErrorState error={finish.error} />
        <AppLink href="/sign-in">Sign in another way</AppLink>
      </Stack>
    );
  if (finish.data?.again)
    return <Text>It is you. Close this tab, and go on in the one you came from.</Text>;
  return <Loader aria-label="Signing in" />;
}

function Again({ providerId }: { readonly providerId: string }) {
  const begin = useAction(beginProvider, { onDone: ({ address }) => location.assign(address) });
  useOnce(() => begin.mutate({ providerId, again: true }));
  return begin.error ? <ErrorState error={begin.error} /> : <Loader aria-label="To the provider" />;
}

function Nothing() {
  return (
    <EmptyState title="There is nothing to finish">
      <AppLink href="/sign-in">Begin at the sign-in page</AppLink>
    </EmptyState>
  );
}

/** An answer counts once, also where React runs effects twice. */
function useOnce(act: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    act();
  });
}

/** The answer, which is then taken out of the address: it must not stay in the history. */
function takeAnswer(): { readonly begin: string | null; readonly answer: string | null } {
  const answer = location.search.slice(1);
  const given = new URLSearchParams(answer);
  if (!given.has('state')) return { begin: given.get('begin'), answer: null };
  history.replaceState(history.state, '', location.pathname);
  return { begin: null, answer };
}
