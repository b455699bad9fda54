import { ErrorState, useAction, useMe } from '@insites/ui';
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
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
  const make = useAction(createToken, {
    onDone: ({ token }) => {
      onMade(token);
      setName('');
      setScopes([]);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ name, days: Number(days), ...(scopes.length > 0 ? { scopes } : {}) });
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
          data={[...me.permissions]}
          searchable
          value={scopes}
          onChange={setScopes}
        />
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
