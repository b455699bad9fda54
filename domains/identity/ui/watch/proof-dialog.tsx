import { ErrorState, Loaded, useAction, useCall } from '@insites/ui';
import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { proofOptions, prove } from '../../contract/index.ts';
import { CodeField } from '../components/code-field.tsx';
import { askPasskey, knowsPasskeys } from '../passkey.ts';
import { providerPath } from '../provider-trip.ts';
import { useSteps } from '../use-steps.ts';

/** Asks once more who sits there, before something sensitive. */
export function ProofDialog({ onAnswer }: { readonly onAnswer: (goOn: boolean) => void }) {
  return (
    <Modal
      opened
      onClose={() => onAnswer(false)}
      title="Is it you?"
      centered
      // Above the dialog whose action is waiting.
      zIndex={300}
    >
      <Stack>
        <Text size="sm">
          This is sensitive, so prove it once more. It then goes on by itself, and you are not asked
          again for five minutes.
        </Text>
        <ProofForm onDone={() => onAnswer(true)} />
      </Stack>
    </Modal>
  );
}

/** The ways a person can prove to be the one. */
export function ProofForm({ onDone }: { readonly onDone: () => void }) {
  const query = useCall(proofOptions, {}, { fresh: 0 });
  return (
    <Loaded query={query}>
      {({ methods, provider }) => (
        <Stack>
          {methods.includes('passkey') && knowsPasskeys ? <ByPasskey onDone={onDone} /> : null}
          {methods.includes('code') ? <ByText kind="code" onDone={onDone} /> : null}
          {methods.includes('password') ? <ByText kind="password" onDone={onDone} /> : null}
          {provider ? <ByProvider {...provider} onDone={onDone} /> : null}
        </Stack>
      )}
    </Loaded>
  );
}

/** In a tab of its own, so that what was typed here stays. */
function ByProvider(props: {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const [gone, setGone] = useState(false);
  return (
    <Stack gap="xs">
      <Button
        component="a"
        href={`${providerPath}?begin=${props.id}`}
        target="_blank"
        variant="default"
        onClick={() => setGone(true)}
      >
        Sign in again with {props.name}
      </Button>
      {gone ? <Button onClick={props.onDone}>I have signed in: go on</Button> : null}
    </Stack>
  );
}

function ByPasskey({ onDone }: { readonly onDone: () => void }) {
  const show = useSteps(async (client) => {
    const { passkey } = await client.call(proofOptions, {});
    return client.call(prove, { passkey: await askPasskey(passkey ?? {}) });
  }, onDone);
  return (
    <>
      {show.error ? <ErrorState error={show.error} /> : null}
      <Button loading={show.isPending} onClick={() => show.mutate(undefined)} data-autofocus>
        Use your passkey
      </Button>
    </>
  );
}

function ByText(props: { readonly kind: 'code' | 'password'; readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const show = useAction(prove, { onDone: props.onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        show.mutate({ [props.kind]: text });
      }}
    >
      <Stack>
        {show.error ? <ErrorState error={show.error} /> : null}
        {props.kind === 'code' ? (
          <CodeField label="Code of your app, or a recovery code" value={text} onChange={setText} />
        ) : (
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show your password', tabIndex: 0 }}
            data-autofocus
          />
        )}
        <Button type="submit" variant="default" loading={show.isPending}>
          Go on
        </Button>
      </Stack>
    </form>
  );
}
