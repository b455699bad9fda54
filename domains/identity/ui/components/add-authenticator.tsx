import { CopyField, ErrorState, useAction } from '@insites/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { confirmAuthenticator, startAuthenticator } from '../../contract/index.ts';
import { CodeField } from './code-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const QrCode = lazy(() => import('./qr-code.tsx').then((module) => ({ default: module.QrCode })));

/** Adds an app that shows codes: scan, type one, keep the recovery codes. */
export function AddAuthenticator({ onDone }: { readonly onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = useAction(startAuthenticator);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (start.data)
    return <Confirm {...start.data} onDone={(made) => (made ? setCodes(made) : onDone())} />;
  return (
    <Stack gap="sm">
      {start.error ? <ErrorState error={start.error} /> : null}
      <Group>
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate({})}>
          Add an app
        </Button>
      </Group>
    </Stack>
  );
}

function Confirm(props: {
  readonly secret: string;
  readonly address: string;
  readonly onDone: (recoveryCodes: readonly string[] | null) => void;
}) {
  const [code, setCode] = useState('');
  const confirm = useAction(confirmAuthenticator, {
    onDone: ({ recoveryCodes }) => props.onDone(recoveryCodes),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ code });
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          Scan this with an app that shows codes: the password manager of your phone, or any
          authenticator. Then type the code that it shows.
        </Text>
        <Suspense>
          <QrCode text={props.address} label="QR code with the secret below" />
        </Suspense>
        <CopyField label="Or type this secret into the app" value={props.secret} />
        {confirm.error ? <ErrorState error={confirm.error} /> : null}
        <CodeField label="Code of the app" value={code} onChange={setCode} />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            Finish
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
