import type { Actor } from '@insites/kernel';
import type { ChartSuggestion, ColumnProfile } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { versionFor } from '../reading/open.ts';
import type { Note } from '../service.ts';
import { beingLookedAt, columnsOf } from '../versions/store.ts';
import { suggestCharts } from './charts.ts';
import { kindOfType } from './profile.ts';

/** What is in each column of a version, and charts worth a look. Before the profile is made: names and types only. */
export async function readProfile(
  actor: Actor,
  ref: string,
  number: number | undefined,
  note: Note,
  deps: Deps,
): Promise<{
  version: number;
  rows: number;
  columns: ColumnProfile[];
  charts: ChartSuggestion[];
  ready: boolean;
}> {
  const { dataset, version } = await versionFor(actor, ref, number, 'profile', note, deps);
  const rows = await columnsOf(version.id, deps.platform.database);
  const columns = rows.map(
    (row): ColumnProfile => ({
      ...(row.profile ?? {
        position: row.position,
        name: row.name,
        source: row.source,
        type: row.type,
        kind: kindOfType(row.type),
        why: row.why,
        rows: version.rows,
        missing: 0,
        distinct: 0,
        exactDistinct: false,
        min: null,
        max: null,
        mean: null,
        median: null,
        standardDeviation: null,
        top: [],
        histogram: [],
      }),
      meaning: row.meaning,
    }),
  );
  const profiled = rows.filter((row) => row.profile !== null).length === rows.length;
  return {
    version: version.number,
    rows: version.rows,
    columns,
    ready: !beingLookedAt(version),
    charts: profiled ? suggestCharts(dataset.name, columns) : [],
  };
}
