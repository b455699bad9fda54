import { ErrorState, useAction } from '@insites/ui';
import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { type MeView, useSecondFactor as route, type SignInView } from '../../contract/index.ts';
import { knowsPasskeys } from '../passkey.ts';
import { CodeField } from './code-field.tsx';
import { PasskeySignIn } from './passkey-sign-in.tsx';

/** The second step of signing in. */
export function SecondFactor(props: {
  readonly owed: NonNullable<SignInView['owed']>;
  readonly onSignedIn: (view: MeView) => void;
  /** Begin again. */
  readonly onBack: () => void;
}) {
  const { token, methods } = props.owed;
  const [code, setCode] = useState('');
  const enter = useAction(route, { onDone: props.onSignedIn });
  const app = methods.includes('code');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({ token, code });
      }}
    >
      <Stack>
        {methods.includes('passkey') && knowsPasskeys ? (
          <PasskeySignIn onSignedIn={props.onSignedIn} />
        ) : null}
        {enter.error ? <ErrorState error={enter.error} /> : null}
        <CodeField
          label={app ? 'Code of your app' : 'Recovery code'}
          description={
            app ? 'Or one of your recovery codes.' : 'One that you kept when you added the passkey.'
          }
          value={code}
          onChange={setCode}
        />
        <Button type="submit" loading={enter.isPending}>
          Go on
        </Button>
        <Button variant="subtle" onClick={props.onBack}>
          Begin again
        </Button>
      </Stack>
    </form>
  );
}
