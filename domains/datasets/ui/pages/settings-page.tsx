import { changeSettings, settings } from '@insites/datasets/contract';
import type { RouteOutput } from '@insites/kernel';
import { ErrorState, Loaded, PageHeader, useAction, useCall } from '@insites/ui';
import { Button, Group, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { HowSure, usually } from '../components/how-sure.tsx';

/** What holds for new datasets of the organisation. */
export function DatasetSettingsPage() {
  const query = useCall(settings, {});
  return (
    <>
      <PageHeader title="New datasets" />
      <Loaded query={query}>
        {(loaded) => <Threshold key={String(loaded.standardiseFrom)} loaded={loaded} />}
      </Loaded>
    </>
  );
}

function Threshold({ loaded }: { readonly loaded: RouteOutput<typeof settings> }) {
  const { standardiseFrom, can } = loaded;
  const [on, setOn] = useState(standardiseFrom !== null);
  const [from, setFrom] = useState(standardiseFrom ?? usually);
  const save = useAction(changeSettings, {
    onDone: () => notifications.show({ message: 'The setting is saved.' }),
  });
  const wanted = on ? from : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ standardiseFrom: wanted });
      }}
    >
      <Stack maw="40rem">
        <Switch
          label="Standardise new datasets without asking"
          description="Steps that are sure enough are done when a file becomes a dataset. The values as in the file stay in a version of their own, and each dataset can be set otherwise on its page Review."
          checked={on}
          disabled={!can.update}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        <HowSure
          label="Do steps that are at least"
          value={from}
          disabled={!on || !can.update}
          onChange={setFrom}
        />
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!can.update || wanted === standardiseFrom}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
