import { type DatasetView, proposals } from '@insites/datasets/contract';
import type { RouteOutput } from '@insites/kernel';
import { Loaded, useCall } from '@insites/ui';
import { Stack, Text, Title } from '@mantine/core';
import { EvidenceTable } from './evidence-table.tsx';
import classes from './review.module.css';
import { Steps } from './steps.tsx';

export type Proposals = RouteOutput<typeof proposals>;

/** What was understood of the file, what is asked, and the columns with the evidence for what they mean. */
export function ReviewTab({ dataset }: { readonly dataset: DatasetView }) {
  const version = dataset.latest?.number ?? 1;
  const query = useCall(proposals, { id: dataset.id, version });
  const looking = query.data?.ready === false;
  useCall(
    proposals,
    { id: dataset.id, version },
    { enabled: looking, every: looking ? 1_000 : false },
  );
  return (
    <Loaded query={query}>
      {(loaded) => (
        <Stack gap="xl">
          <Understood proposals={loaded} />
          {loaded.ready ? (
            <Steps
              key={`${loaded.version} ${loaded.steps.map(({ sentence }) => sentence).join(' ')}`}
              dataset={dataset}
              proposals={loaded}
            />
          ) : null}
          <EvidenceTable key={String(loaded.ready)} dataset={dataset} proposals={loaded} />
        </Stack>
      )}
    </Loaded>
  );
}

function Understood({ proposals: { understood, ready } }: { readonly proposals: Proposals }) {
  return (
    <section aria-labelledby="understood">
      <Title order={2} size="h4" id="understood" mb="xs">
        What was understood
      </Title>
      <ul className={classes.understood}>
        {understood.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {ready ? null : (
        <Text size="sm" c="dimmed" role="status" mt="xs">
          What the columns mean is still being looked at.
        </Text>
      )}
    </section>
  );
}
