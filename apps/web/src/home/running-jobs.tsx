import { listJobs } from '@insites/platform/contract';
import { JobProgress, useCall, useMay } from '@insites/ui';
import { Stack, Title } from '@mantine/core';

/** What is going on now; nothing when nothing is. */
export function RunningJobs() {
  const enabled = useMay('platform:jobs');
  const running = useCall(listJobs, { state: 'running', limit: 5 }, { enabled, every: 10_000 });
  const waiting = useCall(listJobs, { state: 'waiting', limit: 5 }, { enabled, every: 10_000 });
  const jobs = [...(running.data?.items ?? []), ...(waiting.data?.items ?? [])];
  if (jobs.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-labelledby="running">
      <Title order={2} size="h3" id="running">
        Going on now
      </Title>
      {jobs.map((job) => (
        <JobProgress key={job.id} jobId={job.id} linked />
      ))}
    </Stack>
  );
}
