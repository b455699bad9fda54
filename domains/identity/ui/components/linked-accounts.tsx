import {
  ConfirmButton,
  ErrorState,
  Loaded,
  LoadingTable,
  TimeAgo,
  useAction,
  useCall,
  useMe,
} from '@insites/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { listAccounts, listSignInProviders, unlinkAccount } from '../../contract/index.ts';
import { useProviderLink } from '../provider-trip.ts';
import { Panel } from './panel.tsx';

/** My accounts at providers; nothing where there is no provider. */
export function LinkedAccounts() {
  const organisation = useMe().organisation?.slug;
  const accounts = useCall(listAccounts, {});
  const offered = useCall(
    listSignInProviders,
    { organisation },
    { enabled: organisation !== undefined },
  );
  const providers = organisation === undefined ? [] : (offered.data?.items ?? []);
  if (providers.length === 0 && (accounts.data?.items ?? []).length === 0) return null;
  return (
    <Panel
      title="Linked accounts"
      note="Accounts at a provider of your organisation, with which you sign in here."
    >
      <Loaded query={accounts} loading={<LoadingTable rows={1} />}>
        {({ items }) => (
          <Stack gap="md">
            {items.map((account) => (
              <Account key={account.id} {...account} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Group>
        {providers.map(({ id, name }) => (
          <Link key={id} id={id} name={name} />
        ))}
      </Group>
    </Panel>
  );
}

/** Leads to a provider; whose account it is becomes one's own. */
export function Link({
  id,
  name,
  next = '/settings/sign-in',
}: {
  readonly id: string;
  readonly name: string;
  readonly next?: string;
}) {
  const link = useProviderLink(next);
  return (
    <Stack gap="xs">
      {link.error ? <ErrorState error={link.error} /> : null}
      <Button
        variant="default"
        loading={link.isPending || link.isSuccess}
        onClick={() => link.mutate({ providerId: id })}
      >
        Sign in with {name}
      </Button>
    </Stack>
  );
}

function Account(props: {
  readonly id: string;
  readonly provider: string;
  readonly issuer: string;
  readonly lastUsedAt: string | null;
}) {
  const unlink = useAction(unlinkAccount);
  return (
    <Group justify="space-between">
      <div>
        <Text size="sm" fw={500}>
          {props.provider}
        </Text>
        <Text size="xs" c="dimmed">
          {new URL(props.issuer).host} ·{' '}
          {props.lastUsedAt ? (
            <>
              used <TimeAgo at={props.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </Text>
      </div>
      <ConfirmButton
        size="xs"
        label="Unlink"
        title={`Unlink your account at ${props.provider}?`}
        question="It signs you in no more. Your data stays."
        verb="Unlink"
        pending={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutateAsync({ id: props.id })}
      />
    </Group>
  );
}
