import {
  type Column,
  DataList,
  EmptyState,
  PageHeader,
  TimeAgo,
  useCall,
  useListState,
  useMay,
  useMe,
} from '@insites/ui';
import { Badge, Text } from '@mantine/core';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { listPeople, type PersonView } from '../../contract/index.ts';
import { AddPerson } from '../components/add-person.tsx';
import { InvitePerson } from '../components/invite-person.tsx';
import { PersonMenu } from '../components/person-menu.tsx';
import { RoleSelect } from '../components/role-select.tsx';

const columns: readonly Column<PersonView>[] = [
  {
    key: 'name',
    label: 'Person',
    render: (person) => (
      <div>
        <Text size="sm" fw={500}>
          {person.name}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {person.email}
        </Text>
        <Belongs person={person} />
      </div>
    ),
  },
  { key: 'role', label: 'Role', render: (person) => <RoleSelect person={person} /> },
  {
    key: 'seen',
    label: 'Last seen',
    from: 'sm',
    render: (person) =>
      person.lastSeenAt ? (
        <TimeAgo at={person.lastSeenAt} />
      ) : (
        <Badge variant="light" color="gray" tt="none">
          Not yet
        </Badge>
      ),
  },
  {
    key: 'actions',
    label: 'Actions',
    quiet: true,
    align: 'right',
    render: (person) => (person.can.remove ? <PersonMenu person={person} /> : null),
  },
];

/** Units and teams of a person, as one line. */
function Belongs({ person }: { readonly person: PersonView }) {
  const names = [...person.units, ...person.teams].map(({ name }) => name);
  return names.length > 0 ? (
    <Text size="xs" c="dimmed">
      {names.join(' · ')}
    </Text>
  ) : null;
}

/** People of the organisation and their roles. */
export function PeoplePage() {
  const me = useMe();
  const control = useListState({ sort: 'name' });
  const { search, limit, offset } = control.state;
  const query = useCall(
    listPeople,
    { ...(search ? { search } : {}), limit, offset },
    { keep: true },
  );
  return (
    <>
      <PageHeader
        title="People"
        actions={
          <>
            {useMay('identity:administer') ? <AddPerson /> : null}
            {useMay('identity:invite') ? <InvitePerson /> : null}
          </>
        }
      >
        Who works in {me.organisation?.name ?? 'your organisation'}, and what their role lets them
        do.
      </PageHeader>
      <DataList
        label="People"
        columns={columns}
        query={query}
        control={control}
        rowKey={(person) => person.id}
        empty={<EmptyState title="Nobody here yet" icon={IconUsers} />}
      />
    </>
  );
}
