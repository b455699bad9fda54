import { CopyField, EmptyState, Loaded, PageHeader, useCall } from '@insites/ui';
import { Alert, Stack, Text } from '@mantine/core';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import { useState } from 'react';
import { listDirectories } from '../../contract/index.ts';
import { Directory } from '../components/directory.tsx';
import { NewDirectory } from '../components/new-directory.tsx';

/** Directories that tell who works for the organisation (SCIM 2.0). */
export function DirectoriesPage() {
  const query = useCall(listDirectories, {});
  const [token, setToken] = useState<string | null>(null);
  return (
    <>
      <PageHeader title="Directory sync" actions={<NewDirectory onMade={setToken} />}>
        Entra ID, Okta and others add people, end memberships and keep roles here, by SCIM 2.0.
      </PageHeader>
      <Stack maw="48rem">
        {token ? (
          <Alert
            variant="light"
            title="Copy the token now"
            withCloseButton
            closeButtonLabel="I have it"
            onClose={() => setToken(null)}
          >
            <CopyField
              label="Token of the directory"
              description="It is shown this once. The directory asks for it as “secret token” or “API token”."
              value={token}
            />
          </Alert>
        ) : null}
        <Loaded query={query}>
          {({ baseUrl, items }) =>
            items.length === 0 ? (
              <EmptyState title="No directory yet" icon={IconAddressBook}>
                Connect one, and people come and go here as they do in it.
              </EmptyState>
            ) : (
              <>
                <CopyField
                  label="Base URL"
                  description="For every directory; the token says which one it is."
                  value={baseUrl}
                />
                {items.map((directory) => (
                  <Directory key={directory.id} directory={directory} onToken={setToken} />
                ))}
                <Text size="sm" c="dimmed">
                  Who had an account here before says yes to the directory when they sign in next.
                  Until then it changes nothing for them.
                </Text>
              </>
            )
          }
        </Loaded>
      </Stack>
    </>
  );
}
