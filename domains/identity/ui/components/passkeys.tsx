import { ConfirmButton, ErrorState, TimeAgo, useAction } from '@insites/ui';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type PasskeyView, removePasskey, renamePasskey } from '../../contract/index.ts';
import { AddPasskey } from './add-passkey.tsx';

/** My passkeys: add, rename, remove. */
export function Passkeys({ passkeys }: { readonly passkeys: readonly PasskeyView[] }) {
  return (
    <Stack gap="md">
      {passkeys.map((passkey) => (
        <Passkey key={passkey.id} passkey={passkey} />
      ))}
      <AddPasskey onDone={() => undefined} />
    </Stack>
  );
}

function Passkey({ passkey }: { readonly passkey: PasskeyView }) {
  const [renaming, setRenaming] = useState(false);
  const remove = useAction(removePasskey);
  if (renaming) return <Rename passkey={passkey} onDone={() => setRenaming(false)} />;
  return (
    <Group justify="space-between">
      <div>
        <Text size="sm" fw={500}>
          {passkey.name}
        </Text>
        <Text size="xs" c="dimmed">
          Added <TimeAgo at={passkey.createdAt} /> ·{' '}
          {passkey.lastUsedAt ? (
            <>
              used <TimeAgo at={passkey.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
          {passkey.synced ? ' · on your other devices, too' : ''}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-label={`Rename ${passkey.name}`}
          onClick={() => setRenaming(true)}
        >
          Rename
        </Button>
        <ConfirmButton
          size="xs"
          label="Remove"
          title={`Remove “${passkey.name}”?`}
          question="It signs nobody in any more. Delete it on the device as well."
          verb="Remove"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutateAsync({ id: passkey.id })}
        />
      </Group>
    </Group>
  );
}

function Rename(props: { readonly passkey: PasskeyView; readonly onDone: () => void }) {
  const [name, setName] = useState(props.passkey.name);
  const rename = useAction(renamePasskey, { onDone: props.onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ id: props.passkey.id, name });
      }}
    >
      {rename.error ? <ErrorState error={rename.error} /> : null}
      <Group align="flex-end">
        <TextInput
          label="Name of the passkey"
          maxLength={60}
          value={name}
          style={{ flex: '1 1 14rem' }}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
          Save
        </Button>
        <Button variant="subtle" onClick={props.onDone}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
