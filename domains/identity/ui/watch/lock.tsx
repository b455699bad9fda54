import { Button, Modal, Stack, Text } from '@mantine/core';
import type { MeView } from '../../contract/index.ts';
import { SignInFlow } from '../components/sign-in-flow.tsx';

/** Covers the page when its session has ended. What was typed stays beneath, and nobody sees it. */
export function Lock(props: {
  readonly person: NonNullable<MeView['person']>;
  readonly onSignedIn: (view: MeView) => void;
  readonly onLeave: () => void;
}) {
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      fullScreen
      zIndex={400}
      title="Your session has ended"
    >
      <Stack maw="26rem" mx="auto">
        <Text size="sm">
          Sign in again, {props.person.name}, and go on where you were. What you typed is still
          there.
        </Text>
        <SignInFlow email={props.person.email} onSignedIn={props.onSignedIn} />
        <Button variant="subtle" onClick={props.onLeave}>
          Leave this page
        </Button>
      </Stack>
    </Modal>
  );
}
