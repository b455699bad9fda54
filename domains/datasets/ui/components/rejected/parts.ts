import type { Conservation } from '@insites/datasets/contract';

const labels = {
  loaded: ['row loaded', 'rows loaded'],
  rejected: ['rejected', 'rejected'],
  header: ['header', 'headers'],
  units: ['row of units', 'rows of units'],
  repeatedHeaders: ['repeated header', 'repeated headers'],
  preamble: ['line before the header', 'lines before the header'],
  blank: ['blank line', 'blank lines'],
  comments: ['remark', 'remarks'],
  totals: ['total', 'totals'],
  otherTables: ['line of another table', 'lines of other tables'],
  footer: ['line after the table', 'lines after the table'],
} as const;

/** The terms of the sum: loaded and rejected always, the others when there are any. */
export function partsOf(
  conservation: Conservation,
): readonly { readonly label: string; readonly count: number }[] {
  const counts = countsOf(conservation);
  const keys = Object.keys(labels) as (keyof typeof labels)[];
  return keys
    .filter((key) => key === 'loaded' || key === 'rejected' || counts[key] > 0)
    .map((key) => ({ label: labels[key][counts[key] === 1 ? 0 : 1], count: counts[key] }));
}

/** Headers and lines below the table with what has a name of its own taken out. */
function countsOf({ loaded, rejected, header, preamble, blank, footer, detail }: Conservation) {
  const {
    units = 0,
    repeatedHeaders = 0,
    comments = 0,
    totals = 0,
    otherTables = 0,
  } = detail ?? {};
  return {
    loaded,
    rejected,
    header: header - units - repeatedHeaders,
    units,
    repeatedHeaders,
    preamble,
    blank,
    comments,
    totals,
    otherTables,
    footer: footer - comments - totals - otherTables,
  };
}
