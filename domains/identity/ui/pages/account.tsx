import { PageHeader, useMe } from '@insites/ui';
import { Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { NameForm } from '../components/name-form.tsx';
import { Panel } from '../components/panel.tsx';
import { Sessions } from '../components/sessions.tsx';
import { SetPassword } from '../components/set-password.tsx';
import { Tokens } from '../components/tokens.tsx';

/** My name, password, sessions and API tokens. */
export function AccountPage() {
  const me = useMe();
  const [saved, setSaved] = useState(0);
  const passwordSaved = () => {
    // A fresh form asks for the present password and is empty.
    setSaved((times) => times + 1);
    notifications.show({ message: 'The new password holds. Other sessions were ended.' });
  };
  return (
    <>
      <PageHeader title="My account">{me.person?.email}</PageHeader>
      <Stack maw="48rem">
        <Panel title="Name">
          <NameForm />
        </Panel>
        <Panel
          title="Password"
          {...(me.person?.hasPassword
            ? {}
            : { note: 'You have none yet. Choose one to sign in without a link.' })}
        >
          <SetPassword key={saved} settings onDone={passwordSaved} />
        </Panel>
        <Panel title="Sessions" note="Where you are signed in. Ended sessions stop at once.">
          <Sessions />
        </Panel>
        <Panel
          title="API tokens"
          note="For programs that act in your name: the command line, scripts, notebooks."
        >
          <Tokens />
        </Panel>
      </Stack>
    </>
  );
}
