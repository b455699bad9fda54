import {
  ConfirmButton,
  CopyField,
  ErrorState,
  Loaded,
  LoadingTable,
  useAction,
  useCall,
} from '@insites/ui';
import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { listPrograms, registerProgram, removeProgram } from '../../contract/index.ts';
import { Panel } from './panel.tsx';

/** Programs that members may let act for them, for administrators. */
export function Programs() {
  const query = useCall(listPrograms, {});
  const remove = useAction(removeProgram);
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="Programs"
      note="Other tools sign in with Insites, and act for who lets them (OAuth 2.1)."
    >
      <Loaded query={query} loading={<LoadingTable rows={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              None yet. Register the ones that your people use.
            </Text>
          ) : (
            <Stack gap="md">
              {items.map(({ id, name, redirects }) => (
                <Group key={id} justify="space-between">
                  <div>
                    <Text size="sm" fw={500}>
                      {name}
                    </Text>
                    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {id} · {redirects.join(', ')}
                    </Text>
                  </div>
                  <ConfirmButton
                    size="xs"
                    label="Remove"
                    title={`Remove “${name}”?`}
                    question="It stops acting for everybody at once."
                    verb="Remove"
                    pending={remove.isPending}
                    error={remove.error}
                    onConfirm={() => remove.mutateAsync({ id })}
                  />
                </Group>
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Group>
        <Button variant="default" onClick={() => setAdding(true)}>
          Register a program
        </Button>
      </Group>
      <Modal opened={adding} onClose={() => setAdding(false)} title="Register a program" size="lg">
        {adding ? <Register onDone={() => setAdding(false)} /> : null}
      </Modal>
    </Panel>
  );
}

function Register({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [redirects, setRedirects] = useState<string[]>([]);
  const [confidential, setConfidential] = useState(true);
  const register = useAction(registerProgram);
  if (register.data) {
    const { program, secret } = register.data;
    return (
      <Stack>
        <Alert variant="light" title="Copy these now">
          Give them to the program. The secret is shown this once.
        </Alert>
        <CopyField label="Client ID" value={program.id} />
        {secret ? <CopyField label="Client secret" value={secret} /> : null}
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        register.mutate({ name, redirects, confidential });
      }}
    >
      <Stack>
        {register.error ? <ErrorState error={register.error} /> : null}
        <TextInput
          label="Name"
          description="People are asked whether they let it act for them."
          required
          withAsterisk={false}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TagsInput
          label="Redirect addresses"
          description="Whole https addresses, compared letter by letter."
          placeholder="https://tool.city.example/callback"
          value={redirects}
          onChange={setRedirects}
          acceptValueOnBlur
        />
        <Checkbox
          label="It can keep a secret"
          description="It runs on a server, not on people's devices."
          checked={confidential}
          onChange={(event) => setConfidential(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={register.isPending} disabled={redirects.length === 0}>
            Register
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
