import {
  type Column,
  ConfirmButton,
  DataList,
  EmptyState,
  PageHeader,
  useAction,
  useCall,
  useListState,
  useMay,
} from '@insites/ui';
import { Badge, Button, Group, Text } from '@mantine/core';
import IconRobot from '@tabler/icons-react/dist/esm/icons/IconRobot.mjs';
import {
  disableServiceAccount,
  enableServiceAccount,
  listServiceAccounts,
  type ServiceAccountView,
} from '../../contract/index.ts';
import { EditService } from '../components/services/edit-service.tsx';
import { NewService } from '../components/services/new-service.tsx';
import { ServiceTokens } from '../components/services/service-tokens.tsx';
import { roleLabels } from '../roles.ts';

const states = {
  active: { label: 'On', color: 'pine' },
  disabled: { label: 'Off', color: 'gray' },
  ownerless: { label: 'Stopped: nobody answers for it', color: 'orange' },
} as const;

const columns: readonly Column<ServiceAccountView>[] = [
  {
    key: 'name',
    label: 'Service account',
    render: (account) => (
      <div>
        <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {account.name}
        </Text>
        <Text size="xs" c="dimmed">
          {roleLabels[account.role]} · {account.owner.name} answers for it
        </Text>
      </div>
    ),
  },
  {
    key: 'state',
    label: 'State',
    render: ({ state }) => (
      <Badge variant="light" color={states[state].color} tt="none">
        {states[state].label}
      </Badge>
    ),
  },
  {
    key: 'actions',
    label: 'Actions',
    quiet: true,
    align: 'right',
    render: (account) => (
      <Group gap="xs" justify="flex-end">
        <ServiceTokens account={account} />
        {account.can.change ? <EditService account={account} /> : null}
        {account.can.change ? <Switch account={account} /> : null}
      </Group>
    ),
  },
];

/** Members that are programs, and their tokens. */
export function ServicesPage() {
  const control = useListState({ sort: 'name' });
  const { search, limit, offset } = control.state;
  const query = useCall(
    listServiceAccounts,
    { ...(search ? { search } : {}), limit, offset },
    { keep: true },
  );
  return (
    <>
      <PageHeader
        title="Service accounts"
        actions={useMay('identity:administer') ? <NewService /> : null}
      >
        Programs that act for the organisation, with a role of their own and a person who answers
        for them. They have no password, only tokens that end.
      </PageHeader>
      <DataList
        label="Service accounts"
        columns={columns}
        query={query}
        control={control}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No program acts for the organisation yet" icon={IconRobot}>
            Add a service account for one that should not stop when a person leaves their desk.
          </EmptyState>
        }
      />
    </>
  );
}

function Switch({ account: { id, name, state } }: { readonly account: ServiceAccountView }) {
  const off = useAction(disableServiceAccount);
  const on = useAction(enableServiceAccount);
  if (state === 'disabled')
    return (
      <Button
        size="xs"
        variant="default"
        aria-label={`Switch on ${name}`}
        loading={on.isPending}
        onClick={() => on.mutate({ id })}
      >
        Switch on
      </Button>
    );
  return (
    <ConfirmButton
      size="xs"
      label="Switch off"
      aria-label={`Switch off ${name}`}
      title={`Switch off ${name}?`}
      question="Its tokens stop working at once. It can be switched on again."
      verb="Switch off"
      pending={off.isPending}
      error={off.error}
      onConfirm={() => off.mutateAsync({ id })}
    />
  );
}
