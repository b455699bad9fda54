import { ErrorState } from '@insites/ui';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';

/** A button that opens a form with a name, and what else is given. */
export function NameDialog(props: {
  readonly button: string;
  /** What the button is called for screen readers, when there are several. */
  readonly label?: string;
  readonly title: string;
  readonly verb: string;
  readonly name?: string;
  readonly small?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (name: string) => Promise<unknown>;
  readonly children?: ReactNode;
}) {
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState(props.name ?? '');
  const save = async () => {
    try {
      await props.onSave(name.trim());
      if (props.name === undefined) setName('');
      close();
    } catch {
      // Stays open: the reason is shown by `error`.
    }
  };
  return (
    <>
      <Button
        variant="default"
        {...(props.small ? { size: 'xs' } : {})}
        aria-label={props.label ?? props.button}
        onClick={() => {
          setName(props.name ?? '');
          open();
        }}
      >
        {props.button}
      </Button>
      <Modal opened={opened} onClose={close} title={props.title} centered>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack>
            {props.error ? <ErrorState error={props.error} /> : null}
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            {props.children}
            <Group justify="flex-end">
              <Button type="submit" loading={props.pending} disabled={name.trim() === ''}>
                {props.verb}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
