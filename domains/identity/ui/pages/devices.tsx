import { Loaded, PageHeader, useCall, useMe } from '@insites/ui';
import { Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type FactorsView, listFactors } from '../../contract/index.ts';
import { Authenticator, RecoveryCodesLeft } from '../components/authenticator.tsx';
import { LinkedAccounts } from '../components/linked-accounts.tsx';
import { Panel } from '../components/panel.tsx';
import { Passkeys } from '../components/passkeys.tsx';
import { Sessions } from '../components/sessions.tsx';
import { SetPassword } from '../components/set-password.tsx';

/** With what I sign in, and where I am signed in. */
export function DevicesPage() {
  const factors = useCall(listFactors, {});
  return (
    <>
      <PageHeader title="Sign-in and devices">
        A passkey is the safest: nobody can phish it, and you type nothing.
      </PageHeader>
      <Stack maw="48rem">
        <Loaded query={factors}>{(found) => <Factors factors={found} />}</Loaded>
        <Panel title="Sessions" note="Where you are signed in. Ended sessions stop at once.">
          <Sessions />
        </Panel>
      </Stack>
    </>
  );
}

function Factors({ factors }: { readonly factors: FactorsView }) {
  return (
    <>
      <Panel
        title="Passkeys"
        note="Sign in with your fingerprint, face or PIN, on this device or with your phone."
      >
        <Passkeys passkeys={factors.passkeys} />
      </Panel>
      <Panel title="App that shows codes" note="A second step after the password.">
        <Authenticator factors={factors} />
      </Panel>
      {factors.authenticator || factors.passkeys.length > 0 ? (
        <Panel title="Recovery codes" note="For the day you lose your phone or passkey.">
          <RecoveryCodesLeft factors={factors} />
        </Panel>
      ) : null}
      <LinkedAccounts />
      <Password />
    </>
  );
}

function Password() {
  const me = useMe();
  const [saved, setSaved] = useState(0);
  const passwordSaved = () => {
    // A fresh form asks for the present password and is empty.
    setSaved((times) => times + 1);
    notifications.show({ message: 'The new password holds. Other sessions were ended.' });
  };
  return (
    <Panel
      title="Password"
      {...(me.person?.hasPassword
        ? {}
        : { note: 'You have none yet. Choose one to sign in without a link.' })}
    >
      <SetPassword key={saved} settings onDone={passwordSaved} />
    </Panel>
  );
}
