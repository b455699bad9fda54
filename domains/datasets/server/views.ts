import type { Actor } from '@insites/kernel';
import type { DatasetView, VersionView } from '../contract/index.ts';
import type { Deps } from './deps.ts';
import { abilities } from './policy.ts';
import type { DatasetRow } from './store.ts';
import { summariesOf, type VersionRow } from './versions/store.ts';

type Names = ReadonlyMap<string, string>;

/** Datasets as the actor sees them, with names, newest version and what may be done with each. */
export async function viewsOf(
  rows: readonly DatasetRow[],
  actor: Actor,
  deps: Deps,
): Promise<DatasetView[]> {
  const summaries = await summariesOf(
    rows.map(({ id }) => id),
    deps.platform.database,
  );
  const naming = deps.identity.organisationsOf([
    ...new Set(rows.map(({ organisationId }) => organisationId)),
  ]);
  const people = await deps.identity.namesOf(
    [
      ...new Set([
        ...rows.map(({ ownerId }) => ownerId),
        ...[...summaries.values()].map(({ latest }) => latest?.createdBy ?? null),
      ]),
    ].filter((id) => id !== null),
  );
  const organisations = await naming;
  return rows.map((row) => {
    const summary = summaries.get(row.id);
    // People of an organisation are named to its members only.
    const named = row.organisationId === actor.organisationId ? people : new Map<string, string>();
    const can = abilities(actor, row, deps.governance);
    const held = summary?.held ?? null;
    return {
      ...row,
      organisation: {
        id: row.organisationId,
        name: organisations.get(row.organisationId)?.name ?? '',
      },
      owner: personOf(row.ownerId, named),
      latest: summary?.latest ? versionView(summary.latest, named) : null,
      importing: summary?.importing ?? null,
      held: can.update && held !== null ? { version: held } : null,
      versionCount: summary?.versionCount ?? 0,
      columnCount: summary?.columnCount ?? 0,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      can,
    };
  });
}

/** One version as people see it. */
export function versionView(row: VersionRow, people: Names): VersionView {
  const { sourceFileId, sourceFileName, sourceFileVersion } = row;
  const known = sourceFileId !== null && sourceFileName !== null && sourceFileVersion !== null;
  return {
    ...row,
    standardised:
      row.rawNumber === null
        ? null
        : { from: row.rawNumber, steps: row.steps?.length ?? 0, cells: row.changedCells },
    source: known
      ? { fileId: sourceFileId, fileName: sourceFileName, version: sourceFileVersion }
      : null,
    createdAt: row.createdAt.toISOString(),
    createdBy: personOf(row.createdBy, people),
  };
}

function personOf(id: string | null, people: Names): { id: string; name: string } | null {
  const name = id === null ? undefined : people.get(id);
  return id === null || name === undefined ? null : { id, name };
}
