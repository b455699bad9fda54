import {
  ConfirmButton,
  CopyField,
  formatTime,
  Loaded,
  LoadingTable,
  TimeAgo,
  useAction,
  useCall,
} from '@insites/ui';
import { Alert, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { listTokens, revokeToken } from '../../contract/index.ts';
import { NewToken } from './new-token.tsx';

const countOf = (count: number) => (count === 1 ? '1 data set' : `${count} data sets`);

/** My API tokens: make, copy once, revoke. */
export function Tokens() {
  const query = useCall(listTokens, {});
  const revoke = useAction(revokeToken);
  const [fresh, setFresh] = useState<string | null>(null);
  return (
    <Stack gap="md">
      {fresh ? (
        <Alert
          variant="light"
          title="Copy the token now"
          withCloseButton
          closeButtonLabel="I have it"
          onClose={() => setFresh(null)}
        >
          <CopyField label="New token" description="It is shown this once." value={fresh} />
        </Alert>
      ) : null}
      <Loaded query={query} loading={<LoadingTable rows={2} />}>
        {({ items }) =>
          items.map((token) => (
            <Group key={token.id} justify="space-between">
              <div>
                <Text size="sm" fw={500}>
                  {token.name}{' '}
                  <Text span ff="monospace" size="xs" c="dimmed">
                    {token.prefix}…
                  </Text>
                </Text>
                <Text size="xs" c="dimmed">
                  {token.scopes ? token.scopes.join(', ') : 'All of your role'} ·{' '}
                  {token.datasets ? `${countOf(token.datasets.length)} · ` : ''}
                  {token.expiresAt ? `until ${formatTime(token.expiresAt)}` : 'without end'} ·{' '}
                  {token.lastUsedAt ? (
                    <>
                      used <TimeAgo at={token.lastUsedAt} />
                    </>
                  ) : (
                    'never used'
                  )}
                </Text>
              </div>
              <ConfirmButton
                size="xs"
                label="Revoke"
                title={`Revoke “${token.name}”?`}
                question="Programs that use it stop working at once."
                verb="Revoke"
                pending={revoke.isPending}
                error={revoke.error}
                onConfirm={() => revoke.mutateAsync({ id: token.id })}
              />
            </Group>
          ))
        }
      </Loaded>
      <NewToken onMade={setFresh} />
    </Stack>
  );
}
