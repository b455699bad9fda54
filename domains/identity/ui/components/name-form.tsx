import { ErrorState, useAction, useMe } from '@insites/ui';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { updateMe } from '../../contract/index.ts';

export function NameForm() {
  const me = useMe();
  const [name, setName] = useState(me.person?.name ?? '');
  const save = useAction(updateMe, {
    onDone: () => notifications.show({ message: 'Your name is saved.' }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ name });
      }}
    >
      <Stack gap="xs">
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group align="flex-end">
          <TextInput
            label="Your name"
            description="Others see it beside what you do."
            autoComplete="name"
            maxLength={120}
            value={name}
            style={{ flex: '1 1 14rem' }}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={name.trim() === '' || name.trim() === me.person?.name}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
