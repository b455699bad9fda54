import { type DatasetView, remove } from '@insites/datasets/contract';
import {
  AppLink,
  ConfirmButton,
  PageHeader,
  useAction,
  useGo,
  useMay,
  useMe,
  VisibilityBadge,
} from '@insites/ui';
import { Button, Text } from '@mantine/core';
import IconEdit from '@tabler/icons-react/dist/esm/icons/IconEdit.mjs';
import IconFilePlus from '@tabler/icons-react/dist/esm/icons/IconFilePlus.mjs';
import { useState } from 'react';
import { EditDialog } from './edit-dialog.tsx';
import classes from './overview.module.css';

/** Title, who sees it, and what one may do with it. */
export function DatasetHead(props: {
  readonly dataset: DatasetView;
  readonly onAddVersion: () => void;
}) {
  const { dataset } = props;
  const { can } = dataset;
  const own = useMe().organisation?.id === dataset.organisation.id;
  const mayLog = useMay('audit:read') && own;
  const [editing, setEditing] = useState(false);
  return (
    <PageHeader
      title={dataset.title}
      above={
        <AppLink href="/datasets" size="sm">
          Datasets
        </AppLink>
      }
      beside={
        <>
          <VisibilityBadge visibility={dataset.visibility} />
          {dataset.visibility === 'private' ? (
            <Text span size="sm" c="dimmed">
              Only its owner, stewards and administrators see it
            </Text>
          ) : null}
          {mayLog ? (
            <AppLink href={`/activity?kind=dataset&thing=${dataset.id}`} size="sm">
              Who has seen it?
            </AppLink>
          ) : null}
        </>
      }
      actions={
        <>
          {can.update ? (
            <Button
              variant="default"
              leftSection={<IconEdit size={16} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
          ) : null}
          {can.addVersion ? (
            <Button
              variant="default"
              leftSection={<IconFilePlus size={16} aria-hidden />}
              onClick={props.onAddVersion}
              disabled={dataset.importing !== null}
            >
              New version
            </Button>
          ) : null}
          {can.remove ? <Remove dataset={dataset} /> : null}
        </>
      }
    >
      {dataset.description ? <p className={classes.description}>{dataset.description}</p> : null}
      {can.update ? (
        <EditDialog dataset={dataset} opened={editing} onClose={() => setEditing(false)} />
      ) : null}
    </PageHeader>
  );
}

function Remove({ dataset }: { readonly dataset: DatasetView }) {
  const go = useGo();
  const action = useAction(remove, { onDone: () => go('/datasets', { replace: true }) });
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${dataset.title}?`}
      question={`All ${dataset.versionCount > 1 ? `${dataset.versionCount} versions` : 'its rows'} go for good. The uploaded file stays under Files.`}
      verb="Delete it"
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutateAsync({ id: dataset.id })}
    />
  );
}
