import type { CallInput } from '@insites/kernel';
import { addressOf } from '@insites/ui';
import { Anchor, Group, Text } from '@mantine/core';
import { download } from '../../contract/index.ts';

/** What is listed, as a file. */
export function DownloadLinks({
  chosen,
}: {
  readonly chosen: Omit<CallInput<typeof download>, 'format'>;
}) {
  return (
    <Group gap="md" mt="md">
      <Text size="sm" c="dimmed">
        All entries that match, as a file:
      </Text>
      <Anchor size="sm" href={addressOf(download, { ...chosen, format: 'csv' })} download>
        CSV
      </Anchor>
      <Anchor size="sm" href={addressOf(download, { ...chosen, format: 'jsonl' })} download>
        JSON Lines
      </Anchor>
    </Group>
  );
}
