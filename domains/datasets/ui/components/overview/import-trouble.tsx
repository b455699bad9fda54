import { importFile } from '@insites/datasets/contract';
import { ErrorState, useAction, useGo, useJob } from '@insites/ui';
import { Button, Group, Paper, Radio, Stack } from '@mantine/core';
import { useState } from 'react';

/** What a person can do about an import that stopped to ask: choose a table. */
export function ImportTrouble(props: {
  readonly jobId: string;
  /** The file that was to be imported; null when it is not known any more. */
  readonly fileId: string | null;
  /** The dataset that was to get a version. */
  readonly datasetId?: string;
}) {
  const { job } = useJob(props.jobId);
  const { fileId } = props;
  if (!job?.error || fileId === null) return null;
  const into = props.datasetId === undefined ? {} : { datasetId: props.datasetId };
  const fields = job.error.fields ?? [];
  if (job.error.code === 'datasets.choiceNeeded' && fields.length > 0)
    return <Choose choices={fields} input={{ fileId, ...into }} />;
  return null;
}

interface Field {
  readonly path: string;
  readonly message: string;
}
interface Input {
  readonly fileId: string;
  readonly datasetId?: string;
}

function useAgain(fileId: string) {
  const go = useGo();
  return useAction(importFile, {
    also: ['files', 'platform'],
    onDone: ({ datasetId }) => go(`/datasets/${datasetId}/review#file=${fileId}`),
  });
}

/** One of several tables of a file; `sheet:Name` says what is chosen and its name. */
function Choose({ choices, input }: { readonly choices: readonly Field[]; readonly input: Input }) {
  const [chosen, setChosen] = useState(choices[0]?.path ?? '');
  const again = useAgain(input.fileId);
  const at = chosen.indexOf(':');
  const part = { [chosen.slice(0, at)]: chosen.slice(at + 1) };
  return (
    <Paper withBorder p="md" radius="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          again.mutate({ ...input, ...part });
        }}
      >
        <Stack>
          <Radio.Group
            label="Which table is it?"
            description="Each becomes a dataset of its own."
            value={chosen}
            onChange={setChosen}
          >
            <Stack gap="xs" mt="sm">
              {choices.map(({ path, message }) => (
                <Radio
                  key={path}
                  value={path}
                  label={path.slice(path.indexOf(':') + 1)}
                  description={message}
                />
              ))}
            </Stack>
          </Radio.Group>
          {again.error ? <ErrorState error={again.error} /> : null}
          <Group>
            <Button type="submit" loading={again.isPending}>
              Import this table
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
