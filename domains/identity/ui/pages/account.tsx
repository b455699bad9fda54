import { PageHeader, useMe } from '@insites/ui';
import { Stack } from '@mantine/core';
import { Connections } from '../components/connections.tsx';
import { NameForm } from '../components/name-form.tsx';
import { Panel } from '../components/panel.tsx';
import { Tokens } from '../components/tokens.tsx';

/** My name and API tokens. */
export function AccountPage() {
  const me = useMe();
  return (
    <>
      <PageHeader title="My account">{me.person?.email}</PageHeader>
      <Stack maw="48rem">
        <Panel title="Name">
          <NameForm />
        </Panel>
        <Panel
          title="API tokens"
          note="For programs that act in your name: the command line, scripts, notebooks."
        >
          <Tokens />
        </Panel>
        <Panel
          title="Connected programs"
          note="You let them act for you; take it back at any time."
        >
          <Connections />
        </Panel>
      </Stack>
    </>
  );
}
