import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { createDirectory } from '../../contract/index.ts';
import { roleLabels, roleOf } from '../roles.ts';

/** Connects a directory; its token is handed out once. */
export function NewDirectory({ onMade }: { readonly onMade: (token: string) => void }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>Connect a directory</Button>
      <Modal opened={opened} onClose={close} title="Connect a directory" centered>
        <NewForm
          onMade={(token) => {
            onMade(token);
            close();
          }}
        />
      </Modal>
    </>
  );
}

function NewForm({ onMade }: { readonly onMade: (token: string) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState('viewer');
  const make = useAction(createDirectory, { onDone: ({ token }) => onMade(token) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ name, defaultRole: roleOf(role) });
      }}
    >
      <Stack>
        {make.error ? <ErrorState error={make.error} /> : null}
        <TextInput
          label="Name"
          description="It stands in the activity for all that the directory does."
          placeholder="Entra ID"
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Select
          label="Role of new people"
          description="Groups of the directory may give a stronger one."
          allowDeselect={false}
          data={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
          value={role}
          onChange={(value) => setRole(roleOf(value))}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={make.isPending}>
            Connect
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
