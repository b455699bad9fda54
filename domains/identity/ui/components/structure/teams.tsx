import { ConfirmButton, Loaded, LoadingTable, useAction, useCall, useMay } from '@insites/ui';
import { Group, Text } from '@mantine/core';
import {
  createTeam,
  listTeams,
  removeTeam,
  type TeamView,
  updateTeam,
} from '../../../contract/index.ts';
import { Panel } from '../panel.tsx';
import { Fellows } from './fellows.tsx';
import { NameDialog } from './name-dialog.tsx';

/** The teams of the organisation. */
export function Teams() {
  const query = useCall(listTeams, { limit: 500 });
  const may = useMay('identity:administer');
  const add = useAction(createTeam);
  return (
    <Panel title="Teams" note="People who work together, of one unit or of several.">
      <Loaded query={query} loading={<LoadingTable rows={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">There are no teams yet.</Text>
          ) : (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {items.map((team) => (
                <TeamRow key={team.id} team={team} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {may ? (
        <Group>
          <NameDialog
            button="Add a team"
            title="Add a team"
            verb="Add"
            pending={add.isPending}
            error={add.error}
            onSave={(name) => add.mutateAsync({ name })}
          />
        </Group>
      ) : null}
    </Panel>
  );
}

function TeamRow({ team }: { readonly team: TeamView }) {
  const save = useAction(updateTeam);
  const remove = useAction(removeTeam);
  const { id, name } = team;
  return (
    <Group component="li" justify="space-between" gap="xs" py={4}>
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      <Group gap="xs">
        <Fellows of={{ ...team, kind: 'team' }} />
        {team.can.update ? (
          <>
            <NameDialog
              button="Edit"
              label={`Edit ${name}`}
              title={`Rename ${name}`}
              verb="Save"
              name={name}
              small
              pending={save.isPending}
              error={save.error}
              onSave={(next) => save.mutateAsync({ id, name: next })}
            />
            <ConfirmButton
              size="xs"
              label="Remove"
              aria-label={`Remove ${name}`}
              title={`Remove ${name}?`}
              question="Its people stay in the organisation."
              verb="Remove"
              pending={remove.isPending}
              error={remove.error}
              onConfirm={() => remove.mutateAsync({ id })}
            />
          </>
        ) : null}
      </Group>
    </Group>
  );
}
