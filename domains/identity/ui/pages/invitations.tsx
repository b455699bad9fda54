import {
  type Column,
  ConfirmButton,
  DataList,
  EmptyState,
  PageHeader,
  readError,
  TimeAgo,
  useAction,
  useCall,
  useListState,
} from '@insites/ui';
import { Badge, Button, Group, Modal, Text } from '@mantine/core';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import {
  type InvitationView,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '../../contract/index.ts';
import { InvitePerson, SentInvitation } from '../components/invite-person.tsx';
import { roleLabels } from '../roles.ts';

const states = {
  open: { label: 'Open', color: 'blue' },
  accepted: { label: 'Accepted', color: 'pine' },
  revoked: { label: 'Taken back', color: 'gray' },
  expired: { label: 'Expired', color: 'gray' },
} as const;

const mails = {
  waiting: 'Mail is waiting to be sent',
  sent: 'Mail sent',
  failed: 'Mail was refused: check the address',
} as const;

const columns: readonly Column<InvitationView>[] = [
  {
    key: 'email',
    label: 'Invited',
    render: (invitation) => (
      <div>
        <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {invitation.email}
        </Text>
        <Text size="xs" c="dimmed">
          {roleLabels[invitation.role]}
          {invitation.invitedBy ? ` · by ${invitation.invitedBy}` : ''}
        </Text>
      </div>
    ),
  },
  {
    key: 'state',
    label: 'State',
    render: ({ state, mail }) => (
      <div>
        <Badge variant="light" color={states[state].color} tt="none">
          {states[state].label}
        </Badge>
        {state === 'open' ? (
          <Text size="xs" c="dimmed">
            {mail ? mails[mail] : 'Link handed over'}
          </Text>
        ) : null}
      </div>
    ),
  },
  {
    key: 'made',
    label: 'Invited',
    from: 'md',
    render: ({ createdAt }) => <TimeAgo at={createdAt} />,
  },
  {
    key: 'actions',
    label: 'Actions',
    quiet: true,
    align: 'right',
    render: (invitation) => (invitation.can.resend ? <Actions invitation={invitation} /> : null),
  },
];

/** Invitations of the organisation and what became of them. */
export function InvitationsPage() {
  const control = useListState({ sort: 'createdAt' });
  const { search, limit, offset } = control.state;
  const query = useCall(
    listInvitations,
    { ...(search ? { search } : {}), limit, offset },
    { keep: true },
  );
  return (
    <>
      <PageHeader title="Invitations" actions={<InvitePerson />}>
        Who was asked to join. A link works once, within seven days, and only for its address.
      </PageHeader>
      <DataList
        label="Invitations"
        columns={columns}
        query={query}
        control={control}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Nobody was invited yet" icon={IconMail}>
            Invite a person by their e-mail address.
          </EmptyState>
        }
      />
    </>
  );
}

function Actions({ invitation }: { readonly invitation: InvitationView }) {
  const revoke = useAction(revokeInvitation);
  const resend = useAction(resendInvitation);
  const { email, id } = invitation;
  return (
    <Group gap="xs" justify="flex-end">
      <Button
        size="xs"
        variant="default"
        aria-label={`Send again to ${email}`}
        loading={resend.isPending}
        onClick={() => resend.mutate({ id })}
      >
        Send again
      </Button>
      <ConfirmButton
        size="xs"
        label="Take back"
        aria-label={`Take back the invitation of ${email}`}
        title={`Take back the invitation of ${email}?`}
        question="Its link stops working at once."
        verb="Take back"
        pending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutateAsync({ id })}
      />
      <Modal
        opened={resend.isSuccess || resend.isError}
        onClose={resend.reset}
        title={resend.isError ? 'It was not sent' : 'Sent again'}
        centered
      >
        {resend.data ? (
          <SentInvitation {...resend.data} onDone={resend.reset} />
        ) : (
          <Text size="sm">{readError(resend.error).message}</Text>
        )}
      </Modal>
    </Group>
  );
}
