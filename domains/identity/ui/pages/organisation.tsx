import {
  EmptyState,
  ErrorState,
  Loaded,
  PageHeader,
  Stat,
  TimeAgo,
  useAction,
  useCall,
  useMe,
} from '@insites/ui';
import { Button, Code, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import { useState } from 'react';
import {
  listOrganisations,
  type OrganisationView,
  updateOrganisation,
} from '../../contract/index.ts';
import { Panel } from '../components/panel.tsx';
import { Programs } from '../components/programs.tsx';
import { Providers } from '../components/providers.tsx';
import { SignInRules } from '../components/sign-in-rules.tsx';

/** The organisation whose hat is worn. */
export function OrganisationPage() {
  const me = useMe();
  const query = useCall(listOrganisations, { mine: true });
  return (
    <>
      <PageHeader title="Organisation" />
      <Loaded query={query}>
        {({ items }) => {
          const own = items.find((one) => one.id === me.organisation?.id);
          return own ? <Own key={own.id} organisation={own} /> : <None />;
        }}
      </Loaded>
    </>
  );
}

function Own({ organisation }: { readonly organisation: OrganisationView }) {
  return (
    <Stack maw="48rem">
      <Panel title={organisation.name}>
        <Group gap="xl">
          <Stat
            label="Short name"
            value={
              <Code fz="sm" fw={400}>
                {organisation.slug}
              </Code>
            }
          />
          <Stat label="People" value={organisation.people} />
          <Stat label="Here since" value={<TimeAgo at={organisation.createdAt} />} />
        </Group>
        {organisation.can.update ? <Rename organisation={organisation} /> : null}
      </Panel>
      {organisation.can.update ? (
        <>
          <SignInRules organisation={organisation} />
          <Providers />
          <Programs />
        </>
      ) : null}
    </Stack>
  );
}

function Rename({ organisation }: { readonly organisation: OrganisationView }) {
  const [name, setName] = useState(organisation.name);
  const save = useAction(updateOrganisation, {
    onDone: () => notifications.show({ message: 'The new name is saved.' }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: organisation.id, name });
      }}
    >
      <Stack gap="xs">
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group align="flex-end">
          <TextInput
            label="Name of the organisation"
            maxLength={120}
            value={name}
            style={{ flex: '1 1 14rem' }}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={name.trim() === '' || name.trim() === organisation.name}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function None() {
  return (
    <EmptyState title="You belong to no organisation" icon={IconBuilding}>
      Ask an administrator to add you.
    </EmptyState>
  );
}
