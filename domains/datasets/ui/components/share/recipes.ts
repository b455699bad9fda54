import type { formats } from '@insites/datasets/contract';

export type Format = (typeof formats)[number];

/** What each form of the rows is good for. */
export const goodFor: Readonly<Record<Format, { readonly label: string; readonly use: string }>> = {
  csv: { label: 'CSV', use: 'Spreadsheets and everything else. Types are lost.' },
  parquet: { label: 'Parquet', use: 'Data tools. Small, quick, keeps types.' },
  json: { label: 'JSON', use: 'Web pages and scripts. One list of objects.' },
  ndjson: { label: 'NDJSON', use: 'Large scripts. One object a line.' },
  arrow: { label: 'Arrow', use: 'Python, R and browsers, without parsing.' },
};

/** What a recipe needs to know of a dataset. */
export interface Shared {
  readonly name: string;
  readonly isPublic: boolean;
  /** Full address of the rows in a form. */
  readonly address: (format: Format) => string;
  readonly server: string;
}

/** Commands to copy. What is not public needs a token, read from INSITES_TOKEN. */
export function recipesFor(
  shared: Shared,
): readonly { readonly label: string; readonly code: string }[] {
  return [
    { label: 'curl', code: curl(shared) },
    { label: 'Python (pandas)', code: pandas(shared) },
    { label: 'R', code: r(shared) },
    { label: 'Command line', code: commandLine(shared) },
  ];
}

function curl({ name, isPublic, address }: Shared): string {
  const token = isPublic ? '' : ` \\\n  -H "Authorization: Bearer $INSITES_TOKEN"`;
  return `curl --fail -o ${name}.csv${token} \\\n  '${address('csv')}'`;
}

function pandas({ isPublic, address }: Shared): string {
  if (isPublic) return `import pandas as pd\n\ndf = pd.read_csv("${address('csv')}")`;
  return [
    'import os',
    'import pandas as pd',
    '',
    'df = pd.read_csv(',
    `    "${address('csv')}",`,
    '    storage_options={"Authorization": f"Bearer {os.environ[\'INSITES_TOKEN\']}"},',
    ')',
  ].join('\n');
}

function r({ isPublic, address }: Shared): string {
  if (isPublic) return `d <- read.csv("${address('csv')}")`;
  return [
    'file <- tempfile(fileext = ".csv")',
    'download.file(',
    `  "${address('csv')}", file,`,
    '  headers = c(Authorization = paste("Bearer", Sys.getenv("INSITES_TOKEN")))',
    ')',
    'd <- read.csv(file)',
  ].join('\n');
}

function commandLine({ name, server }: Shared): string {
  return `export INSITES_URL=${server}\nnpx insites datasets export ${name} --format parquet -o ${name}.parquet`;
}
