import { type DatasetView, formats } from '@insites/datasets/contract';
import { AppLink, CopyCode, CopyField, VisibilityBadge } from '@insites/ui';
import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useState } from 'react';
import { dataAddress } from '../../queries.ts';
import { VisibilitySelect } from '../overview/visibility-select.tsx';
import { goodFor, recipesFor } from './recipes.ts';
import classes from './share.module.css';

/** Downloads with what each form is good for, commands to copy, who sees it and how to cite it. */
export function ShareTab({ dataset }: { readonly dataset: DatasetView }) {
  const latest = dataset.latest?.number ?? 1;
  const [pinned, setPinned] = useState(false);
  const version = pinned ? latest : undefined;
  const { origin } = window.location;
  const shared = {
    name: dataset.name,
    isPublic: dataset.visibility === 'public',
    server: origin,
    address: (format: (typeof formats)[number]) =>
      dataAddress(dataset.id, { format, version }, origin),
  };
  return (
    <Stack gap="xl">
      <section>
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h3">
            Download
          </Title>
          <SegmentedControl
            aria-label="Which version the links give"
            size="xs"
            value={pinned ? 'pinned' : 'latest'}
            onChange={(value) => setPinned(value === 'pinned')}
            data={[
              { value: 'latest', label: 'Always the latest' },
              { value: 'pinned', label: `Always version ${latest}` },
            ]}
          />
        </Group>
        <ul className={classes.formats}>
          {formats
            .toSorted((a, b) => order(a) - order(b))
            .map((format) => (
              <li key={format}>
                <Button
                  component="a"
                  href={dataAddress(dataset.id, { format, version })}
                  download={`${dataset.name}${pinned ? `-${latest}` : ''}.${format}`}
                  variant="default"
                  leftSection={<IconDownload size={16} aria-hidden />}
                >
                  {goodFor[format].label}
                </Button>
                <Text size="sm" c="dimmed">
                  {goodFor[format].use}
                </Text>
              </li>
            ))}
        </ul>
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          From a program
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {shared.isPublic ? (
            'The dataset is public: these work without a token.'
          ) : (
            <>
              Put an API token into <code>INSITES_TOKEN</code>. You make one on your{' '}
              <AppLink href="/settings/account" underline="always">
                account page
              </AppLink>
              .
            </>
          )}
        </Text>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          {recipesFor(shared).map(({ label, code }) => (
            <CopyCode key={label} label={label} value={code} />
          ))}
        </SimpleGrid>
      </section>
      <Who dataset={dataset} />
      <Cite dataset={dataset} />
    </Stack>
  );
}

const order = (format: string) => Object.keys(goodFor).indexOf(format);

function Who({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        Who sees it
      </Title>
      {dataset.can.share ? (
        <VisibilitySelect dataset={dataset} />
      ) : (
        <VisibilityBadge visibility={dataset.visibility} />
      )}
    </section>
  );
}

function Cite({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        Cite it
      </Title>
      {dataset.attribution ? (
        <Text mb="sm">{dataset.attribution}</Text>
      ) : (
        <Text size="sm" c="dimmed" mb="sm">
          Nobody has said yet where it comes from and under which licence.
        </Text>
      )}
      <CopyField label="Reference" value={citationOf(dataset, window.location.origin)} />
    </section>
  );
}

/** A reference to exactly this version. */
export function citationOf(dataset: DatasetView, origin: string): string {
  const { latest } = dataset;
  const year = new Date(latest?.createdAt ?? dataset.updatedAt).getUTCFullYear();
  const version = latest ? `, version ${latest.number}` : '';
  const hash = latest?.sha256 ? `, sha256:${latest.sha256.slice(0, 16)}` : '';
  return `${dataset.organisation.name} (${year}): ${dataset.title}${version}${hash}. ${origin}/datasets/${dataset.id}`;
}
