import { type DatasetView, update } from '@insites/datasets/contract';
import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

/** Title, name, description and attribution of a dataset. */
export function EditDialog(props: {
  readonly dataset: DatasetView;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Edit the description" size="lg">
      <Fields dataset={props.dataset} onClose={props.onClose} />
    </Modal>
  );
}

function Fields({
  dataset,
  onClose,
}: {
  readonly dataset: DatasetView;
  readonly onClose: () => void;
}) {
  const { title, name, description, attribution } = dataset;
  const form = useForm({
    initialValues: { title, name, description, attribution },
    validate: {
      title: (value) => (value.trim() === '' ? 'A dataset needs a title.' : null),
      name: (value) =>
        /^[a-z][a-z0-9_]{0,62}$/.test(value)
          ? null
          : 'Small letters, digits and _, beginning with a letter.',
    },
  });
  const save = useAction(update, { onDone: onClose });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ id: dataset.id, ...values }))}>
      <Stack>
        <TextInput
          label="Title"
          required
          data-autofocus
          maxLength={200}
          {...form.getInputProps('title')}
        />
        <TextInput
          label="Name in SQL and on the command line"
          description="Questions and scripts that use the old name stop working."
          required
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description"
          description="What a row is, where the numbers come from, what to mind."
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          {...form.getInputProps('description')}
        />
        <TextInput
          label="Source and licence"
          description="As others must cite it."
          maxLength={1_000}
          {...form.getInputProps('attribution')}
        />
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
