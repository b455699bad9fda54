import { ErrorState, LoadingTable, PageHeader, useAction, useGo, useMe } from '@insites/ui';
import { Button, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  acceptInvitation,
  type InvitationToMe,
  type MeView,
  readInvitation,
  signOut,
} from '../../contract/index.ts';
import { NewAccount } from '../components/new-account.tsx';
import { SignInFlow } from '../components/sign-in-flow.tsx';
import { roleLabels } from '../roles.ts';
import { useSignedIn } from '../use-signed-in.ts';

/** Outlives signing out and in on this page, which draws it anew; a reload forgets it. */
let token: string | null = null;

/** An invitation (`#token=…`): join with your account, or with a new one. */
export function InvitationPage() {
  const read = useAction(readInvitation);
  const { mutate } = read;
  useEffect(() => {
    takeToken();
    mutate({ token: token ?? 'no invitation in the address' });
  }, [mutate]);
  return (
    <Stack maw="26rem" mx="auto" mt={{ base: 0, sm: 'xl' }} gap={0}>
      <PageHeader title={read.data ? `Join ${read.data.organisationName}` : 'Invitation'} />
      {read.error ? <ErrorState error={read.error} /> : null}
      {read.data && token ? <Invited invitation={read.data} token={token} /> : null}
      {read.isPending ? <LoadingTable rows={3} /> : null}
    </Stack>
  );
}

function Invited(props: { readonly invitation: InvitationToMe; readonly token: string }) {
  const { invitation } = props;
  const me = useMe();
  const go = useGo();
  const become = useSignedIn();
  const joined = (view: MeView) => {
    token = null;
    become(view);
    go('/', { replace: true });
  };
  return (
    <Paper withBorder p="lg" radius="md">
      <Stack>
        <Text>
          {invitation.invitedBy ? `${invitation.invitedBy} invites` : 'There is an invitation for'}{' '}
          <Text span fw={500} style={{ overflowWrap: 'anywhere' }}>
            {invitation.email}
          </Text>{' '}
          to {invitation.organisationName}. Role: {roleLabels[invitation.role]}.
        </Text>
        {!me.signedIn ? (
          <SignedOut {...props} onJoined={joined} />
        ) : me.person?.email === invitation.email ? (
          <Join token={props.token} onJoined={joined} />
        ) : (
          <Another email={me.person?.email ?? ''} />
        )}
      </Stack>
    </Paper>
  );
}

function SignedOut(props: {
  readonly invitation: InvitationToMe;
  readonly token: string;
  readonly onJoined: (view: MeView) => void;
}) {
  const [known, setKnown] = useState(false);
  const become = useSignedIn();
  return (
    <>
      {known ? (
        <SignInFlow email={props.invitation.email} onSignedIn={become} />
      ) : (
        <NewAccount {...props} />
      )}
      <Button variant="subtle" onClick={() => setKnown(!known)}>
        {known ? 'I have no account yet' : 'I have an account already'}
      </Button>
    </>
  );
}

function Join(props: { readonly token: string; readonly onJoined: (view: MeView) => void }) {
  const accept = useAction(acceptInvitation, { onDone: props.onJoined });
  return (
    <>
      {accept.error ? <ErrorState error={accept.error} /> : null}
      <Button
        loading={accept.isPending}
        onClick={() => accept.mutate({ token: props.token })}
        data-autofocus
      >
        Join
      </Button>
    </>
  );
}

function Another({ email }: { readonly email: string }) {
  const queries = useQueryClient();
  const leave = useAction(signOut, { onDone: () => void queries.resetQueries() });
  return (
    <>
      <Text size="sm">
        You are signed in as {email}, and the invitation is for another address. Sign out to accept
        it.
      </Text>
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate({})}>
        Sign out
      </Button>
    </>
  );
}

/** Takes the token out of the address: it must not stay in the history. */
function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!given) return;
  token = given;
  history.replaceState(history.state, '', location.pathname + location.search);
}
