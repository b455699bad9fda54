import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { outcomes } from '../../contract/index.ts';

const days: Readonly<Record<string, number>> = {
  'Last day': 1,
  'Last 7 days': 7,
  'Last 30 days': 30,
};

/** What is typed and chosen, and what follows of it for the list. */
export function useFilters(onChange: () => void) {
  const [verb, setVerb] = useState('');
  const [outcome, setOutcome] = useState('');
  const [period, setPeriod] = useState('');
  const [settledVerb] = useDebouncedValue(verb.trim(), 300);
  const from = since(days[period]);
  const wanted = outcomes.find((one) => one === outcome);
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    onChange();
  };
  return {
    verb,
    outcome,
    period,
    setVerb: changed(setVerb),
    setOutcome: changed(setOutcome),
    setPeriod: changed(setPeriod),
    chosen: {
      ...(settledVerb ? { verb: settledVerb } : {}),
      ...(wanted ? { outcome: wanted } : {}),
      ...(from ? { from } : {}),
    },
  };
}

export function Filters({ filters }: { readonly filters: ReturnType<typeof useFilters> }) {
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        aria-label="Only this verb"
        placeholder="Verb, e.g. datasets.query"
        value={filters.verb}
        onChange={(event) => filters.setVerb(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label="Outcome"
        data={[{ value: '', label: 'All outcomes' }, ...outcomes]}
        value={filters.outcome}
        onChange={(event) => filters.setOutcome(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label="Period"
        data={[{ value: '', label: 'All the time' }, ...Object.keys(days)]}
        value={filters.period}
        onChange={(event) => filters.setPeriod(event.currentTarget.value)}
      />
    </Group>
  );
}

/** The ISO time so many days ago, on the full hour so that the answer can be kept. */
function since(length: number | undefined): string | null {
  if (length === undefined) return null;
  const hour = 3_600_000;
  return new Date(Math.floor(Date.now() / hour) * hour - length * 24 * hour).toISOString();
}
