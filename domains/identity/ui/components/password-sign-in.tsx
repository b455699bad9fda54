import { ErrorState, useAction } from '@insites/ui';
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type SignInView, signIn } from '../../contract/index.ts';

export function PasswordSignIn(props: {
  /** Who signs in, when that is known. */
  readonly email: string;
  readonly onEntered: (view: SignInView) => void;
}) {
  const [email, setEmail] = useState(props.email);
  const [password, setPassword] = useState('');
  const enter = useAction(signIn, { onDone: props.onEntered });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({ email: email.trim(), password });
      }}
    >
      <Stack>
        {enter.error ? <ErrorState error={enter.error} /> : null}
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
        />
        <Button type="submit" loading={enter.isPending}>
          Sign in
        </Button>
        <Text size="sm" c="dimmed">
          No password yet, or forgotten? Ask an administrator for a one-time link.
        </Text>
      </Stack>
    </form>
  );
}
