import {
  type DatabaseMark,
  type Inspection,
  inspect,
  type Place,
  withClient,
} from '@insites/platform';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

/** One schema in one database. */
export interface SchemaStatus {
  readonly database: string;
  readonly schema: string;
  readonly applied: number;
  readonly pending: number;
  /** Differences between the migrations and what is there; null while some are pending. */
  readonly drift: number | null;
  /** Tables and indexes, bytes. */
  readonly bytes: number;
}

export interface DatabaseStatus {
  readonly database: string;
  /** `main`, or a name of INSITES_DATABASES. */
  readonly route: string;
  readonly mark: DatabaseMark | 'unmarked';
  readonly generation: number;
  readonly recreatedAt: string | null;
  /** Schemas that an earlier re-creation has left to be dropped. */
  readonly leftOver: readonly string[];
}

export interface StatusReport {
  readonly items: readonly SchemaStatus[];
  readonly databases: readonly DatabaseStatus[];
  /** What somebody should look at; empty = nothing. */
  readonly warnings: readonly string[];
}

/** Each database and schema: what is applied, what is pending, what differs, how large it is. Changes nothing. */
export async function databaseStatus(options: DatabaseOptions = {}): Promise<StatusReport> {
  return await atDatabases(options, async ({ places, log }) => {
    const all: { readonly place: Place; readonly found: Inspection }[] = [];
    for (const place of places)
      all.push({
        place,
        found: await withClient(place.url, log, (client) => inspect(place, client)),
      });
    const recreations = new Set(all.map(({ found }) => found.state.recreation));
    return {
      items: all.flatMap(({ place, found }) => schemasOf(place, found)),
      databases: all.map(({ place, found }) => databaseOf(place, found)),
      warnings:
        recreations.size > 1
          ? [
              'The databases stem from different re-creations: one was cut off. Re-create them again.',
            ]
          : [],
    };
  });
}

function databaseOf({ name, databaseName }: Place, { state, aside }: Inspection): DatabaseStatus {
  return {
    database: databaseName,
    route: name,
    mark: state.mark ?? 'unmarked',
    generation: state.generation,
    recreatedAt: state.recreatedAt?.toISOString() ?? null,
    leftOver: aside.map((schema) => schema.name),
  };
}

function schemasOf({ databaseName }: Place, found: Inspection): readonly SchemaStatus[] {
  return found.schemas.map(({ name, applied, bytes }) => {
    const of = (list: readonly { readonly schema: string }[]) =>
      list.filter(({ schema }) => schema === name).length;
    return {
      database: databaseName,
      schema: name,
      applied,
      pending: of(found.pending),
      drift: found.drift === null ? null : of(found.drift),
      bytes,
    };
  });
}
