import { ConfirmButton, Loaded, LoadingTable, useAction, useCall } from '@insites/ui';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { listProviders, type ProviderView, removeProvider } from '../../contract/index.ts';
import { Panel } from './panel.tsx';
import { ProviderForm } from './provider-form.tsx';

/** The sign-in providers of the organisation, for its administrators. */
export function Providers() {
  const query = useCall(listProviders, {});
  const [edited, setEdited] = useState<ProviderView | 'new' | null>(null);
  return (
    <Panel
      title="Sign-in providers"
      note="Members sign in with the account they have at work (OpenID Connect)."
    >
      <Loaded query={query} loading={<LoadingTable rows={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              None yet. Add the one your organisation runs: Keycloak, Entra ID, Google, Okta …
            </Text>
          ) : (
            <Stack gap="md">
              {items.map((provider) => (
                <Row key={provider.id} provider={provider} onEdit={() => setEdited(provider)} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Group>
        <Button variant="default" onClick={() => setEdited('new')}>
          Add a provider
        </Button>
      </Group>
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? 'Add a sign-in provider' : 'Change the sign-in provider'}
        size="lg"
      >
        {edited === null ? null : (
          <ProviderForm
            provider={edited === 'new' ? null : edited}
            onDone={() => setEdited(null)}
          />
        )}
      </Modal>
    </Panel>
  );
}

function Row({
  provider,
  onEdit,
}: {
  readonly provider: ProviderView;
  readonly onEdit: () => void;
}) {
  const remove = useAction(removeProvider);
  const { name, issuer, domains } = provider;
  return (
    <Group justify="space-between">
      <div>
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {issuer} ·{' '}
          {domains.length > 0
            ? `new people of ${domains.join(', ')}`
            : 'nobody new becomes a member'}
        </Text>
      </div>
      <Group gap="xs">
        <Button size="xs" variant="default" aria-label={`Change ${name}`} onClick={onEdit}>
          Change
        </Button>
        <ConfirmButton
          size="xs"
          label="Remove"
          title={`Remove “${name}”?`}
          question="Sessions that it began end at once, and nobody signs in with it any more."
          verb="Remove"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutateAsync({ id: provider.id })}
        />
      </Group>
    </Group>
  );
}
