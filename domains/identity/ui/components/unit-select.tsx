import { useCall } from '@insites/ui';
import { Select } from '@mantine/core';
import { listTeams, listUnits } from '../../contract/index.ts';

interface Choice {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly label: string;
  readonly placeholder?: string;
}

/** One of the organisation's units, shown with how deep it lies. Nothing when there is none. */
export function UnitSelect(props: Choice & { readonly without?: string }) {
  const { data } = useCall(listUnits, {});
  const items = (data?.items ?? []).filter(({ id }) => id !== props.without);
  if (items.length === 0) return null;
  return (
    <Select
      label={props.label}
      placeholder={props.placeholder ?? 'None'}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'None' }}
      data={items.map(({ id, name, depth }) => ({
        value: id,
        label: `${'– '.repeat(depth)}${name}`,
      }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

/** One of the organisation's teams. Nothing when there is none. */
export function TeamSelect(props: Choice) {
  const { data } = useCall(listTeams, { limit: 500 });
  if (!data || data.items.length === 0) return null;
  return (
    <Select
      label={props.label}
      placeholder="None"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'None' }}
      data={data.items.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
