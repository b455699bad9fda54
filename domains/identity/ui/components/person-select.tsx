import { useCall } from '@insites/ui';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { listPeople } from '../../contract/index.ts';

/** Looks a person of the organisation up by name or address, and is empty again once one was picked. */
export function PersonSelect(props: {
  readonly label: string;
  readonly description?: string;
  readonly without: readonly string[];
  readonly onPick: (personId: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const input = { limit: 20, ...(search ? { search } : {}) };
  const { data } = useCall(listPeople, input, { keep: true });
  const people = (data?.items ?? []).filter(({ id }) => !props.without.includes(id));
  return (
    <Select
      label={props.label}
      {...(props.description ? { description: props.description } : {})}
      placeholder="Name or e-mail"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage="Nobody fits"
      filter={({ options }) => options}
      data={people.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
      value={null}
      onChange={(personId) => {
        if (personId) props.onPick(personId);
        setTyped('');
      }}
    />
  );
}
