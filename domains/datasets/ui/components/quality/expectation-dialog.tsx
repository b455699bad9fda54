import { addExpectation, changeExpectation, type DatasetView } from '@insites/datasets/contract';
import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, Modal, NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { type Checks, useProfile } from '../../queries.ts';
import { draftOf, expectationOf, kindLabels } from './expectation-draft.ts';
import { ExpectationFields } from './expectation-fields.tsx';

type Line = Checks['expectations'][number];

/** Adds an expectation, or edits one: what is edited counts as accepted. */
export function ExpectationDialog(props: {
  readonly dataset: DatasetView;
  /** Null: a new one. */
  readonly line: Line | null;
  readonly onClose: () => void;
}) {
  const title = props.line ? 'Edit the expectation' : 'Add an expectation';
  return (
    <Modal opened onClose={props.onClose} title={title} size="lg">
      <Form {...props} />
    </Modal>
  );
}

function Form(props: {
  readonly dataset: DatasetView;
  readonly line: Line | null;
  readonly onClose: () => void;
}) {
  const { dataset, line, onClose } = props;
  const profile = useProfile(dataset.id, dataset.latest?.number ?? 1);
  const columns = profile.data?.columns.map(({ name }) => name) ?? [];
  const [draft, setDraft] = useState(draftOf(line?.expectation ?? null));
  const [absolute, setAbsolute] = useState<number | string>(line?.tolerance.absolute ?? 0);
  const [percent, setPercent] = useState<number | string>((line?.tolerance.relative ?? 0) * 100);
  const add = useAction(addExpectation, { onDone: onClose });
  const change = useAction(changeExpectation, { onDone: onClose });
  const [first = ''] = columns;
  const expectation = expectationOf({ ...draft, column: draft.column || first });
  const submit = () => {
    if (!expectation) return;
    const tolerance = {
      absolute: Math.max(0, Number(absolute) || 0),
      relative: Math.min(1, Math.max(0, (Number(percent) || 0) / 100)),
    };
    if (line) change.mutate({ id: dataset.id, expectationId: line.id, expectation, tolerance });
    else add.mutate({ id: dataset.id, expectation, tolerance });
  };
  const error = add.error ?? change.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {line ? null : (
          <NativeSelect
            label="What is expected"
            data={Object.entries(kindLabels).map(([value, label]) => ({ value, label }))}
            value={draft.kind}
            onChange={(event) =>
              setDraft({ ...draft, kind: event.currentTarget.value as typeof draft.kind })
            }
          />
        )}
        <ExpectationFields draft={draft} columns={columns} onChange={setDraft} />
        <Group grow align="flex-start">
          <NumberInput
            label="May differ: at most"
            description={draft.kind === 'freshness' ? 'days' : 'rows'}
            min={0}
            value={absolute}
            onChange={setAbsolute}
          />
          <NumberInput
            label="or at most"
            description="per cent; the larger counts"
            min={0}
            max={100}
            decimalScale={4}
            value={percent}
            onChange={setPercent}
          />
        </Group>
        {error ? <ErrorState error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={add.isPending || change.isPending}
            disabled={expectation === null}
          >
            {line ? 'Save' : 'Add'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
