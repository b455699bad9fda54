import { formatNumber, useJob } from '@insites/ui';
import { Alert } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useLocation } from '@tanstack/react-router';

/** What came of the rows that were sent back last; the address names the job. */
export function RepairOutcome() {
  const hash = useLocation().hash.replace(/^#/, '');
  const jobId = new URLSearchParams(hash).get('repair');
  return jobId === null ? null : <Told jobId={jobId} />;
}

function Told({ jobId }: { readonly jobId: string }) {
  const { job } = useJob(jobId);
  if (job?.state !== 'done' || !job.result) return null;
  return (
    <Alert role="status" variant="light" icon={<IconCheck size={20} aria-hidden />}>
      {sentenceOf(job.result)}
    </Alert>
  );
}

/** The result of the job as a sentence. */
export function sentenceOf(result: Readonly<Record<string, unknown>>): string {
  const [repaired, refused, takenBack] = ['repaired', 'refused', 'takenBack'].map((name) =>
    Number(result[name] ?? 0),
  ) as [number, number, number];
  const rows = (count: number) => `${formatNumber(count)} ${count === 1 ? 'row' : 'rows'}`;
  const parts = [
    ...(repaired > 0
      ? [
          `${rows(repaired)} that ${repaired === 1 ? 'was' : 'were'} sent back ${repaired === 1 ? 'is' : 'are'} in version ${String(result.version)} now.`,
        ]
      : []),
    ...(result.held === true ? ['It is not published yet: it waits for you.'] : []),
    ...(refused > 0
      ? [`${rows(refused)} still ${refused === 1 ? 'does' : 'do'} not fit: the table says why.`]
      : []),
    ...(takenBack > 0 ? [`${rows(takenBack)} taken back: rejected again.`] : []),
  ];
  return parts.join(' ');
}
