import { type JobView, readJob } from '@insites/platform/contract';
import { JobProgress, Loaded, PageHeader, RouterLink, Stat, TimeAgo, useCall } from '@insites/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';

/** A job at its own address: the link in a message, or after a reload. */
export function JobPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useCall(readJob, { id });
  return (
    <Loaded query={query} back={{ href: '/', label: 'Home' }}>
      {(job) => (
        <Stack maw="48rem" gap="md">
          <PageHeader title={job.title} />
          <JobProgress jobId={id} />
          <Group gap="xl">
            <Stat label="Begun" value={<TimeAgo at={job.createdAt} />} />
            {job.finishedAt ? <Stat label="Ended" value={<TimeAgo at={job.finishedAt} />} /> : null}
          </Group>
          <Made job={job} />
        </Stack>
      )}
    </Loaded>
  );
}

function Made({ job }: { readonly job: JobView }) {
  if (job.object?.kind !== 'dataset') return null;
  return (
    <Group>
      <Button component={RouterLink} href={`/datasets/${job.object.id}`} variant="default">
        Go to the dataset
      </Button>
    </Group>
  );
}
