import { Loaded, PageHeader, useAction, useCall } from '@insites/ui';
import { Button, Container, Divider, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { listSignInProviders, type MeView, signOut } from '../../contract/index.ts';
import { AddAuthenticator } from '../components/add-authenticator.tsx';
import { AddPasskey } from '../components/add-passkey.tsx';
import { Link } from '../components/linked-accounts.tsx';
import { SetPassword } from '../components/set-password.tsx';
import { ProofForm } from './proof-dialog.tsx';

function titleOf(lacks: 'factor' | 'passkey' | 'provider' | null): string {
  if (lacks === 'provider') return 'Sign in with your organisation';
  return lacks === 'passkey' ? 'Add a passkey' : 'Add a second step';
}

/** The providers of an organisation: the account there is linked to who is signed in. */
function OwnProviders({ organisation }: { readonly organisation: string }) {
  const query = useCall(listSignInProviders, { organisation });
  return (
    <Loaded query={query}>
      {({ items }) => (
        <>
          {items.map(({ id, name }) => (
            <Link key={id} id={id} name={name} next={location.pathname} />
          ))}
        </>
      )}
    </Loaded>
  );
}

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
  const byProvider = session?.lacks === 'provider';
  const passkeyOnly = session?.lacks === 'passkey';
  return (
    <Container component="main" size="30rem" py="xl">
      <PageHeader title={titleOf(session?.lacks ?? null)}>
        {organisation?.name ?? 'Your organisation'} asks its members for it. It takes a minute.
      </PageHeader>
      <Stack>
        {byProvider ? (
          <OwnProviders organisation={organisation?.slug ?? ''} />
        ) : !named && !passkeyOnly ? (
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
