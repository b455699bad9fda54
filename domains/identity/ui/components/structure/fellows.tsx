import { ErrorState, LoadingTable, useAction, useCall } from '@insites/ui';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import {
  listPeople,
  listTeamPeople,
  listUnitPeople,
  putInTeam,
  putInUnit,
  takeFromTeam,
  takeFromUnit,
} from '../../../contract/index.ts';

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
              {'role' in fellow && fellow.role === 'lead' ? ' · lead' : ''}
            </Text>
          </div>
          {can.update ? (
            <Button
              size="xs"
              variant="default"
              aria-label={`Take out ${fellow.name}`}
              onClick={() => take.mutate({ id, personId: fellow.id })}
            >
              Take out
            </Button>
          ) : null}
        </Group>
      ))}
      {can.update ? (
        <AddFellow
          known={fellows.map((fellow) => fellow.id)}
          onAdd={(personId) => put.mutate({ id, personId })}
        />
      ) : null}
    </Stack>
  );
}

function AddFellow(props: {
  readonly known: readonly string[];
  readonly onAdd: (personId: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const { data } = useCall(
    listPeople,
    { limit: 20, ...(search ? { search } : {}) },
    { keep: true },
  );
  const people = (data?.items ?? []).filter(({ id }) => !props.known.includes(id));
  return (
    <Select
      label="Add a person"
      placeholder="Name or e-mail"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage="Nobody fits"
      filter={({ options }) => options}
      data={people.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
      value={null}
      onChange={(personId) => {
        if (personId) props.onAdd(personId);
        setTyped('');
      }}
    />
  );
}
