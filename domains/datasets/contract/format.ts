/** Forms in which the rows of a dataset leave. */
export const formats = ['json', 'csv', 'ndjson', 'parquet', 'arrow'] as const;
export const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
} as const satisfies Record<(typeof formats)[number], string>;
export type StreamFormat = (typeof formats)[number];

/** Endings of the files that a dataset can be made from, for a chooser of files. What a file is, its bytes say. */
export const importedEndings =
  '.csv,.tsv,.txt,.json,.ndjson,.jsonl,.geojson,.parquet,.arrow,.feather,.xlsx,.xls,.ods,.sqlite,.db,.xml,.kml,.kmz,.zip,.gz,.bz2,.zst';
