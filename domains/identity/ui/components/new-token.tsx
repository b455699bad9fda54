import { ErrorState, useAction, useMe, useSlots } from '@insites/ui';
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import { createToken } from '../../contract/index.ts';

const lengths = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: '1 year' },
];

export function NewToken({ onMade }: { readonly onMade: (token: string) => void }) {
  const me = useMe();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<string[]>([]);
  const [datasets, setDatasets] = useState<string[]>([]);
  const { datasetPicker: DatasetPicker } = useSlots();
  const allowed = me.permissions.filter(
    (one) => datasets.length === 0 || one.startsWith('datasets:'),
  );
  const make = useAction(createToken, {
    onDone: ({ token }) => {
      onMade(token);
      setName('');
      setScopes([]);
      setDatasets([]);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const limits = scopes.filter((scope) => allowed.includes(scope));
        make.mutate({
          name,
          days: Number(days),
          ...(limits.length > 0 ? { scopes: limits } : {}),
          ...(datasets.length > 0 ? { datasets } : {}),
        });
      }}
    >
      <Stack gap="sm">
        {make.error ? <ErrorState error={make.error} /> : null}
        <Group grow preventGrowOverflow={false} align="flex-start">
          <TextInput
            label="What is it for?"
            placeholder="Nightly export"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Holds for"
            data={lengths}
            allowDeselect={false}
            value={days}
            onChange={(value) => setDays(value ?? '90')}
          />
        </Group>
        <MultiSelect
          label="Limited to"
          description="Leave it empty for all that your role may do."
          data={allowed}
          searchable
          value={scopes.filter((scope) => allowed.includes(scope))}
          onChange={setScopes}
        />
        {DatasetPicker ? (
          <Suspense>
            <DatasetPicker
              label="Only these data sets"
              description="It then reads these and sees nothing else. Empty: all that you may see."
              value={datasets}
              onChange={setDatasets}
            />
          </Suspense>
        ) : null}
        <Group>
          <Button
            type="submit"
            variant="default"
            disabled={name.trim() === ''}
            loading={make.isPending}
          >
            Make a token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
