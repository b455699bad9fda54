import { type Actor, errors, InsitesError } from '@insites/kernel';
import {
  type BytesAnswer,
  type GovernedQuery,
  type NamedColumns,
  touched,
} from '@insites/platform';
import type { QueryResult, StreamFormat } from '../../contract/index.ts';
import { mediaTypes } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import type { Part } from '../quality/part.ts';
import type { Note } from '../service.ts';
import { columnNamesOf } from '../versions/store.ts';
import { type OpenDataset, open, versionFor, versionUnknown } from './open.ts';

/** Tables one statement may read. */
const tablesAtMost = 20;

export interface DataRequest {
  readonly id: string;
  readonly version?: number | undefined;
  readonly format: StreamFormat;
  readonly select?: string | undefined;
  readonly where?: string | undefined;
  readonly order?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly rows: 'all' | Part;
  readonly formulas: 'escape' | 'keep';
}

/** The rows of one dataset, chosen by clauses and streamed. */
export async function data(
  actor: Actor,
  request: DataRequest,
  note: Note,
  signal: AbortSignal,
  deps: Deps,
): Promise<BytesAnswer> {
  const { engine } = deps.platform;
  const { id, version, format, select, where, order, limit, offset } = request;
  const purpose = format === 'json' ? 'explore' : 'export';
  const clauses = defined({ select, where, order, limit, offset });
  const part = request.rows === 'all' ? undefined : request.rows;
  if (format === 'parquet' && part === undefined && Object.keys(clauses).length === 0)
    return await wholeVersion(actor, id, version, note, deps);
  const opened = await open(actor, id, purpose, note, deps, { version, part });
  try {
    const { sql, columns } = await engine.build({ table: opened.grant.table, ...clauses });
    note({
      columns: await columnsOf([opened], columns, deps),
      details: { format, clauses: Object.keys(clauses), ...(part ? { rows: part } : {}) },
    });
    const stream = await engine.stream(
      { sql, session: sessionOf(actor, purpose), grants: [opened.grant] },
      { format, escapeFormulas: request.formulas === 'escape', signal },
    );
    stream.once('close', opened.release);
    const { dataset, version: row } = opened;
    return {
      stream,
      mediaType: mediaTypes[format],
      name: `${dataset.name}-v${row.number}${part ? `-${part}` : ''}.${format}`,
    };
  } catch (thrown) {
    opened.release();
    throw thrown;
  }
}

/**
 * A whole version as Parquet is the stored object itself: its hash is the one that the version shows. Right
 * only as long as governance answers with yes or no; a restricted relation must go through the engine.
 */
async function wholeVersion(
  actor: Actor,
  ref: string,
  number: number | undefined,
  note: Note,
  deps: Deps,
): Promise<BytesAnswer> {
  const { dataset, version } = await versionFor(actor, ref, number, 'export', note, deps);
  const columns = await columnNamesOf(version.id, deps.platform.database);
  note({ rows: version.rows, columns, details: { format: 'parquet', clauses: [] } });
  if (!version.objectId || !version.sha256) throw versionUnknown(dataset, number);
  return {
    stream: await deps.platform.objects.open(version.objectId),
    mediaType: mediaTypes.parquet,
    name: `${dataset.name}-v${version.number}.parquet`,
    length: version.bytes,
    etag: version.sha256,
    sha256: version.sha256,
  };
}

/** One SELECT over whichever datasets it names. */
export async function query(
  actor: Actor,
  request: { readonly sql: string; readonly limit: number },
  note: Note,
  signal: AbortSignal,
  deps: Deps,
): Promise<QueryResult> {
  const { engine } = deps.platform;
  const { tables, columns } = await engine.check(request.sql);
  if (tables.length > tablesAtMost)
    throw errors.invalid('platform.queryInvalid', `The statement reads ${tables.length} tables.`, {
      hint: `Read at most ${tablesAtMost} at once.`,
    });
  const opened: OpenDataset[] = [];
  try {
    for (const name of tables) opened.push(await openNamed(actor, name, note, deps));
    note({ ...noteOfQuery(opened), columns: await columnsOf(opened, columns, deps) });
    const query: GovernedQuery = {
      sql: request.sql,
      session: sessionOf(actor, 'query'),
      grants: opened.map(({ grant }) => grant),
    };
    const table = await engine.query(query, { limit: request.limit, signal });
    note({ rows: table.rows.length });
    return {
      columns: table.columns.map((column) => ({ ...column })),
      rows: table.rows.map((row) => [...row]),
      truncated: table.truncated,
      milliseconds: table.milliseconds,
      datasets: opened.map(({ dataset, version }) => ({
        id: dataset.id,
        name: dataset.name,
        version: version.number,
      })),
    };
  } finally {
    for (const { release } of opened) release();
  }
}

/** A dataset by its name in SQL; `name__failing` and `name__passing` are the parts of it, where no dataset is called so. */
async function openNamed(
  actor: Actor,
  table: string,
  note: Note,
  deps: Deps,
): Promise<OpenDataset> {
  const [, name, part] = /^(.+)__(failing|passing)$/i.exec(table) ?? [];
  try {
    return await open(actor, table, 'query', note, deps, { table });
  } catch (thrown) {
    const unknown = thrown instanceof InsitesError && thrown.code === 'datasets.unknown';
    if (!unknown || name === undefined) throw thrown;
    const chosen = part?.toLowerCase() === 'failing' ? 'failing' : 'passing';
    return await open(actor, name, 'query', note, deps, { table, part: chosen });
  }
}

/** Names of the columns that a statement touches, with that of their dataset where it reads several. */
async function columnsOf(
  opened: readonly OpenDataset[],
  named: NamedColumns,
  deps: Deps,
): Promise<readonly string[]> {
  const { database } = deps.platform;
  const each = await Promise.all(
    opened.map(async ({ dataset, version }) =>
      touched(await columnNamesOf(version.id, database), named).map((column) =>
        opened.length > 1 ? `${dataset.name}.${column}` : column,
      ),
    ),
  );
  return each.flat();
}

/** The statement itself is kept out of the log: it may hold personal values. */
function noteOfQuery(opened: readonly OpenDataset[]) {
  const [first] = opened;
  const datasets = opened.map(({ dataset, version }) => ({
    id: dataset.id,
    name: dataset.name,
    version: version.number,
  }));
  return {
    purpose: 'query',
    ...(first
      ? {
          objectKind: 'dataset',
          objectId: first.dataset.id,
          objectName: first.dataset.name,
          organisationId: first.dataset.organisationId,
        }
      : {}),
    details: { datasets },
  };
}

/** Whose share of the engine a query takes. */
export function sessionOf(actor: Actor, purpose: string): GovernedQuery['session'] {
  return {
    tenant: actor.organisationId ?? 'visitors',
    person: actor.personId ?? `visitor ${actor.address}`,
    purpose,
  };
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as never;
}
