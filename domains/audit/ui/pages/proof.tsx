import { PageHeader, useMay } from '@insites/ui';
import { Stack } from '@mantine/core';
import { CheckpointCard } from '../components/checkpoint-card.tsx';
import { RetentionCard } from '../components/retention-card.tsx';
import { StreamsCard } from '../components/streams-card.tsx';

/** How anybody can tell that nobody changed the log, how long it is kept and where it goes. */
export function ProofPage() {
  const isOperator = useMay('audit:operate');
  return (
    <>
      <PageHeader title="Proof">
        The log is a tree of hashes that is signed again and again. It can be checked without
        trusting this server, and whoever changes, removes or reorders an entry is found out.
      </PageHeader>
      <Stack gap="xl" maw="46rem">
        <CheckpointCard />
        <RetentionCard />
        {isOperator ? <StreamsCard /> : null}
      </Stack>
    </>
  );
}
