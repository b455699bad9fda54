import { PageHeader, useAction } from '@insites/ui';
import { Button, Container, Divider, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type MeView, signOut } from '../../contract/index.ts';
import { AddAuthenticator } from '../components/add-authenticator.tsx';
import { AddPasskey } from '../components/add-passkey.tsx';
import { SetPassword } from '../components/set-password.tsx';
import { ProofForm } from './proof-dialog.tsx';

/** Leads a person to what their organisation asks of signing in; until then there is nothing else. */
export function Enrol(props: {
  readonly me: MeView;
  readonly hasFactor: boolean;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}) {
  const { person, session, organisation } = props.me;
  const [named, setNamed] = useState(person?.hasPassword ?? true);
  // When this began: the one that is being added shows its recovery codes first.
  const [hadFactor] = useState(props.hasFactor);
  const leave = useAction(signOut, { onDone: props.onLeave });
  const passkeyOnly = session?.lacks === 'passkey';
  return (
    <Container component="main" size="30rem" py="xl">
      <PageHeader title={passkeyOnly ? 'Add a passkey' : 'Add a second step'}>
        {organisation?.name ?? 'Your organisation'} asks its members for it. It takes a minute.
      </PageHeader>
      <Stack>
        {!named && !passkeyOnly ? (
          <SetPassword onDone={() => setNamed(true)} />
        ) : (
          <>
            {hadFactor ? (
              <>
                <Text size="sm">You have one already: show it.</Text>
                <ProofForm onDone={props.onDone} />
                <Divider label="or add another one" />
              </>
            ) : null}
            <AddPasskey onDone={props.onDone} />
            {passkeyOnly || hadFactor ? null : (
              <>
                <Divider label="or" />
                <Text size="sm">An app that shows codes</Text>
                <AddAuthenticator onDone={props.onDone} />
              </>
            )}
          </>
        )}
        <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate({})}>
          Sign out
        </Button>
      </Stack>
    </Container>
  );
}
