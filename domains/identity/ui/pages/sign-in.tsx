import { PageHeader, useGo, useMe } from '@insites/ui';
import { Paper, Stack } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MeView } from '../../contract/index.ts';
import { SetPassword } from '../components/set-password.tsx';
import { SignInFlow } from '../components/sign-in-flow.tsx';
import { safeAddress } from '../safe-address.ts';
import { useSignedIn } from '../use-signed-in.ts';

/** Sign in with a passkey, a password, or a one-time link (`#token=…`) that leads to choosing a password. */
export function SignInPage() {
  const me = useMe();
  const go = useGo();
  const become = useSignedIn();
  const search = useSearch({ strict: false }) as { next?: unknown; organisation?: unknown };
  const next = safeAddress(search.next);
  const organisation = typeof search.organisation === 'string' ? search.organisation : null;
  const [token] = useState(takeToken);
  const [step, setStep] = useState<'sign in' | 'choose a password'>('sign in');
  const finished = step === 'sign in' && me.signedIn && !token;
  useEffect(() => {
    if (finished) go(next, { replace: true });
  }, [finished, go, next]);

  const signedIn = (view: MeView) => {
    const ready = view.person?.hasPassword || view.session?.secondFactor === 'passkey';
    if (!ready) setStep('choose a password');
    become(view);
    if (ready) go(next, { replace: true });
  };
  return (
    <Stack maw="26rem" mx="auto" mt={{ base: 0, sm: 'xl' }} gap={0}>
      <PageHeader title={step === 'choose a password' ? 'Choose a password' : 'Sign in'} />
      <Paper withBorder p="lg" radius="md">
        {step === 'choose a password' ? (
          <SetPassword onDone={() => go(next, { replace: true })} />
        ) : (
          <SignInFlow token={token} providers={{ organisation, next }} onSignedIn={signedIn} />
        )}
      </Paper>
    </Stack>
  );
}

/** The token of the address, which is then taken out of it: it must not stay in the history. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
