import { ErrorState, Loaded, LoadingTable, TimeAgo, useAction, useCall } from '@insites/ui';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { endOtherSessions, endSession, listSessions } from '../../contract/index.ts';

/** Where I am signed in, device by device. */
export function Sessions() {
  const query = useCall(listSessions, {});
  const end = useAction(endSession);
  const endOthers = useAction(endOtherSessions);
  return (
    <Stack gap="sm">
      {(end.error ?? endOthers.error) ? <ErrorState error={end.error ?? endOthers.error} /> : null}
      <Loaded query={query} loading={<LoadingTable rows={2} />}>
        {({ items }) =>
          items.map((session) => (
            <Group key={session.id} justify="space-between">
              <div>
                <Group gap="xs">
                  <Text size="sm" fw={500}>
                    {session.device}
                  </Text>
                  {session.current ? (
                    <Badge size="sm" variant="light" tt="none">
                      This one
                    </Badge>
                  ) : null}
                </Group>
                <Text size="xs" c="dimmed">
                  {session.address} · last seen <TimeAgo at={session.lastSeenAt} />
                </Text>
              </div>
              {session.current ? null : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`End the session on ${session.device}`}
                  loading={end.isPending && end.variables.id === session.id}
                  onClick={() => end.mutate({ id: session.id })}
                >
                  End
                </Button>
              )}
            </Group>
          ))
        }
      </Loaded>
      {(query.data?.items.length ?? 0) > 1 ? (
        <Group>
          <Button
            size="xs"
            variant="default"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate({})}
          >
            End all others
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
