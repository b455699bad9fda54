import { type DatasetView, importedEndings, importFile } from '@insites/datasets/contract';
import { createUpload } from '@insites/files/contract';
import { ErrorState, UploadDrop, useAction, useGo, visibilityChoices } from '@insites/ui';
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useUnderstood } from '../queries.ts';
import { ReadingChoice } from './reading-choice.tsx';

interface Arrived {
  readonly fileId: string;
  readonly name: string;
}

/** Upload a file, then say what it is: a new dataset, or the next version of one. */
export function ImportDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The dataset that gets a new version. */
  readonly into?: DatasetView;
}) {
  const { into } = props;
  const title = into ? `New version of ${into.title}` : 'Import a file';
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={title} size="lg">
      <Steps onClose={props.onClose} {...(into ? { into } : {})} />
    </Modal>
  );
}

function Steps({ into, onClose }: { readonly into?: DatasetView; readonly onClose: () => void }) {
  const [arrived, setArrived] = useState<Arrived | null>(null);
  return (
    <Stack>
      <UploadDrop
        endpoint={createUpload.path}
        metadata={{ visibility: 'private' }}
        accept={importedEndings}
        hint="A table as text, workbook, Parquet, JSON, map or database. The file itself is kept as it came."
        onUploaded={setArrived}
      />
      {arrived ? (
        <Details
          key={arrived.fileId}
          arrived={arrived}
          onClose={onClose}
          {...(into ? { into } : {})}
        />
      ) : null}
    </Stack>
  );
}

function Details(props: {
  readonly arrived: Arrived;
  readonly onClose: () => void;
  readonly into?: DatasetView;
}) {
  const { arrived, into } = props;
  const go = useGo();
  const [title, setTitle] = useState(titleOfFile(arrived.name));
  const [visibility, setVisibility] = useState<DatasetView['visibility']>('private');
  const understood = useUnderstood(arrived.fileId);
  const ways = understood.data?.ways ?? [];
  const asked = ways.length > 1;
  const [dialect, setDialect] = useState<number | null>(null);
  const start = useAction(importFile, {
    also: ['files', 'platform'],
    onDone: ({ datasetId }) => {
      props.onClose();
      go(`/datasets/${datasetId}/review#file=${arrived.fileId}`);
    },
  });
  const answer = asked && dialect !== null ? { dialect } : {};
  const submit = () =>
    start.mutate(
      into
        ? { fileId: arrived.fileId, datasetId: into.id, ...answer }
        : { fileId: arrived.fileId, title: title.trim(), visibility, ...answer },
    );
  const unready =
    (!into && title.trim() === '') || understood.isPending || (asked && dialect === null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {into ? (
          <Text size="sm">
            Version {into.versionCount + 1} is made from {arrived.name}. The versions before stay as
            they are.
          </Text>
        ) : (
          <>
            <TextInput
              label="Title"
              required
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <NativeSelect
              label="Who sees it"
              data={visibilityChoices}
              value={visibility}
              onChange={(event) =>
                setVisibility(event.currentTarget.value as DatasetView['visibility'])
              }
            />
          </>
        )}
        {asked ? <ReadingChoice ways={ways} chosen={dialect} onChoose={setDialect} /> : null}
        {start.error ? <ErrorState error={start.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending} disabled={unready}>
            {into ? 'Make the version' : 'Make the dataset'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** `FY2019_adopted-budget.csv` reads as `FY2019 adopted budget`. */
export function titleOfFile(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]{1,8}$/i, '')
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
