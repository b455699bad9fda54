import { cancelJob, type JobView } from '@insites/platform/contract';
import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import IconPlayerStop from '@tabler/icons-react/dist/esm/icons/IconPlayerStop.mjs';
import { useAction } from './client.ts';
import { progressSentence, stateSentence } from './job-sentences.ts';
import { AppLink } from './link.tsx';
import { ErrorState, LoadingTable } from './states.tsx';
import { useJob } from './use-job.ts';

/**
 * A job as it goes: what it does now, how much is done, how fast, how long still, and a button to
 * stop it. Lives from the job's id alone, so a reload shows the same.
 */
export function JobProgress(props: {
  readonly jobId: string;
  /** Called once when the job has ended, also when that was before the first look at it. */
  readonly onEnd?: (job: JobView) => void;
  /** Shows a link to the job's own page. */
  readonly linked?: boolean;
}) {
  const { job, error, retry } = useJob(props.jobId, props.onEnd);
  if (job) return <JobCard job={job} linked={props.linked ?? false} />;
  if (error) return <ErrorState error={error} onRetry={retry} />;
  return <LoadingTable rows={2} />;
}

/** The same for a job that is known already, e.g. in a list of jobs. */
export function JobCard({
  job,
  linked = false,
}: {
  readonly job: JobView;
  readonly linked?: boolean;
}) {
  const cancel = useAction(cancelJob);
  const running = job.state === 'running' || job.state === 'waiting';
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text fw={600}>
              {linked ? <AppLink href={`/jobs/${job.id}`}>{job.title}</AppLink> : job.title}
            </Text>
            <Text size="sm" c="dimmed" aria-live="polite">
              {stateSentence(job)}
            </Text>
          </div>
          {running && job.can.cancel ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ id: job.id })}
            >
              Stop
            </Button>
          ) : null}
        </Group>
        {running ? <Bar job={job} /> : null}
        {running || job.done > 0 ? (
          <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {progressSentence(job)}
          </Text>
        ) : null}
        {job.error ? (
          <ErrorState
            error={Object.assign(new Error(job.error.message), {
              details: job.error.hint ? { hint: job.error.hint } : {},
            })}
          />
        ) : null}
        {cancel.error ? <ErrorState error={cancel.error} /> : null}
      </Stack>
    </Paper>
  );
}

function Bar({ job }: { readonly job: JobView }) {
  const known = job.total !== null && job.total > 0;
  const percent = known ? Math.min(100, (job.done / (job.total ?? 1)) * 100) : 100;
  // The whole track is the bar: its filled part has no width at the beginning.
  return (
    <Progress.Root
      size="lg"
      radius="sm"
      role="progressbar"
      aria-label={job.title}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known
        ? { 'aria-valuenow': Math.round(percent) }
        : { 'aria-valuetext': 'How much there is to do is not known yet' })}
    >
      <Progress.Section value={percent} withAria={false} striped={!known} animated={!known} />
    </Progress.Root>
  );
}
