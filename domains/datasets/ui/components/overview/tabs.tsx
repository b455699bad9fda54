import type { DatasetView } from '@insites/datasets/contract';
import { formatNumber, RouterLink } from '@insites/ui';
import { useEffect, useRef } from 'react';
import classes from './overview.module.css';
import type { TabName } from './tab-names.ts';

const labels: Readonly<Record<TabName, string>> = {
  preview: 'Preview',
  review: 'Review',
  columns: 'Columns',
  rejected: 'Rejected',
  duplicates: 'Duplicates',
  quality: 'Quality',
  fits: 'Fits with',
  chart: 'Chart',
  sql: 'SQL',
  versions: 'Versions',
  share: 'Download and share',
};

/** The parts of a dataset's page as links: each has its address. */
export function DatasetTabs({
  dataset,
  tab,
}: {
  readonly dataset: DatasetView;
  readonly tab: TabName;
}) {
  const current = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another link to show
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  return (
    <nav className={classes.tabs} aria-label="Parts of the dataset">
      {(Object.keys(labels) as TabName[]).map((name) => (
        <RouterLink
          key={name}
          href={name === 'preview' ? `/datasets/${dataset.id}` : `/datasets/${dataset.id}/${name}`}
          {...(name === tab ? { 'aria-current': 'page' as const, ref: current } : {})}
        >
          {labels[name]}
          {countOf(dataset, name)}
        </RouterLink>
      ))}
    </nav>
  );
}

function countOf(dataset: DatasetView, name: TabName): string {
  if (name === 'columns') return ` ${formatNumber(dataset.columnCount)}`;
  if (name === 'versions') return ` ${formatNumber(dataset.versionCount)}`;
  const rejected = dataset.latest?.conservation?.rejected ?? 0;
  return name === 'rejected' ? ` ${formatNumber(rejected)}` : '';
}
