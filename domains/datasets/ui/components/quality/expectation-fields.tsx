import { list } from '@insites/datasets/contract';
import { useCall } from '@insites/ui';
import { Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Draft } from './expectation-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly columns: readonly string[];
  readonly onChange: (draft: Draft) => void;
}

/** The fields that a kind of expectation needs. */
export function ExpectationFields(props: Props) {
  const { draft, columns, onChange } = props;
  const text = (name: 'others' | 'least' | 'most' | 'pattern' | 'days' | 'to') => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <>
      {draft.kind === 'rowCount' ? null : (
        <NativeSelect
          label="Column"
          data={[...columns]}
          value={draft.column}
          onChange={(event) => onChange({ ...draft, column: event.currentTarget.value })}
        />
      )}
      {draft.kind === 'unique' ? (
        <TextInput
          label="Together with"
          description="Other columns of the key, with commas"
          {...text('others')}
        />
      ) : null}
      {draft.kind === 'range' || draft.kind === 'rowCount' ? (
        <Group grow align="flex-start">
          <TextInput label="At least" {...text('least')} />
          <TextInput label="At most" {...text('most')} />
        </Group>
      ) : null}
      {draft.kind === 'pattern' ? (
        <TextInput
          label="Pattern"
          description="A regular expression for the whole value, e.g. [A-Z]{2}-[0-9]{4}"
          {...text('pattern')}
        />
      ) : null}
      {draft.kind === 'set' ? (
        <Textarea
          label="Values"
          description="One on each line"
          autosize
          minRows={3}
          maxRows={10}
          value={draft.values}
          onChange={(event) => onChange({ ...draft, values: event.currentTarget.value })}
        />
      ) : null}
      {draft.kind === 'foreignKey' ? <Link {...props} /> : null}
      {draft.kind === 'monotone' ? <Order {...props} /> : null}
      {draft.kind === 'freshness' ? <TextInput label="Days old at most" {...text('days')} /> : null}
    </>
  );
}

function Link({ draft, onChange }: Props) {
  const datasets = useCall(list, { limit: 200, sort: 'title', descending: false });
  const choices = (datasets.data?.items ?? []).map(({ id, title }) => ({
    value: id,
    label: title,
  }));
  return (
    <>
      <NativeSelect
        label="Other dataset"
        data={[{ value: '', label: 'Choose one' }, ...choices]}
        value={draft.dataset}
        onChange={(event) => onChange({ ...draft, dataset: event.currentTarget.value })}
      />
      <TextInput
        label="Its column"
        value={draft.to}
        onChange={(event) => onChange({ ...draft, to: event.currentTarget.value })}
      />
    </>
  );
}

function Order({ draft, onChange }: Props) {
  return (
    <>
      <NativeSelect
        label="Direction"
        data={[
          { value: 'rising', label: 'Rising' },
          { value: 'falling', label: 'Falling' },
        ]}
        value={draft.direction}
        onChange={(event) =>
          onChange({
            ...draft,
            direction: event.currentTarget.value === 'falling' ? 'falling' : 'rising',
          })
        }
      />
      <Checkbox
        label="Never the same twice in a row"
        checked={draft.strictly}
        onChange={(event) => onChange({ ...draft, strictly: event.currentTarget.checked })}
      />
    </>
  );
}
