import { list } from '@insites/datasets/contract';
import { AppLink, Count, Loaded, PageHeader, RouterLink, useCall } from '@insites/ui';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';

/** What visitors see: what this is, and the public datasets. */
export function Welcome() {
  const query = useCall(list, { limit: 6, visibility: 'public' });
  return (
    <>
      <PageHeader title="Public data, explained">
        Look at the data your city shares: what is in it, where it comes from and how it was read.
        Nothing to sign up for.
      </PageHeader>
      <Group mb="xl">
        <Button component={RouterLink} href="/datasets">
          See the datasets
        </Button>
        <Button component={RouterLink} href="/sign-in" variant="default">
          Sign in
        </Button>
      </Group>
      <Stack gap="sm" component="section" aria-labelledby="public">
        <Title order={2} size="h3" id="public">
          Public datasets
        </Title>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">
                Nothing is public yet. Members of an organisation sign in to see theirs.
              </Text>
            ) : (
              items.map((dataset) => (
                <Paper key={dataset.id} withBorder p="md" radius="md">
                  <AppLink href={`/datasets/${dataset.id}`} fw={600}>
                    {dataset.title}
                  </AppLink>
                  <Text size="sm" c="dimmed">
                    {dataset.organisation.name}
                    {dataset.latest ? (
                      <>
                        {' '}
                        · <Count value={dataset.latest.rows} unit="row|rows" /> · version{' '}
                        {dataset.latest.number}
                      </>
                    ) : null}
                  </Text>
                </Paper>
              ))
            )
          }
        </Loaded>
      </Stack>
    </>
  );
}
