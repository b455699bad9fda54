import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type PersonView, sendSignInLink } from '../../contract/index.ts';

/** Sends a member who forgot their password a one-time link, after saying what happens. */
export function SendSignInLink({
  person,
  onClose,
}: {
  readonly person: PersonView;
  readonly onClose: () => void;
}) {
  const send = useAction(sendSignInLink);
  return (
    <Modal opened onClose={onClose} title={`Send ${person.name} a sign-in link?`} centered>
      {send.data ? (
        <Stack>
          <Text size="sm" role="status">
            A link is on its way to {person.email}. It works once, within 15 minutes.
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <Stack>
          <Text size="sm">
            For who forgot their password. A mail goes to {person.email} with a link that signs them
            in once, within 15 minutes, to choose a new password. A second factor, if they have one,
            is asked for all the same. You do not see the link.
          </Text>
          {send.error ? <ErrorState error={send.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button
              loading={send.isPending}
              onClick={() => send.mutate({ id: person.id, mailOnly: true })}
            >
              Send the link
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
