import { type DatasetView, discard, release } from '@insites/datasets/contract';
import { ErrorState, JobProgress, useAction } from '@insites/ui';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Drift } from '../../queries.ts';

/** Publish with the patch, publish as it is, or discard; the last two with a reason. */
export function Decide({
  dataset,
  drift,
}: {
  readonly dataset: DatasetView;
  readonly drift: Drift;
}) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const publish = useAction(release);
  const reject = useAction(discard);
  const { id } = dataset;
  const { version } = drift;
  const jobId = publish.data?.jobId ?? null;
  if (jobId)
    return (
      <JobProgress
        jobId={jobId}
        onEnd={() => void queries.invalidateQueries({ queryKey: ['datasets'] })}
        linked
      />
    );
  if (!drift.held)
    return (
      <Text size="sm" role="status">
        It is being released.
      </Text>
    );
  const said = reason.trim();
  const withReason = (act: () => void) => () => (said === '' ? setAsked(true) : act());
  return (
    <Stack gap="sm">
      {drift.patchSentences.length > 0 ? (
        <Group>
          <Button
            loading={publish.isPending}
            onClick={() => publish.mutate({ id, version, accept: true })}
          >
            Do this and publish
          </Button>
        </Group>
      ) : null}
      <TextInput
        label="Reason"
        description="Asked for when it is published as it is, or discarded. It stands in the log."
        value={reason}
        maxLength={2_000}
        maw="34rem"
        error={asked && said === '' ? 'Say why.' : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group>
        <Button
          variant="default"
          loading={publish.isPending}
          onClick={withReason(() => publish.mutate({ id, version, reason: said }))}
        >
          Publish as it is
        </Button>
        <Button
          variant="default"
          loading={reject.isPending}
          onClick={withReason(() => reject.mutate({ id, version, reason: said }))}
        >
          Discard version {version}
        </Button>
      </Group>
      {publish.error ? <ErrorState error={publish.error} /> : null}
      {reject.error ? <ErrorState error={reject.error} /> : null}
    </Stack>
  );
}
