import { Divider, Stack } from '@mantine/core';
import { useState } from 'react';
import type { MeView, SignInView } from '../../contract/index.ts';
import { knowsPasskeys } from '../passkey.ts';
import { LinkSignIn } from './link-sign-in.tsx';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { PasswordSignIn } from './password-sign-in.tsx';
import { ProviderSignIn } from './provider-sign-in.tsx';
import { SecondFactor } from './second-factor.tsx';

/** From nobody to somebody: a passkey, or a password or link and then the second factor where there is one. */
export function SignInFlow(props: {
  /** Of a one-time link. */
  readonly token?: string | null;
  /** Who signs in again. */
  readonly email?: string;
  /** Offers those of an organisation, which lead away from this page and then to `next`. */
  readonly providers?: { readonly organisation: string | null; readonly next: string };
  readonly onSignedIn: (view: MeView) => void;
}) {
  const [token, setToken] = useState(props.token ?? null);
  const [owed, setOwed] = useState<SignInView['owed']>(null);
  const entered = (view: SignInView) => (view.owed ? setOwed(view.owed) : props.onSignedIn(view));
  if (owed)
    return <SecondFactor owed={owed} onSignedIn={props.onSignedIn} onBack={() => setOwed(null)} />;
  if (token)
    return <LinkSignIn token={token} onEntered={entered} onPassword={() => setToken(null)} />;
  return (
    <Stack>
      {knowsPasskeys ? (
        <>
          <PasskeySignIn onSignedIn={props.onSignedIn} />
          <Divider label="or" />
        </>
      ) : null}
      <PasswordSignIn email={props.email ?? ''} onEntered={entered} />
      {props.providers ? (
        <>
          <Divider label="or" />
          <ProviderSignIn {...props.providers} />
        </>
      ) : null}
    </Stack>
  );
}
