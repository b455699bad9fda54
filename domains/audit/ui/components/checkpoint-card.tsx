import { addressOf, CopyCode, CopyField, Loaded, useCall, useClient } from '@insites/ui';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { checkpoint, exportLog, keys } from '../../contract/index.ts';

/** The last signed checkpoint, the keys, and how to check an export without this server. */
export function CheckpointCard() {
  const client = useClient();
  const signed = useQuery({
    queryKey: ['audit', checkpoint.name],
    queryFn: async ({ signal }) => (await client.call(checkpoint, {}, { signal })).text(),
    refetchInterval: 60_000,
  });
  const publicKeys = useCall(keys, {});
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        Checkpoint
      </Title>
      <Text size="sm">
        The log is signed again within half a minute of new entries. Keep a checkpoint where nobody
        of this server can change it: whoever has one can tell if the log before it was ever
        rewritten, shortened or replaced.
      </Text>
      <Loaded query={signed}>{(note) => <CopyCode label="Last checkpoint" value={note} />}</Loaded>
      <Loaded query={publicKeys}>
        {({ log, witness }) => (
          <Stack gap="xs">
            <CopyField label="Public key of the log" value={log} />
            <CopyField
              label="Public key of the witness"
              value={witness}
              description="Signs only what goes on from the checkpoint that it saw last; its files lie outside of the database."
            />
          </Stack>
        )}
      </Loaded>
      <Group gap="md">
        <Anchor href={addressOf(checkpoint, {})} download size="sm">
          Download the checkpoint
        </Anchor>
        <Anchor href={addressOf(exportLog, {})} download size="sm">
          Download the log with its proof
        </Anchor>
      </Group>
      <CopyCode
        label="Check it on any machine, without this server"
        value="insites audit verify insites-audit.jsonl --checkpoint insites-audit-checkpoint.txt"
      />
    </Stack>
  );
}
