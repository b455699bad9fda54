import type { Conservation } from '../../contract/index.ts';
import type { RecordCounts } from '../parsing/normalise.ts';

/**
 * The account of a file's records: `records = loaded + rejected + header + preamble + blank + footer`.
 * `loaded` is what the engine says it wrote; the rest our own reader counted.
 */
export function accountFor(counts: RecordCounts, loaded: number): Conservation {
  const { records, rejected, header, preamble, blank, footer } = counts;
  const holds = records === loaded + rejected + header + preamble + blank + footer;
  const parts = [
    `${show(loaded)} loaded`,
    ...(rejected > 0 ? [`${show(rejected)} rejected`] : []),
    ...(header > 0 ? [`${show(header)} header`] : []),
    ...(preamble > 0 ? [`${show(preamble)} above the table`] : []),
    ...(blank > 0 ? [`${show(blank)} blank`] : []),
    ...(footer > 0 ? [`${show(footer)} below the table`] : []),
  ];
  return {
    records,
    loaded,
    rejected,
    header,
    preamble,
    blank,
    footer,
    holds,
    sentence: `${show(records)} records in the file = ${parts.join(' + ')}.`,
  };
}

function show(count: number): string {
  return count.toLocaleString('en');
}
