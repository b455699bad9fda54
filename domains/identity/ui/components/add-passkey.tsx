import { ErrorState } from '@insites/ui';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addPasskey, newPasskeyOptions } from '../../contract/index.ts';
import { knowsPasskeys, makePasskey } from '../passkey.ts';
import { useSteps } from '../use-steps.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Adds a passkey: the browser asks a device, and the first one brings recovery codes. */
export function AddPasskey({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const add = useSteps(
    async (client, input: { readonly name: string }) => {
      const { options } = await client.call(newPasskeyOptions, {});
      return client.call(addPasskey, { ...input, response: await makePasskey(options) });
    },
    ({ recoveryCodes }) => {
      setName('');
      if (recoveryCodes) setCodes(recoveryCodes);
      else onDone();
    },
  );
  if (!knowsPasskeys)
    return (
      <Text size="sm" c="dimmed">
        This browser does not offer passkeys here. They need https and an up-to-date browser.
      </Text>
    );
  if (codes)
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          setCodes(null);
          onDone();
        }}
      />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ name: name.trim() });
      }}
    >
      <Stack gap="sm">
        {add.error ? <ErrorState error={add.error} /> : null}
        <Group align="flex-end">
          <TextInput
            label="Name of the new passkey"
            description="So that you know it again: phone, work laptop, key ring."
            required
            withAsterisk={false}
            maxLength={60}
            value={name}
            style={{ flex: '1 1 14rem' }}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={add.isPending}
            disabled={name.trim() === ''}
          >
            Add a passkey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
