import { formatBytes, formatNumber, formatShare, Loaded, PageHeader, useCall } from '@insites/ui';
import { Paper, Progress, Stack, Text } from '@mantine/core';
import { type PlanView, readPlan } from '../../contract/index.ts';

const names: Readonly<Record<PlanView['name'], string>> = {
  'self-hosted': 'Self-hosted',
  community: 'Community',
  city: 'City',
};

/** The plan of the organisation and how much of it is used. */
export function PlanPage() {
  const query = useCall(readPlan, {});
  return (
    <>
      <PageHeader title="Plan and usage" />
      <Loaded query={query}>
        {(plan) => (
          <Stack maw="36rem">
            <Text>
              Your organisation has the plan <b>{names[plan.name]}</b>.
            </Text>
            <Usage label="People" used={plan.usedSeats} limit={plan.seats} format={formatNumber} />
            <Usage
              label="Storage"
              used={plan.usedStorageBytes}
              limit={plan.storageBytes}
              format={formatBytes}
            />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Usage(props: {
  readonly label: string;
  readonly used: number;
  readonly limit: number | null;
  readonly format: (value: number) => string;
}) {
  const { label, used, limit, format } = props;
  const share = limit === null ? null : limit === 0 ? 1 : Math.min(1, used / limit);
  return (
    <Paper withBorder p="md" radius="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>
        {limit === null
          ? `${format(used)} used, no limit`
          : `${format(used)} of ${format(limit)} used (${formatShare(share ?? 0)})`}
      </Text>
      {share === null ? null : (
        <Progress
          mt="xs"
          value={share * 100}
          color={share > 0.9 ? 'red' : 'pine'}
          aria-label={`${label} used`}
        />
      )}
    </Paper>
  );
}
