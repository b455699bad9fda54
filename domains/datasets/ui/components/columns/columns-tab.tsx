import type { DatasetView } from '@insites/datasets/contract';
import { formatNumber, Loaded } from '@insites/ui';
import { Stack, Text, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useState } from 'react';
import { type Profile, useProfile } from '../../queries.ts';
import { ColumnItem } from './column-item.tsx';
import classes from './columns.module.css';

/** Every column with what is in it. */
export function ColumnsTab({ dataset }: { readonly dataset: DatasetView }) {
  const profile = useProfile(dataset.id, dataset.latest?.number ?? 1);
  return <Loaded query={profile}>{(loaded) => <Columns profile={loaded} />}</Loaded>;
}

function Columns({ profile }: { readonly profile: Profile }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const columns = profile.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Stack gap="sm">
      {profile.columns.length > 8 ? (
        <TextInput
          type="search"
          aria-label="Search columns"
          placeholder="Search columns"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          maw="26rem"
        />
      ) : null}
      <Text size="sm" c="dimmed" role="status">
        {columns.length === profile.columns.length
          ? `${formatNumber(columns.length)} columns over ${formatNumber(profile.rows)} rows. Open one for its values and why it has its type.`
          : `${formatNumber(columns.length)} of ${formatNumber(profile.columns.length)} columns.`}
      </Text>
      <ul className={classes.list}>
        {columns.map((column) => (
          <ColumnItem key={column.name} column={column} />
        ))}
      </ul>
    </Stack>
  );
}
