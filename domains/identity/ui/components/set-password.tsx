import { ErrorState, useAction, useMe } from '@insites/ui';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { password as passwordSchema, updateMe } from '../../contract/index.ts';

/** A new password; asks for the present one when there is one. */
export function SetPassword(props: { readonly onDone: () => void; readonly settings?: boolean }) {
  const me = useMe();
  // What was true when the form opened: the answer to saving it changes `hasPassword`.
  const [asksOld] = useState(me.person?.hasPassword ?? false);
  const [oldPassword, setOld] = useState('');
  const [password, setPassword] = useState('');
  const save = useAction(updateMe, { onDone: props.onDone });
  const checked = passwordSchema.safeParse(password);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (checked.success) save.mutate({ password, ...(asksOld ? { oldPassword } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {props.settings ? null : (
          <Text>Next time you sign in with your e-mail address and this password.</Text>
        )}
        {save.error ? <ErrorState error={save.error} /> : null}
        <input type="hidden" name="email" autoComplete="username" value={me.person?.email ?? ''} />
        {asksOld ? (
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={oldPassword}
            onChange={(event) => setOld(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the present password', tabIndex: 0 }}
          />
        ) : null}
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
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save the password
          </Button>
          {props.settings ? null : (
            <Button variant="subtle" onClick={props.onDone}>
              Later
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
