import { ErrorState, useAction } from '@insites/ui';
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  acceptInvitation,
  type InvitationToMe,
  type MeView,
  password as passwordSchema,
} from '../../contract/index.ts';

/** Makes an account of the invited address and joins with it. */
export function NewAccount(props: {
  readonly invitation: InvitationToMe;
  readonly token: string;
  readonly onJoined: (view: MeView) => void;
}) {
  const { invitation, token } = props;
  const [name, setName] = useState(invitation.name ?? '');
  const [password, setPassword] = useState('');
  const accept = useAction(acceptInvitation, { onDone: props.onJoined });
  const checked = passwordSchema.safeParse(password);
  const ready = invitation.passkeyInstead ? password === '' || checked.success : checked.success;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (ready) accept.mutate({ token, name, ...(password === '' ? {} : { password }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {accept.error ? <ErrorState error={accept.error} /> : null}
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <input type="hidden" name="email" autoComplete="username" value={invitation.email} />
        {invitation.passkeyInstead ? (
          <Text size="sm">You will add a passkey next; a password is not needed.</Text>
        ) : (
          <PasswordInput
            label="New password"
            description="15 characters or more. A sentence is easy to remember."
            autoComplete="new-password"
            required
            withAsterisk={false}
            value={password}
            error={password !== '' && !checked.success ? checked.error.issues[0]?.message : null}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the new password', tabIndex: 0 }}
          />
        )}
        <Button type="submit" loading={accept.isPending} disabled={name.trim() === ''}>
          Make my account and join
        </Button>
      </Stack>
    </form>
  );
}
