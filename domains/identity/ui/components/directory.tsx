import { ConfirmButton, ErrorState, Stat, TimeAgo, useAction } from '@insites/ui';
import { Code, Group, Select, Switch } from '@mantine/core';
import {
  type DirectoryView,
  removeDirectory,
  renewDirectoryToken,
  updateDirectory,
} from '../../contract/index.ts';
import { roleLabels, roleOf } from '../roles.ts';
import { DirectoryGroups } from './directory-groups.tsx';
import { Panel } from './panel.tsx';

/** One directory: what it did, its token, its role for new people, its groups. */
export function Directory(props: {
  readonly directory: DirectoryView;
  readonly onToken: (token: string) => void;
}) {
  const { directory, onToken } = props;
  const { id, name } = directory;
  const update = useAction(updateDirectory);
  const renew = useAction(renewDirectoryToken, { onDone: ({ token }) => onToken(token) });
  const remove = useAction(removeDirectory);
  return (
    <Panel title={name}>
      <Group gap="xl">
        <Stat label="People" value={directory.people} />
        <Stat label="Have not said yes" value={directory.pending} />
        <Stat
          label="Last asked"
          value={directory.lastUsedAt ? <TimeAgo at={directory.lastUsedAt} /> : 'Never'}
        />
        <Stat
          label="Token begins with"
          value={
            <Code fz="sm" fw={400}>
              {directory.prefix}
            </Code>
          }
        />
      </Group>
      {update.error ? <ErrorState error={update.error} /> : null}
      <Group align="flex-end" gap="lg">
        <Select
          label="Role of new people"
          allowDeselect={false}
          disabled={update.isPending}
          data={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
          value={directory.defaultRole}
          onChange={(value) => update.mutate({ id, defaultRole: roleOf(value) })}
        />
        <Switch
          label="Takes requests"
          mb={8}
          checked={directory.enabled}
          disabled={update.isPending}
          onChange={(event) => update.mutate({ id, enabled: event.currentTarget.checked })}
        />
      </Group>
      <DirectoryGroups directoryId={id} />
      <Group>
        <ConfirmButton
          size="xs"
          label="New token"
          title={`A new token for “${name}”?`}
          question="The old one ends at once; the directory waits until it has the new one."
          verb="Make it"
          pending={renew.isPending}
          error={renew.error}
          onConfirm={() => renew.mutateAsync({ id })}
        />
        <ConfirmButton
          size="xs"
          label="Disconnect"
          title={`Disconnect “${name}”?`}
          question="Its people stay members; what its groups gave them stays, too."
          verb="Disconnect"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutateAsync({ id })}
        />
      </Group>
    </Panel>
  );
}
