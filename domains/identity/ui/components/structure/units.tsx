import { ConfirmButton, Loaded, LoadingTable, useAction, useCall, useMay } from '@insites/ui';
import { Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  createUnit,
  listUnits,
  removeUnit,
  type UnitView,
  updateUnit,
} from '../../../contract/index.ts';
import { Panel } from '../panel.tsx';
import { UnitSelect } from '../unit-select.tsx';
import { Fellows } from './fellows.tsx';
import { NameDialog } from './name-dialog.tsx';

/** The units of the organisation as a tree. */
export function Units() {
  const query = useCall(listUnits, {});
  const may = useMay('identity:administer');
  return (
    <Panel title="Units" note="Departments, schools: the parts of the organisation.">
      <Loaded query={query} loading={<LoadingTable rows={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">There are no units yet.</Text>
          ) : (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {items.map((unit) => (
                <UnitRow key={unit.id} unit={unit} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {may ? <AddUnit /> : null}
    </Panel>
  );
}

function UnitRow({ unit }: { readonly unit: UnitView }) {
  return (
    <Group
      component="li"
      justify="space-between"
      gap="xs"
      py={4}
      pl={`min(${unit.depth * 1.25}rem, ${unit.depth * 4}vw)`}
    >
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {unit.name}
      </Text>
      <Group gap="xs">
        <Fellows of={{ ...unit, kind: 'unit' }} />
        {unit.can.update ? <EditUnit unit={unit} /> : null}
        {unit.can.update ? <RemoveUnit unit={unit} /> : null}
      </Group>
    </Group>
  );
}

function AddUnit() {
  const [parentId, setParent] = useState<string | null>(null);
  const add = useAction(createUnit);
  return (
    <Group>
      <NameDialog
        button="Add a unit"
        title="Add a unit"
        verb="Add"
        pending={add.isPending}
        error={add.error}
        onSave={(name) => add.mutateAsync({ name, parentId })}
      >
        <UnitSelect
          label="Lies in"
          placeholder="Nothing: at the top"
          value={parentId}
          onChange={setParent}
        />
      </NameDialog>
    </Group>
  );
}

function EditUnit({ unit }: { readonly unit: UnitView }) {
  const [parentId, setParent] = useState(unit.parentId);
  const save = useAction(updateUnit);
  return (
    <NameDialog
      button="Edit"
      label={`Edit ${unit.name}`}
      title={`Rename or move ${unit.name}`}
      verb="Save"
      name={unit.name}
      small
      pending={save.isPending}
      error={save.error}
      onSave={(name) => save.mutateAsync({ id: unit.id, name, parentId })}
    >
      <Stack>
        <UnitSelect
          label="Lies in"
          placeholder="Nothing: at the top"
          without={unit.id}
          value={parentId}
          onChange={setParent}
        />
      </Stack>
    </NameDialog>
  );
}

function RemoveUnit({ unit }: { readonly unit: UnitView }) {
  const remove = useAction(removeUnit);
  return (
    <ConfirmButton
      size="xs"
      label="Remove"
      aria-label={`Remove ${unit.name}`}
      title={`Remove ${unit.name}?`}
      question="Its people stay in the organisation."
      verb="Remove"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutateAsync({ id: unit.id })}
    />
  );
}
