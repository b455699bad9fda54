import type { DatasetView } from '@insites/datasets/contract';
import { JobProgress, Loaded, LoadingTable, useGo } from '@insites/ui';
import { Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ColumnsTab } from '../components/columns/columns-tab.tsx';
import { ImportDialog } from '../components/import-dialog.tsx';
import { DatasetHead } from '../components/overview/dataset-head.tsx';
import { Evidence } from '../components/overview/evidence.tsx';
import { FailedImport } from '../components/overview/failed-import.tsx';
import { FirstImport } from '../components/overview/first-import.tsx';
import { ImportTrouble } from '../components/overview/import-trouble.tsx';
import { type TabName, tabOf } from '../components/overview/tab-names.ts';
import { DatasetTabs } from '../components/overview/tabs.tsx';
import { PreviewTab } from '../components/preview/preview-tab.tsx';
import { HeldBanner } from '../components/quality/held-banner.tsx';
import { QualityTab } from '../components/quality/quality-tab.tsx';
import { RejectedTab } from '../components/rejected/rejected-tab.tsx';
import { ReviewTab } from '../components/review/review-tab.tsx';
import { ShareTab } from '../components/share/share-tab.tsx';
import { VersionsTab } from '../components/versions/versions-tab.tsx';
import { useDataset } from '../queries.ts';

const ChartTab = lazy(() =>
  import('../components/chart/chart-tab.tsx').then((m) => ({ default: m.ChartTab })),
);
const DuplicatesTab = lazy(() =>
  import('../components/duplicates/duplicates-tab.tsx').then((m) => ({ default: m.DuplicatesTab })),
);
const FitsTab = lazy(() =>
  import('../components/fits/fits-tab.tsx').then((m) => ({ default: m.FitsTab })),
);
const SqlConsole = lazy(() =>
  import('../components/console/sql-console.tsx').then((m) => ({ default: m.SqlConsole })),
);

/** Everything about a dataset; what the address names is shown below the head. */
export function DatasetPage() {
  const { id, tab } = useParams({ strict: false }) as { id: string; tab?: string };
  const dataset = useDataset(id);
  const fileId = useKept('file');
  const failedJob = useFailedJob(id, dataset, fileId);
  if (failedJob) return <FailedImport jobId={failedJob} fileId={fileId} />;
  return (
    <Loaded query={dataset} back={{ href: '/datasets', label: 'Datasets' }}>
      {(loaded) => (
        <Dataset dataset={loaded} tab={tabOf(tab)} onImported={() => void dataset.refetch()} />
      )}
    </Loaded>
  );
}

/**
 * A first import that fails leaves no dataset behind. Its job then stands in the hash, so that a
 * reload still says why.
 */
function useFailedJob(
  id: string,
  dataset: ReturnType<typeof useDataset>,
  fileId: string | null,
): string | null {
  const go = useGo();
  const kept = useKept('job');
  const known = dataset.data?.importing?.jobId ?? kept;
  const failed = dataset.error?.kind === 'notFound' ? known : null;
  // The way on to another dataset changes the hash before it changes the page.
  const told = useRef(kept);
  useEffect(() => {
    if (!failed || failed === told.current) return;
    told.current = failed;
    const file = fileId === null ? '' : `&file=${fileId}`;
    go(`/datasets/${id}#job=${failed}${file}`, { replace: true });
  }, [failed, id, fileId, go]);
  return failed;
}

/** A field of the hash, which stays when the page is loaded again. */
function useKept(name: 'job' | 'file'): string | null {
  return new URLSearchParams(useLocation().hash.replace(/^#/, '')).get(name);
}

function Dataset(props: {
  readonly dataset: DatasetView;
  readonly tab: TabName;
  readonly onImported: () => void;
}) {
  const { dataset, tab } = props;
  const [adding, { open, close }] = useDisclosure(false);
  const [stopped, setStopped] = useState<string | null>(null);
  const fileId = useKept('file');
  return (
    <>
      <DatasetHead dataset={dataset} onAddVersion={open} />
      <ImportDialog into={dataset} opened={adding} onClose={close} />
      {dataset.importing ? (
        <Stack mb="lg">
          <JobProgress
            key={dataset.importing.jobId}
            jobId={dataset.importing.jobId}
            onEnd={(job) => {
              setStopped(job.state === 'failed' ? job.id : null);
              props.onImported();
            }}
            linked
          />
        </Stack>
      ) : stopped ? (
        <Stack mb="lg">
          <JobProgress jobId={stopped} linked />
          <ImportTrouble jobId={stopped} fileId={fileId} datasetId={dataset.id} />
        </Stack>
      ) : null}
      {dataset.latest ? (
        <>
          <HeldBanner dataset={dataset} tab={tab} />
          <Evidence dataset={dataset} />
          <DatasetTabs dataset={dataset} tab={tab} />
          <Suspense fallback={<LoadingTable rows={8} />}>
            <Tab key={`${dataset.id} ${dataset.latest.number}`} dataset={dataset} tab={tab} />
          </Suspense>
        </>
      ) : dataset.importing ? null : (
        <FirstImport dataset={dataset} onTryAnother={open} />
      )}
    </>
  );
}

function Tab({ dataset, tab }: { readonly dataset: DatasetView; readonly tab: TabName }) {
  switch (tab) {
    case 'preview':
      return <PreviewTab dataset={dataset} />;
    case 'review':
      return <ReviewTab dataset={dataset} />;
    case 'columns':
      return <ColumnsTab dataset={dataset} />;
    case 'rejected':
      return <RejectedTab dataset={dataset} />;
    case 'duplicates':
      return <DuplicatesTab dataset={dataset} />;
    case 'quality':
      return <QualityTab dataset={dataset} />;
    case 'fits':
      return <FitsTab dataset={dataset} />;
    case 'chart':
      return <ChartTab dataset={dataset} />;
    case 'sql':
      return (
        <SqlConsole initial={`select *\nfrom ${dataset.name}\nlimit 100`} only={dataset.name} />
      );
    case 'versions':
      return <VersionsTab dataset={dataset} />;
    case 'share':
      return <ShareTab dataset={dataset} />;
  }
}
