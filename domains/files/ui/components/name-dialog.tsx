import { ErrorState } from '@insites/ui';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fileName } from '../../contract/index.ts';
import { useReturnFocus } from './use-return-focus.ts';

/** Asks for a name of a file or folder. */
export function NameDialog(props: {
  readonly title: string;
  readonly verb: string;
  readonly initial: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}) {
  useReturnFocus();
  const [name, setName] = useState(props.initial);
  const checked = fileName.safeParse(name);
  return (
    <Modal opened onClose={props.onClose} title={props.title} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (checked.success) props.onSave(checked.data);
        }}
      >
        <Stack>
          {props.error ? <ErrorState error={props.error} /> : null}
          <TextInput
            label="Name"
            value={name}
            maxLength={255}
            error={name !== '' && !checked.success ? checked.error.issues[0]?.message : null}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={props.pending} disabled={!checked.success}>
              {props.verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
