import { ErrorState, formatNumber, Loaded, LoadingTable, useAction, useCall } from '@insites/ui';
import { Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  type DirectoryGroupView,
  listDirectoryGroups,
  setGroupRole,
} from '../../contract/index.ts';
import { roleLabels, roleOf } from '../roles.ts';

const shown = 20;

/** The groups of a directory and the roles they give. */
export function DirectoryGroups({ directoryId }: { readonly directoryId: string }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const query = useCall(
    listDirectoryGroups,
    { id: directoryId, limit: shown, ...(search ? { search } : {}) },
    { keep: true },
  );
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        Groups
      </Title>
      <Loaded query={query} loading={<LoadingTable rows={2} />}>
        {({ items, total }) => (
          <>
            {total > shown || search ? (
              <TextInput
                type="search"
                label="Find a group"
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            ) : null}
            {items.length === 0 ? (
              <Text size="sm" c="dimmed">
                {search
                  ? `No group is called “${search}”.`
                  : 'The directory has told of no groups yet.'}
              </Text>
            ) : null}
            {items.map((group) => (
              <GroupRole key={group.id} directoryId={directoryId} group={group} />
            ))}
            {total > items.length ? (
              <Text size="sm" c="dimmed">
                {formatNumber(total - items.length)} more; find them by name.
              </Text>
            ) : null}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function GroupRole(props: { readonly directoryId: string; readonly group: DirectoryGroupView }) {
  const { directoryId, group } = props;
  const save = useAction(setGroupRole);
  return (
    <>
      {save.error ? <ErrorState error={save.error} /> : null}
      <Group justify="space-between">
        <div style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm" fw={500}>
            {group.name}
          </Text>
          <Text size="xs" c="dimmed">
            {formatNumber(group.people)} {group.people === 1 ? 'person' : 'people'}
          </Text>
        </div>
        <Select
          aria-label={`Role that ${group.name} gives`}
          size="xs"
          w="10rem"
          allowDeselect={false}
          disabled={save.isPending}
          data={[
            { value: 'none', label: 'No role' },
            ...Object.entries(roleLabels).map(([value, label]) => ({ value, label })),
          ]}
          value={group.role ?? 'none'}
          onChange={(value) =>
            save.mutate({
              id: directoryId,
              groupId: group.id,
              role: value === 'none' ? null : roleOf(value),
            })
          }
        />
      </Group>
    </>
  );
}
