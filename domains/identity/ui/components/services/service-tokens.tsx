import { ConfirmButton, CopyField, ErrorState, formatTime, TimeAgo, useAction } from '@insites/ui';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import {
  createServiceToken,
  revokeServiceToken,
  type ServiceAccountView,
} from '../../../contract/index.ts';

const lengths = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: '1 year' },
];

/** A button with the number of tokens, which opens them: make, copy once, revoke. */
export function ServiceTokens({ account }: { readonly account: ServiceAccountView }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { length } = account.tokens;
  const count = `${length} ${length === 1 ? 'token' : 'tokens'}`;
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`${count} of ${account.name}`}>
        {count}
      </Button>
      <Modal opened={opened} onClose={close} title={`Tokens of ${account.name}`} centered>
        <Stack>
          {length === 0 ? <Text size="sm">There are none yet.</Text> : null}
          {account.tokens.map((token) => (
            <TokenRow key={token.id} account={account} token={token} />
          ))}
          {account.can.change ? <NewServiceToken id={account.id} /> : null}
        </Stack>
      </Modal>
    </>
  );
}

function TokenRow(props: {
  readonly account: ServiceAccountView;
  readonly token: ServiceAccountView['tokens'][number];
}) {
  const { account, token } = props;
  const revoke = useAction(revokeServiceToken);
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={500}>
          {token.name}{' '}
          <Text span ff="monospace" size="xs" c="dimmed">
            {token.prefix}…
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          until {formatTime(token.expiresAt)} ·{' '}
          {token.lastUsedAt ? (
            <>
              used <TimeAgo at={token.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </Text>
      </div>
      {account.can.change ? (
        <ConfirmButton
          size="xs"
          label="Revoke"
          aria-label={`Revoke ${token.name}`}
          title={`Revoke “${token.name}”?`}
          question="Programs that use it stop working at once."
          verb="Revoke"
          pending={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutateAsync({ id: account.id, tokenId: token.id })}
        />
      ) : null}
    </Group>
  );
}

function NewServiceToken({ id }: { readonly id: string }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const make = useAction(createServiceToken, { onDone: () => setName('') });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ id, name: name.trim(), days: Number(days) });
      }}
    >
      <Stack gap="sm">
        {make.error ? <ErrorState error={make.error} /> : null}
        {make.data ? (
          <CopyField
            label="New token"
            description="It is shown this once."
            value={make.data.token}
          />
        ) : null}
        <Group grow preventGrowOverflow={false} align="flex-start">
          <TextInput
            label="What is it for?"
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
