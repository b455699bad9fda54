import { ConfirmButton, ErrorState, formatTime, useAction } from '@insites/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type FactorsView, makeRecoveryCodes, removeAuthenticator } from '../../contract/index.ts';
import { AddAuthenticator } from './add-authenticator.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** My app that shows codes. */
export function Authenticator({ factors }: { readonly factors: FactorsView }) {
  // The form stays until its recovery codes were kept, although the app is there by then.
  const [adding, setAdding] = useState(factors.authenticator === null);
  const remove = useAction(removeAuthenticator, { onDone: () => setAdding(true) });
  if (adding || !factors.authenticator) return <AddAuthenticator onDone={() => setAdding(false)} />;
  return (
    <Group justify="space-between">
      <Text size="sm">In use since {formatTime(factors.authenticator.since)}</Text>
      <ConfirmButton
        size="xs"
        label="Remove"
        title="Remove the app?"
        question="Its codes stop working. Your password, or your passkeys, go on."
        verb="Remove"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutateAsync({})}
      />
    </Group>
  );
}

/** How many recovery codes are left, and new ones. */
export function RecoveryCodesLeft({ factors }: { readonly factors: FactorsView }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const make = useAction(makeRecoveryCodes, {
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;
  return (
    <Stack gap="sm">
      {make.error ? <ErrorState error={make.error} /> : null}
      <Group justify="space-between">
        <Text size="sm">{factors.recoveryCodes} left</Text>
        <Button
          size="xs"
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({})}
        >
          Make new ones
        </Button>
      </Group>
    </Stack>
  );
}
