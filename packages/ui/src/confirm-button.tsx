import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ErrorState } from './states.tsx';

/** A dialog that asks before something that cannot be undone; stays open with the reason when it fails. */
export function ConfirmDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** The verb on the red button. */
  readonly verb: string;
  readonly pending?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered>
      <Stack>
        <Text size="sm" component="div">
          {props.children}
        </Text>
        {props.error ? <ErrorState error={props.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            Keep
          </Button>
          <Button color="red" loading={props.pending ?? false} onClick={props.onConfirm}>
            {props.verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A button that asks before it acts. `onConfirm` may return a promise; the dialog closes when it resolves. */
export function ConfirmButton(
  props: Omit<ButtonProps, 'children'> & {
    readonly label: ReactNode;
    readonly title: string;
    readonly question: ReactNode;
    readonly verb: string;
    readonly pending?: boolean;
    readonly error?: unknown;
    readonly onConfirm: () => unknown;
  },
) {
  const { label, title, question, verb, pending, error, onConfirm, ...button } = props;
  const [opened, { open, close }] = useDisclosure(false);
  const confirm = async () => {
    try {
      await onConfirm();
      close();
    } catch {
      // Stays open: the reason is shown by `error`.
    }
  };
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {label}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={title}
        verb={verb}
        pending={pending ?? false}
        error={error}
        onConfirm={() => void confirm()}
      >
        {question}
      </ConfirmDialog>
    </>
  );
}
