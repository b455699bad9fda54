import type { Role } from '@insites/kernel';
import { CopyField, ErrorState, useAction, useMay } from '@insites/ui';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import { useState } from 'react';
import { type InvitationView, invite } from '../../contract/index.ts';
import { RoleRadios } from './role-radios.tsx';
import { TeamSelect, UnitSelect } from './unit-select.tsx';

/** Invites an address to the organisation. */
export function InvitePerson() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconMail size={16} aria-hidden />} onClick={open}>
        Invite a person
      </Button>
      <Modal opened={opened} onClose={close} title="Invite a person" centered>
        <InviteForm onDone={close} />
      </Modal>
    </>
  );
}

function InviteForm({ onDone }: { readonly onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [unitId, setUnit] = useState<string | null>(null);
  const [teamId, setTeam] = useState<string | null>(null);
  const all = useMay('identity:administer');
  const send = useAction(invite);
  if (send.data)
    return (
      <SentInvitation invitation={send.data.invitation} link={send.data.link} onDone={onDone} />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({
          email: email.trim(),
          role,
          ...(unitId ? { unitId } : {}),
          ...(teamId ? { teamId } : {}),
        });
      }}
    >
      <Stack>
        {send.error ? <ErrorState error={send.error} /> : null}
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-autofocus
        />
        <RoleRadios
          value={role}
          onChange={setRole}
          {...(all ? {} : { roles: ['viewer', 'contributor'] })}
        />
        <UnitSelect label="Unit" value={unitId} onChange={setUnit} />
        <TeamSelect label="Team" value={teamId} onChange={setTeam} />
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What became of an invitation: a mail on its way, or a link to hand over. */
export function SentInvitation(props: {
  readonly invitation: InvitationView;
  readonly link: string | null;
  readonly onDone: () => void;
}) {
  const { email } = props.invitation;
  return (
    <Stack>
      {props.link ? (
        <>
          <Text size="sm">
            This server sends no mail. Hand this link to {email} yourself: it works once, within
            seven days, and is shown only now.
          </Text>
          <CopyField label="Invitation link" value={props.link} />
        </>
      ) : (
        <Text size="sm">
          A mail is on its way to {email}. Its link works once, within seven days.
        </Text>
      )}
      <Group justify="flex-end">
        <Button onClick={props.onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
