import { ErrorState, useCall } from '@insites/ui';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { listSignInProviders } from '../../contract/index.ts';
import { useProviderSignIn } from '../provider-trip.ts';

/** Buttons of the providers of an organisation; asks for its short name where nobody knows it yet. */
export function ProviderSignIn(props: {
  readonly organisation: string | null;
  readonly next: string;
}) {
  const [organisation, setOrganisation] = useState(props.organisation);
  const query = useCall(listSignInProviders, organisation ? { organisation } : {}, { keep: true });
  const begin = useProviderSignIn(props.next);
  const offered = query.data?.items ?? [];
  return (
    <Stack gap="xs">
      {begin.error ? <ErrorState error={begin.error} /> : null}
      {offered.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          loading={begin.isPending || begin.isSuccess}
          onClick={() => begin.mutate({ providerId: id })}
        >
          Sign in with {name}
        </Button>
      ))}
      {query.isSuccess && offered.length === 0 ? (
        <AskOrganisation asked={organisation} onAsk={setOrganisation} />
      ) : null}
    </Stack>
  );
}

function AskOrganisation(props: {
  readonly asked: string | null;
  readonly onAsk: (organisation: string) => void;
}) {
  const [opened, setOpened] = useState(props.asked !== null);
  const [name, setName] = useState(props.asked ?? '');
  if (!opened)
    return (
      <Button variant="subtle" onClick={() => setOpened(true)}>
        Sign in with your organisation
      </Button>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onAsk(name.trim().toLowerCase());
      }}
    >
      <Group align="flex-end">
        <TextInput
          label="Short name of your organisation"
          required
          withAsterisk={false}
          maxLength={60}
          value={name}
          style={{ flex: '1 1 10rem' }}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" variant="default">
          Go on
        </Button>
      </Group>
      {props.asked !== null ? (
        <Text size="sm" c="dimmed" role="status">
          “{props.asked}” has no provider to sign in with. Ask an administrator.
        </Text>
      ) : null}
    </form>
  );
}
