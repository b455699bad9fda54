import { ConfirmButton, formatTime, Loaded, LoadingTable, useAction, useCall } from '@insites/ui';
import { Group, Stack, Text } from '@mantine/core';
import { listConnections, removeConnection } from '../../contract/index.ts';
import { permissionWords } from '../permission-words.ts';

/** Programs that act for me. */
export function Connections() {
  const query = useCall(listConnections, {});
  const remove = useAction(removeConnection);
  return (
    <Loaded query={query} loading={<LoadingTable rows={1} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm" c="dimmed">
            None. `insites login` connects the command line.
          </Text>
        ) : (
          <Stack gap="md">
            {items.map(({ id, program, organisation, scopes, datasets, expiresAt }) => (
              <Group key={id} justify="space-between">
                <div>
                  <Text size="sm" fw={500}>
                    {program}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {organisation} · {scopes.map(permissionWords).join(', ') || 'who you are'} ·{' '}
                    {datasets ? `${datasets.length} data sets · ` : ''}until {formatTime(expiresAt)}
                  </Text>
                </div>
                <ConfirmButton
                  size="xs"
                  label="Take back"
                  title={`Stop “${program}”?`}
                  question="It can do nothing for you any more, from its next request on."
                  verb="Take back"
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
  );
}
