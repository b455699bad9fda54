import { DataList, EmptyState, useCall, useListState } from '@insites/ui';
import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { useState } from 'react';
import { list, outcomes } from '../../contract/index.ts';
import { entryColumns } from './columns.tsx';

const columns = entryColumns(true);
const days: Readonly<Record<string, number>> = {
  'Last day': 1,
  'Last 7 days': 7,
  'Last 30 days': 30,
};

/** The log of the organisation with its filters. */
export function AllActivity() {
  const control = useListState({ sort: 'at', descending: true });
  const [verb, setVerb] = useState('');
  const [outcome, setOutcome] = useState('');
  const [period, setPeriod] = useState('');
  const [settledVerb] = useDebouncedValue(verb.trim(), 300);
  const { search, limit, offset } = control.state;
  const from = since(days[period]);
  const wanted = outcomes.find((one) => one === outcome);
  const query = useCall(
    list,
    {
      limit,
      offset,
      ...(search ? { search } : {}),
      ...(settledVerb ? { verb: settledVerb } : {}),
      ...(wanted ? { outcome: wanted } : {}),
      ...(from ? { from } : {}),
    },
    { keep: true },
  );
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    control.change({ offset: 0 });
  };
  return (
    <DataList
      label="Activity"
      columns={columns}
      query={query}
      control={control}
      rowKey={(entry) => entry.id}
      tools={
        <Group gap="xs" align="flex-end">
          <TextInput
            aria-label="Only this verb"
            placeholder="Verb, e.g. datasets.query"
            value={verb}
            onChange={(event) => changed(setVerb)(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="Outcome"
            data={[{ value: '', label: 'All outcomes' }, ...outcomes]}
            value={outcome}
            onChange={(event) => changed(setOutcome)(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="Period"
            data={[{ value: '', label: 'All the time' }, ...Object.keys(days)]}
            value={period}
            onChange={(event) => changed(setPeriod)(event.currentTarget.value)}
          />
        </Group>
      }
      empty={
        <EmptyState title="No entries" icon={IconHistory}>
          Nothing matches. Choose other filters, or come back when something happened.
        </EmptyState>
      }
    />
  );
}

/** The ISO time so many days ago, on the full hour so that the answer can be kept. */
function since(length: number | undefined): string | null {
  if (length === undefined) return null;
  const hour = 3_600_000;
  return new Date(Math.floor(Date.now() / hour) * hour - length * 24 * hour).toISOString();
}
