import type { Kind, Resource } from './attributes.ts';
import { faults } from './faults.ts';
import { type Filter, leafOf, parseFilter } from './filter.ts';
import { type Path, resolve } from './paths.ts';
import type { Wanted } from './project.ts';
import { messages } from './schemas.ts';

/** The query of a list (RFC 7644 §3.4.2). */
export interface ListQuery extends Wanted {
  readonly filter?: string | undefined;
  readonly sortBy?: string | undefined;
  readonly sortOrder?: string | undefined;
  readonly startIndex?: number | undefined;
  readonly count?: number | undefined;
}

/** What a store is asked for. */
export interface Selection {
  readonly filter: Filter | null;
  readonly sort: { readonly path: Path; readonly descending: boolean } | null;
  /** Rows before the first one. */
  readonly offset: number;
  readonly limit: number;
}

const usual = 100;

/** The query, read. @throws identity.scimFilter, identity.scimPath */
export function selectionOf(query: ListQuery, kind: Kind, most: number): Selection {
  const { filter, sortBy, sortOrder, startIndex = 1, count = usual } = query;
  return {
    filter: filter === undefined || filter.trim() === '' ? null : parseFilter(filter, kind),
    sort: sortBy
      ? { path: sortable(sortBy, kind), descending: sortOrder?.toLowerCase() === 'descending' }
      : null,
    offset: Math.max(1, Math.trunc(startIndex)) - 1,
    limit: Math.min(most, Math.max(0, Math.trunc(count))),
  };
}

function sortable(name: string, kind: Kind): Path {
  const path = resolve(kind, name);
  if (!path || leafOf(path).type === 'complex')
    throw faults.path(`Resources cannot be sorted by ${name}.`);
  return path;
}

/** One page of a list. */
export function listOf(
  resources: readonly Resource[],
  { total, offset }: { readonly total: number; readonly offset: number },
): Resource {
  return {
    schemas: [messages.list],
    totalResults: total,
    startIndex: offset + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** A list that is always whole. */
export function listOfAll(resources: readonly Resource[]): Resource {
  return listOf(resources, { total: resources.length, offset: 0 });
}
