import type { DatasetView } from '@insites/datasets/contract';
import { list } from '@insites/datasets/contract';
import {
  AppLink,
  Count,
  EmptyState,
  Loaded,
  RouterLink,
  TimeAgo,
  useCall,
  useMay,
  VisibilityBadge,
} from '@insites/ui';
import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';

/** The datasets changed last, each with what one can do next. */
export function RecentDatasets() {
  const query = useCall(list, { limit: 6, sort: 'updatedAt', descending: true });
  return (
    <Stack gap="sm" component="section" aria-labelledby="recent">
      <Group justify="space-between">
        <Title order={2} size="h3" id="recent">
          Recent datasets
        </Title>
        {query.data && query.data.total > 0 ? (
          <AppLink href="/datasets" size="sm">
            All {query.data.total}
          </AppLink>
        ) : null}
      </Group>
      <Loaded query={query} loading={<LoadingCards />}>
        {({ items }) => (items.length === 0 ? <Newcomer /> : <Cards items={items} />)}
      </Loaded>
    </Stack>
  );
}

function Cards({ items }: { readonly items: readonly DatasetView[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {items.map((dataset) => (
        <DatasetCard key={dataset.id} dataset={dataset} />
      ))}
    </SimpleGrid>
  );
}

function DatasetCard({ dataset }: { readonly dataset: DatasetView }) {
  const at = `/datasets/${dataset.id}`;
  const { latest, importing } = dataset;
  return (
    <Paper withBorder p="md" radius="md" component="article">
      <Stack gap="xs" h="100%" justify="space-between">
        <div>
          <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
            <AppLink href={at} fw={600} lineClamp={2}>
              {dataset.title}
            </AppLink>
            <VisibilityBadge visibility={dataset.visibility} />
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {latest ? (
              <>
                <Count value={latest.rows} unit="row|rows" /> ·{' '}
                <Count value={dataset.columnCount} unit="column|columns" /> · version{' '}
                {latest.number}
              </>
            ) : importing ? (
              'Is being read'
            ) : (
              'Nothing could be read yet'
            )}
          </Text>
          <Text size="xs" c="dimmed">
            Changed <TimeAgo at={dataset.updatedAt} />
          </Text>
        </div>
        <NextSteps at={at} ready={latest !== null} />
      </Stack>
    </Paper>
  );
}

function NextSteps({ at, ready }: { readonly at: string; readonly ready: boolean }) {
  const steps = ready
    ? [
        { href: at, label: 'Explore' },
        { href: `${at}/chart`, label: 'Chart' },
        { href: `${at}/share`, label: 'Download' },
      ]
    : [{ href: at, label: 'See how far' }];
  return (
    <Group gap="xs">
      {steps.map((step) => (
        <Button
          key={step.href}
          component={RouterLink}
          href={step.href}
          size="compact-sm"
          variant="default"
        >
          {step.label}
        </Button>
      ))}
    </Group>
  );
}

function Newcomer() {
  const mayImport = useMay('datasets:write');
  return (
    <EmptyState title="No dataset yet" icon={IconTable}>
      {mayImport
        ? 'Drop a file above: a budget, a list of permits, counts of a sensor. The first line should hold the names of the columns.'
        : 'When somebody of your organisation shares a dataset, it stands here.'}
    </EmptyState>
  );
}

function LoadingCards() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} role="status" aria-label="Loading">
      <Skeleton height={128} radius="md" />
      <Skeleton height={128} radius="md" visibleFrom="sm" />
      <Skeleton height={128} radius="md" visibleFrom="lg" />
    </SimpleGrid>
  );
}
