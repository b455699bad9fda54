import type { DatasetView } from '@insites/datasets/contract';
import { AppLink, formatBytes, formatNumber, TimeAgo } from '@insites/ui';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconChevronUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs';
import { type ReactNode, useId } from 'react';
import { ShortHash } from '../short-hash.tsx';
import classes from './overview.module.css';

/** How we know, in one quiet list; on phones folded away behind a button. */
export function Evidence({ dataset }: { readonly dataset: DatasetView }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const { latest } = dataset;
  if (!latest) return null;
  const Chevron = opened ? IconChevronUp : IconChevronDown;
  return (
    <>
      <div className={classes.fold}>
        <Button
          variant="default"
          size="xs"
          aria-expanded={opened}
          aria-controls={id}
          rightSection={<Chevron size={14} aria-hidden />}
          onClick={toggle}
        >
          Details
        </Button>
        <Text span size="sm" c="dimmed">
          {formatNumber(latest.rows)} {latest.rows === 1 ? 'row' : 'rows'}, version {latest.number}
        </Text>
      </div>
      <Facts id={id} opened={opened} dataset={dataset} latest={latest} />
    </>
  );
}

/** Rows, version, file, hash, when and by whom. */
function Facts(props: {
  readonly id: string;
  readonly opened: boolean;
  readonly dataset: DatasetView;
  readonly latest: NonNullable<DatasetView['latest']>;
}) {
  const { dataset, latest } = props;
  const { owner } = dataset;
  const rejected = latest.conservation?.rejected ?? 0;
  return (
    <dl
      id={props.id}
      className={classes.facts}
      data-folded={!props.opened || undefined}
      aria-label="How we know"
    >
      <Fact name="Rows">
        {formatNumber(latest.rows)}
        {rejected > 0 ? (
          <Text component="span" size="sm">
            {' '}
            <AppLink href={`/datasets/${dataset.id}/rejected`} underline="always">
              {formatNumber(rejected)} could not be read
            </AppLink>
          </Text>
        ) : null}
      </Fact>
      <Fact name="Columns">{formatNumber(dataset.columnCount)}</Fact>
      <Fact name="Version">
        {latest.number}, <TimeAgo at={latest.createdAt} />
        {latest.createdBy ? ` by ${latest.createdBy.name}` : ''}
      </Fact>
      {latest.source ? (
        <Fact name="Made from">
          {latest.source.fileName} ({formatBytes(latest.sourceBytes)})
        </Fact>
      ) : null}
      <Fact name="SHA-256">
        <ShortHash hash={latest.sha256} />
      </Fact>
      <Fact name="Belongs to">
        {dataset.organisation.name}
        {owner ? `, ${owner.name}` : ''}
      </Fact>
      <Fact name="Name in SQL">
        <code>{dataset.name}</code>
      </Fact>
      {dataset.attribution ? <Fact name="Source and licence">{dataset.attribution}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
