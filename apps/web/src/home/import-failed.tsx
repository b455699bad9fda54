import { datasetName } from '@insites/datasets/contract';
import type { InsitesError } from '@insites/kernel';
import { ErrorState } from '@insites/ui';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

/** Why no dataset was made. When the name is taken, a field for another one. */
export function ImportFailed(props: {
  readonly error: InsitesError;
  readonly fileName: string;
  readonly onRename: (name: string) => void;
}) {
  const [name, setName] = useState('');
  const checked = datasetName.safeParse(name);
  const fault = name !== '' && !checked.success ? checked.error.issues[0]?.message : null;
  return (
    <Stack gap="sm">
      <ErrorState
        title={`${props.fileName} is stored, but not a dataset yet`}
        error={props.error}
      />
      {props.error.code === 'datasets.nameTaken' ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (checked.success) props.onRename(checked.data);
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              label="Another name"
              description="Small letters, digits and _"
              value={name}
              error={fault}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!checked.success}>
              Make the dataset
            </Button>
          </Group>
        </form>
      ) : null}
    </Stack>
  );
}
