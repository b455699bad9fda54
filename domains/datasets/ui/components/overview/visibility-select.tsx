import { type DatasetView, update } from '@insites/datasets/contract';
import { ConfirmDialog, ErrorState, useAction, visibilityChoices } from '@insites/ui';
import { NativeSelect, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

type Visibility = DatasetView['visibility'];

/** Who sees a dataset. Opening it to the world is asked twice. */
export function VisibilitySelect({ dataset }: { readonly dataset: DatasetView }) {
  const [asked, setAsked] = useState(false);
  const save = useAction(update, {
    onDone: () => {
      setAsked(false);
      notifications.show({ message: 'Changed who sees it.' });
    },
  });
  const change = (visibility: Visibility) => {
    if (visibility === 'public') setAsked(true);
    else save.mutate({ id: dataset.id, visibility });
  };
  return (
    <Stack gap="xs">
      <NativeSelect
        aria-label="Who sees it"
        maw="26rem"
        data={visibilityChoices}
        value={dataset.visibility}
        disabled={save.isPending}
        onChange={(event) => change(event.currentTarget.value as Visibility)}
      />
      {save.error && !asked ? <ErrorState error={save.error} /> : null}
      <ConfirmDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title="Make this dataset public?"
        verb="Make it public"
        pending={save.isPending}
        error={save.error}
        onConfirm={() => save.mutate({ id: dataset.id, visibility: 'public' })}
      >
        Everybody on the network can then read and download all its rows, all its versions, without
        signing in. What was downloaded cannot be called back.
      </ConfirmDialog>
    </Stack>
  );
}
