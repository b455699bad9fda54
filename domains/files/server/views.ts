import type { Actor } from '@insites/kernel';
import type { FileVersionView, FileView } from '../contract/index.ts';
import type { Context } from './context.ts';
import { fileAbilities } from './policy.ts';
import { type FileRow, latestOf, type VersionRow } from './store.ts';

type Names = ReadonlyMap<string, string>;

/** Files with what the actor may do with each. */
export async function fileViews(
  actor: Actor,
  rows: readonly FileRow[],
  context: Context,
): Promise<FileView[]> {
  const latest = await latestOf(rows, context.platform.database);
  const people = [...latest.values()].map(({ createdBy }) => createdBy);
  const names = await namesOf([...rows.map(({ ownerId }) => ownerId), ...people], context);
  return rows.flatMap((row) => {
    const version = latest.get(row.id);
    return version ? [view(actor, row, version, names, context)] : [];
  });
}

/** Versions as people see them. */
export async function versionViews(
  rows: readonly VersionRow[],
  context: Context,
): Promise<FileVersionView[]> {
  const names = await namesOf(
    rows.map(({ createdBy }) => createdBy),
    context,
  );
  return rows.map((row) => versionView(row, names));
}

function view(
  actor: Actor,
  row: FileRow,
  latest: VersionRow,
  names: Names,
  context: Context,
): FileView {
  const { id, name, visibility, createdAt, updatedAt } = row;
  return {
    id,
    kind: 'file',
    name,
    // A visitor from elsewhere learns nothing of the organisation's folders.
    folderId: actor.organisationId === row.organisationId ? row.folderId : null,
    visibility,
    owner: personOf(row.ownerId, names),
    latest: versionView(latest, names),
    versionCount: row.latest,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    can: fileAbilities(actor, row, context),
  };
}

function versionView(row: VersionRow, names: Names): FileVersionView {
  const { id, number, bytes, sha256, mediaType, createdAt } = row;
  const createdBy = personOf(row.createdBy, names);
  return { id, number, bytes, sha256, mediaType, createdAt: createdAt.toISOString(), createdBy };
}

function personOf(id: string | null, names: Names): { id: string; name: string } | null {
  return id === null ? null : { id, name: names.get(id) ?? 'Somebody who left' };
}

function namesOf(ids: readonly (string | null)[], { identity }: Context): Promise<Names> {
  return identity.namesOf([...new Set(ids.flatMap((id) => id ?? []))]);
}
