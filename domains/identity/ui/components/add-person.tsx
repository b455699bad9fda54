import type { Role } from '@insites/kernel';
import { CopyField, ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
import { useState } from 'react';
import { addPerson } from '../../contract/index.ts';
import { RoleRadios } from './role-radios.tsx';

/** Adds a person and, when they are new, hands out their one-time link. */
export function AddPerson() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
        Add a person
      </Button>
      <Modal opened={opened} onClose={close} title="Add a person" centered>
        <AddForm onDone={close} />
      </Modal>
    </>
  );
}

function AddForm({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const add = useAction(addPerson, { also: ['licensing'] });
  if (add.data)
    return <Added name={add.data.person.name} link={add.data.signInLink} onDone={onDone} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ name, email: email.trim(), role });
      }}
    >
      <Stack>
        {add.error ? <ErrorState error={add.error} /> : null}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RoleRadios value={role} onChange={setRole} />
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Added(props: {
  readonly name: string;
  readonly link: string | null;
  readonly onDone: () => void;
}) {
  return (
    <Stack>
      {props.link ? (
        <>
          <Text size="sm">
            Hand this link to {props.name}. It signs them in once and lets them choose a password.
            It is shown only now.
          </Text>
          <CopyField label="One-time link" value={props.link} />
        </>
      ) : (
        <Text size="sm">{props.name} was added and signs in as before.</Text>
      )}
      <Group justify="flex-end">
        <Button onClick={props.onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
