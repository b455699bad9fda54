import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { changeServiceAccount, type ServiceAccountView } from '../../../contract/index.ts';
import { PersonSelect } from '../person-select.tsx';
import { RoleRadios } from '../role-radios.tsx';

/** Changes name, role or who answers for a service account. */
export function EditService({ account }: { readonly account: ServiceAccountView }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" aria-label={`Edit ${account.name}`} onClick={open}>
        Edit
      </Button>
      <Modal opened={opened} onClose={close} title={`Change ${account.name}`} centered>
        <EditForm account={account} onDone={close} />
      </Modal>
    </>
  );
}

function EditForm(props: { readonly account: ServiceAccountView; readonly onDone: () => void }) {
  const { account } = props;
  const { id, owner } = account;
  const [name, setName] = useState(account.name);
  const [role, setRole] = useState(account.role);
  const change = useAction(changeServiceAccount);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ id, name: name.trim(), role }, { onSuccess: props.onDone });
      }}
    >
      <Stack>
        {change.error ? <ErrorState error={change.error} /> : null}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <RoleRadios value={role} onChange={setRole} />
        <PersonSelect
          label="Somebody else answers for it"
          description={`Now: ${owner.name}. When they leave the organisation, it stops.`}
          without={[owner.id]}
          onPick={(ownerId) => change.mutate({ id, ownerId })}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
