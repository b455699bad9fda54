import type { DatasetView } from '@insites/datasets/contract';
import { AppLink, formatBytes, formatNumber, TimeAgo } from '@insites/ui';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ShortHash } from '../short-hash.tsx';
import classes from './overview.module.css';

/** How we know: rows, version, file, hash, when and by whom, in one quiet list. */
export function Evidence({ dataset }: { readonly dataset: DatasetView }) {
  const { latest, owner } = dataset;
  if (!latest) return null;
  const rejected = latest.conservation?.rejected ?? 0;
  return (
    <dl className={classes.facts} aria-label="How we know">
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
