import { ErrorState, LoadingTable, useAction, useCall } from '@insites/ui';
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  listTeamPeople,
  listUnitPeople,
  putInTeam,
  putInUnit,
  takeFromTeam,
  takeFromUnit,
} from '../../../contract/index.ts';
import { PersonSelect } from '../person-select.tsx';

/** A unit or a team, as far as its people go. */
export interface Fellowship {
  readonly kind: 'unit' | 'team';
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly can: { readonly update: boolean };
}

const routesOf = {
  unit: { list: listUnitPeople, put: putInUnit, take: takeFromUnit },
  team: { list: listTeamPeople, put: putInTeam, take: takeFromTeam },
} as const;

/** A button with the number of people, which opens who they are. */
export function Fellows({ of }: { readonly of: Fellowship }) {
  const [opened, { open, close }] = useDisclosure(false);
  const count = `${of.people} ${of.people === 1 ? 'person' : 'people'}`;
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`${count} of ${of.name}`}>
        {count}
      </Button>
      <Modal opened={opened} onClose={close} title={`People of ${of.name}`} centered>
        <FellowList of={of} />
      </Modal>
    </>
  );
}

function FellowList({ of: { kind, id, can } }: { readonly of: Fellowship }) {
  const routes = routesOf[kind];
  const query = useCall(routes.list, { id, limit: 500 });
  const put = useAction(routes.put);
  const take = useAction(routes.take);
  const error = query.error ?? put.error ?? take.error;
  if (query.isPending) return <LoadingTable rows={2} />;
  const fellows = query.data?.items ?? [];
  return (
    <Stack>
      {error ? <ErrorState error={error} /> : null}
      {fellows.length === 0 ? <Text size="sm">Nobody yet.</Text> : null}
      {fellows.map((fellow) => (
        <Group key={fellow.id} justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm">{fellow.name}</Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {fellow.email}
              {!can.update && 'role' in fellow && fellow.role === 'lead' ? ' · lead' : ''}
            </Text>
          </div>
          {can.update ? (
            <Group gap="xs" justify="flex-end">
              {'role' in fellow ? (
                <Lead unitId={id} person={fellow} lead={fellow.role === 'lead'} />
              ) : null}
              <Button
                size="xs"
                variant="default"
                aria-label={`Take out ${fellow.name}`}
                onClick={() => take.mutate({ id, personId: fellow.id })}
              >
                Take out
              </Button>
            </Group>
          ) : null}
        </Group>
      ))}
      {can.update ? (
        <PersonSelect
          label="Add a person"
          without={fellows.map((fellow) => fellow.id)}
          onPick={(personId) => put.mutate({ id, personId })}
        />
      ) : null}
    </Stack>
  );
}

/** Makes a person of a unit its lead, or a member like the others again. */
function Lead(props: {
  readonly unitId: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly lead: boolean;
}) {
  const { person } = props;
  const put = useAction(putInUnit);
  // What was asked for, until the list says it.
  const lead = put.isPending ? put.variables.role === 'lead' : props.lead;
  return (
    <Checkbox
      size="xs"
      label="Lead"
      aria-label={`Lead: ${person.name}`}
      checked={lead}
      onChange={(event) =>
        put.mutate({
          id: props.unitId,
          personId: person.id,
          role: event.currentTarget.checked ? 'lead' : 'member',
        })
      }
    />
  );
}
