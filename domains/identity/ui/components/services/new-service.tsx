import type { Role } from '@insites/kernel';
import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconRobot from '@tabler/icons-react/dist/esm/icons/IconRobot.mjs';
import { useState } from 'react';
import { createServiceAccount } from '../../../contract/index.ts';
import { RoleRadios } from '../role-radios.tsx';

/** Adds a service account; who adds it answers for it. */
export function NewService() {
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const add = useAction(createServiceAccount, {
    onDone: () => {
      setName('');
      close();
    },
  });
  return (
    <>
      <Button leftSection={<IconRobot size={16} aria-hidden />} onClick={open}>
        Add a service account
      </Button>
      <Modal opened={opened} onClose={close} title="Add a service account" centered>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ name: name.trim(), role });
          }}
        >
          <Stack>
            {add.error ? <ErrorState error={add.error} /> : null}
            <TextInput
              label="Name"
              description="What the program does. You answer for it."
              placeholder="Air quality sensors"
              required
              withAsterisk={false}
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <RoleRadios value={role} onChange={setRole} />
            <Group justify="flex-end">
              <Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>
                Add
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
