import { ConfirmDialog, formatNumber, Loaded, useAction, useCall, useMay } from '@insites/ui';
import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { retention, setRetention } from '../../contract/index.ts';

const choices: Readonly<Record<string, string>> = {
  '': 'For ever',
  '365': '1 year',
  '730': '2 years',
  '1825': '5 years',
  '3650': '10 years',
};

/** How long the organisation keeps its entries; administrators change it. */
export function RetentionCard() {
  const mayChange = useMay('audit:retain');
  const rule = useCall(retention, {});
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        How long entries are kept
      </Title>
      <Loaded query={rule}>
        {({ keepDays, removed }) => (
          <>
            {mayChange ? (
              <RuleSelect keepDays={keepDays} />
            ) : (
              <Text size="sm">{labelOf(keepDays)}</Text>
            )}
            <Text size="sm" c="dimmed">
              {removed === 0
                ? 'Nothing was removed so far.'
                : `${formatNumber(removed)} entries were removed so far. Their hashes stay, and the log tells of each removal, so it can still be proven.`}
            </Text>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function RuleSelect({ keepDays }: { readonly keepDays: number | null }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const action = useAction(setRetention, { onDone: () => setWanted(null) });
  const current = String(keepDays ?? '');
  const data = Object.entries({ ...choices, [current]: labelOf(keepDays) });
  const save = (value: string) => action.mutate({ keepDays: value === '' ? null : Number(value) });
  return (
    <>
      <NativeSelect
        label="Keep entries"
        w={240}
        data={data.map(([value, label]) => ({ value, label }))}
        value={current}
        disabled={action.isPending}
        onChange={({ currentTarget: { value } }) => (value === '' ? save('') : setWanted(value))}
      />
      <ConfirmDialog
        opened={wanted !== null}
        onClose={() => setWanted(null)}
        title="Remove old entries?"
        verb="Remove old entries"
        pending={action.isPending}
        error={action.error}
        onConfirm={() => save(wanted ?? '')}
      >
        From the coming night on, entries older than {labelOf(Number(wanted)).toLowerCase()} are
        removed for ever. Nobody can bring them back.
      </ConfirmDialog>
    </>
  );
}

function labelOf(keepDays: number | null): string {
  return choices[String(keepDays ?? '')] ?? `${formatNumber(keepDays ?? 0)} days`;
}
