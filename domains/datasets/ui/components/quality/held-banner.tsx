import type { DatasetView } from '@insites/datasets/contract';
import { AppLink } from '@insites/ui';
import { Alert } from '@mantine/core';
import IconHandStop from '@tabler/icons-react/dist/esm/icons/IconHandStop.mjs';

/** Says on every part of the page that a version waits for a person. */
export function HeldBanner(props: { readonly dataset: DatasetView; readonly tab: string }) {
  const { dataset, tab } = props;
  if (!dataset.held) return null;
  return (
    <Alert
      mb="md"
      color="yellow"
      variant="light"
      icon={<IconHandStop size={20} aria-hidden />}
      title={`Version ${dataset.held.version} waits for you`}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      It differs from version {dataset.latest?.number} and is not published. Others still see
      version {dataset.latest?.number}.{' '}
      {tab === 'quality' ? null : (
        <AppLink href={`/datasets/${dataset.id}/quality`} inherit underline="always">
          See what changed
        </AppLink>
      )}
    </Alert>
  );
}
