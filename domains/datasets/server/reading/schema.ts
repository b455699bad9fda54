import type { Actor } from '@insites/kernel';
import type { Deps } from '../deps.ts';
import { listDatasets } from '../store.ts';
import { columnsOf, summariesOf } from '../versions/store.ts';

/** Datasets offered for completion at most: the ones changed last. */
const tablesAtMost = 200;

interface Table {
  readonly name: string;
  readonly title: string;
  readonly columns: { name: string; type: string }[];
}

/** Names of the datasets the actor may read, with their columns. Names, no values. */
export async function schemaOf(actor: Actor, deps: Deps): Promise<{ tables: Table[] }> {
  const { database } = deps.platform;
  const readable = deps.governance.readable(actor, 'dataset');
  const { rows } = await listDatasets(
    { ...readable, only: actor.datasets ?? null },
    { sort: 'updatedAt', descending: true, limit: tablesAtMost, offset: 0 },
    database,
  );
  const summaries = await summariesOf(
    rows.map(({ id }) => id),
    database,
  );
  const tables: Table[] = [];
  for (const { id, name, title } of rows) {
    const version = summaries.get(id)?.latest;
    if (!version) continue;
    const columns = await columnsOf(version.id, database);
    tables.push({
      name,
      title,
      columns: columns.map((column) => ({ name: column.name, type: column.type })),
    });
  }
  return { tables };
}
