import type { DatasetView, DriftFinding } from '@insites/datasets/contract';
import { Loaded } from '@insites/ui';
import { Badge, Group, List, Stack, Text, Title } from '@mantine/core';
import { type Drift, useDrift } from '../../queries.ts';
import { Decide } from './decide.tsx';
import classes from './quality.module.css';
import { Shares } from './shares.tsx';

const labels: Readonly<Record<DriftFinding['what'], string>> = {
  rows: 'Rows',
  added: 'New column',
  gone: 'Gone',
  renamed: 'Renamed',
  order: 'Order',
  type: 'Type',
  unit: 'Unit',
  distribution: 'Distribution',
  missing: 'Missing',
};

/** What changed in a version that waits, column by column, and what can be done. */
export function DriftPanel(props: { readonly dataset: DatasetView; readonly version: number }) {
  const drift = useDrift(props.dataset.id, props.version);
  return (
    <Loaded query={drift}>{(loaded) => <Panel dataset={props.dataset} drift={loaded} />}</Loaded>
  );
}

function Panel({ dataset, drift }: { readonly dataset: DatasetView; readonly drift: Drift }) {
  const { findings, version, against, patchSentences } = drift;
  return (
    <Stack gap="md" component="section" aria-label={`What changed in version ${version}`}>
      <Title order={2} size="h4">
        What changed from version {against} to version {version}
      </Title>
      <ul className={classes.list}>
        {findings.map((finding) => (
          <li key={`${finding.what} ${finding.column}`} className={classes.item}>
            <Stack gap={6}>
              <Group gap={8}>
                <Text fw={600} size="sm">
                  {finding.column ?? 'The whole version'}
                </Text>
                <Badge variant="light" color="gray">
                  {labels[finding.what]}
                </Badge>
                {finding.stops ? (
                  <Badge variant="light" color="red">
                    Stops
                  </Badge>
                ) : null}
              </Group>
              <Text size="sm">{finding.sentence}</Text>
              {finding.distributions ? (
                <Shares distributions={finding.distributions} finding={finding} />
              ) : null}
            </Stack>
          </li>
        ))}
      </ul>
      {patchSentences.length > 0 ? (
        <div>
          <Text size="sm" fw={600}>
            We propose
          </Text>
          <List size="sm">
            {patchSentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </div>
      ) : null}
      <Decide dataset={dataset} drift={drift} />
    </Stack>
  );
}
