import type { Conservation } from '@insites/datasets/contract';

const labels = {
  loaded: ['row loaded', 'rows loaded'],
  rejected: ['rejected', 'rejected'],
  header: ['header', 'headers'],
  preamble: ['line before the header', 'lines before the header'],
  blank: ['blank line', 'blank lines'],
  footer: ['line after the table', 'lines after the table'],
} as const;

/** The terms of the sum: loaded and rejected always, the others when there are any. */
export function partsOf(
  conservation: Conservation,
): readonly { readonly label: string; readonly count: number }[] {
  const keys = Object.keys(labels) as (keyof typeof labels)[];
  return keys
    .filter((key) => key === 'loaded' || key === 'rejected' || conservation[key] > 0)
    .map((key) => ({
      label: labels[key][conservation[key] === 1 ? 0 : 1],
      count: conservation[key],
    }));
}
