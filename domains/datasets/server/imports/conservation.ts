import type { Conservation } from '../../contract/index.ts';
import type { RecordCounts } from '../parsing/normalise.ts';

/**
 * The account of a file's records: `records = loaded + rejected + header + preamble + blank + footer`.
 * `loaded` is what the engine says it wrote; the rest our own reader counted.
 */
export function accountFor(counts: RecordCounts, loaded: number): Conservation {
  const { records, rejected, header, preamble, blank, footer, detail } = counts;
  const {
    units = 0,
    repeatedHeaders = 0,
    comments = 0,
    totals = 0,
    otherTables = 0,
  } = detail ?? {};
  const names = header - units - repeatedHeaders;
  const below = footer - comments - totals - otherTables;
  const holds = records === loaded + rejected + header + preamble + blank + footer;
  const parts = [
    `${show(loaded)} loaded`,
    ...(rejected > 0 ? [`${show(rejected)} rejected`] : []),
    ...part(names, 'header'),
    ...part(units, 'of units'),
    ...part(repeatedHeaders, 'repeated header'),
    ...part(preamble, 'above the table'),
    ...part(blank, 'blank'),
    ...part(comments, `remark${comments === 1 ? '' : 's'}`),
    ...part(totals, `total${totals === 1 ? '' : 's'}`),
    ...part(otherTables, 'of other tables'),
    ...part(below, 'below the table'),
  ];
  return {
    records,
    loaded,
    rejected,
    header,
    preamble,
    blank,
    footer,
    ...(detail ? { detail } : {}),
    holds,
    sentence: `${show(records)} records in the file = ${parts.join(' + ')}.`,
  };
}

function part(count: number, name: string): readonly string[] {
  return count > 0 ? [`${show(count)} ${name}`] : [];
}

function show(count: number): string {
  return count.toLocaleString('en');
}
