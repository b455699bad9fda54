import type { Client } from '@insites/client';
import {
  type ColumnPair,
  checks,
  data,
  duplicates,
  fits,
  type formats,
  listVersions,
  previewFit,
  profile,
  type QueryResult,
  query,
  read,
  readDrift,
  rejected,
  schema,
  understand,
} from '@insites/datasets/contract';
import type { InsitesError, RouteOutput } from '@insites/kernel';
import { useCall, useClient } from '@insites/ui';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { parseRows, type Row } from './components/preview/rows.ts';

export type Duplicates = RouteOutput<typeof duplicates>;
export type DuplicatesPart = 'review' | 'groups' | 'log';
export type Fits = RouteOutput<typeof fits>;
export type FitPreview = RouteOutput<typeof previewFit>;
export type Profile = RouteOutput<typeof profile>;
export type Checks = RouteOutput<typeof checks>;
export type Drift = RouteOutput<typeof readDrift>;
export type Rejected = RouteOutput<typeof rejected>;
export type Understood = RouteOutput<typeof understand>;
export type Format = (typeof formats)[number];

/** Which rows of a dataset the preview asks for. */
export interface Selection {
  readonly where: string;
  readonly order: string;
  readonly limit: number;
}

/** The dataset of a page; looks again every two seconds while an import goes on. */
export function useDataset(id: string) {
  const first = useCall(read, { id });
  const importing = first.data?.importing != null && first.error?.kind !== 'notFound';
  useCall(read, { id }, { enabled: importing, every: importing ? 2_000 : false });
  return first;
}

/** Columns of a version never change, so the answer stays fresh once they have been looked at. */
export function useProfile(id: string, version: number) {
  const first = useCall(profile, { id, version }, { fresh: Number.POSITIVE_INFINITY });
  const looking = first.data?.ready === false;
  useCall(profile, { id, version }, { enabled: looking, every: looking ? 1_000 : false });
  return first;
}

export function useRejected(id: string, version: number) {
  return useCall(rejected, { id, version, limit: 200 }, { fresh: Number.POSITIVE_INFINITY });
}

/** How a file that has arrived would be read. */
export function useUnderstood(fileId: string): UseQueryResult<Understood, InsitesError> {
  const client = useClient();
  return useQuery<Understood, InsitesError>({
    queryKey: ['datasets', 'understand', fileId],
    queryFn: ({ signal }) => client.call(understand, { fileId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What came of the expectations on the latest version; looks again while a check goes on. */
export function useChecks(id: string) {
  const first = useCall(checks, { id });
  const checking = first.data?.checking === true && !first.error;
  useCall(checks, { id }, { enabled: checking, every: checking ? 1_500 : false });
  return first;
}

/** What changed in a version. */
export function useDrift(id: string, version: number) {
  return useCall(readDrift, { id, version });
}

/** The first rows that fail an expectation, with the reason. */
export function useFailingRows(
  id: string,
  checks: Pick<Checks, 'version' | 'revision' | 'failingRows'>,
): UseQueryResult<readonly Row[], InsitesError> {
  const client = useClient();
  const { version, revision, failingRows } = checks;
  return useQuery<readonly Row[], InsitesError>({
    queryKey: ['datasets', data.name, id, 'failing', version, revision, failingRows],
    queryFn: async ({ signal }) => {
      const input = { id, version, format: 'json' as const, rows: 'failing' as const, limit: 20 };
      return parseRows(await (await client.call(data, input, { signal })).text());
    },
    enabled: failingRows > 0,
    retry: false,
  });
}

/** What the last search for duplicates found. */
export function useDuplicates(id: string, show: DuplicatesPart) {
  return useCall(duplicates, { id, show }, { keep: true });
}

/** What a dataset fits with; looks again while its values are being looked at. */
export function useFits(id: string, version: number) {
  const first = useCall(fits, { id }, { fresh: 60_000 });
  const waiting = first.data !== undefined && (!first.data.ready || first.data.version < version);
  useCall(fits, { id }, { enabled: waiting, every: waiting ? 3_000 : false });
  return first;
}

/** How the rows of two datasets match, counted once. */
export function useFitPreview(
  id: string,
  other: string,
  kind: 'join' | 'union',
  on: readonly ColumnPair[],
): UseQueryResult<FitPreview, InsitesError> {
  const client = useClient();
  return useQuery<FitPreview, InsitesError>({
    queryKey: ['datasets', previewFit.name, id, other, kind, on],
    queryFn: ({ signal }) => client.call(previewFit, { id, other, kind, on: [...on] }, { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

export function useVersions(id: string) {
  return useCall(listVersions, { id });
}

/** Tables and columns for completion. */
export function useSchema() {
  return useCall(schema, {}, { fresh: 60_000 });
}

/** The first rows that fit a condition, in an order the server makes. */
export function useRows(
  id: string,
  version: number,
  selection: Selection,
): UseQueryResult<readonly Row[], InsitesError> {
  const client = useClient();
  return useQuery<readonly Row[], InsitesError>({
    queryKey: ['datasets', data.name, id, version, selection],
    queryFn: ({ signal }) => fetchRows(client, id, version, selection, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: (former) => former,
  });
}

async function fetchRows(
  client: Client,
  id: string,
  version: number,
  { where, order, limit }: Selection,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const input = { id, version, format: 'json' as const, limit };
  const chosen = { ...input, ...(where ? { where } : {}), ...(order ? { order } : {}) };
  const response = await client.call(data, chosen, { signal });
  return parseRows(await response.text());
}

/** The answer to a question in SQL; asked once for the same text and version. */
export function useQuestion(
  sql: string | null,
  version: number,
): UseQueryResult<QueryResult, InsitesError> {
  const client = useClient();
  return useQuery<QueryResult, InsitesError>({
    queryKey: ['datasets', query.name, sql, version],
    queryFn: ({ signal }) => client.call(query, { sql: sql ?? '', limit: 5_000 }, { signal }),
    enabled: sql !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Where the rows of a dataset can be fetched: a path, or a full address with an origin. */
export function dataAddress(
  id: string,
  options: {
    readonly format: Format;
    readonly version?: number | undefined;
    readonly rows?: 'passing' | 'failing';
  },
  origin = '',
): string {
  const search = new URLSearchParams({ format: options.format });
  if (options.version !== undefined) search.set('version', String(options.version));
  if (options.rows !== undefined) search.set('rows', options.rows);
  return `${origin}${data.path.replace('{id}', encodeURIComponent(id))}?${search}`;
}
