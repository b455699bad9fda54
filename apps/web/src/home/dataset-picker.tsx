import { list } from '@insites/datasets/contract';
import { type DatasetPickerProps, useCall } from '@insites/ui';
import { MultiSelect } from '@mantine/core';
import { useState } from 'react';

/** Chooses data sets by their titles; what was chosen stays while another search is typed. */
export function DatasetPicker({ value, onChange, ...texts }: DatasetPickerProps) {
  const [search, setSearch] = useState('');
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const query = useCall(list, { search, limit: 50 }, { keep: true });
  const found = (query.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const chosen = value
    .filter((id) => !found.some((one) => one.value === id))
    .map((id) => ({ value: id, label: titles[id] ?? id }));
  return (
    <MultiSelect
      {...texts}
      data={[...found, ...chosen]}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage="No data set of this name"
      maxValues={100}
      error={query.error?.message}
      value={[...value]}
      onChange={(ids) => {
        const known = Object.fromEntries(found.map((one) => [one.value, one.label]));
        setTitles({ ...titles, ...known });
        onChange(ids);
      }}
    />
  );
}
