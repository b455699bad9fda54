import type { Purpose, Visibility } from '@insites/governance/contract';
import { type Actor, errors, newId, type RouteInput, type RouteOutput } from '@insites/kernel';
import type { StoredObject, Transaction } from '@insites/platform';
import type { FileView, FolderView } from '../contract/index.ts';
import type * as routes from '../contract/routes.ts';
import type { Context } from './context.ts';
import { folderView, mustBeFree, mustExist } from './folders/service.ts';
import { lockNames, pathTo } from './folders/store.ts';
import { checkedName, freeName, mediaTypeOf, nameKey } from './names.ts';
import {
  listAbilities,
  mustBeAllowed,
  organisationToAddTo,
  unknownFile,
  unknownFolder,
} from './policy.ts';
import * as store from './store.ts';
import { fileViews, versionViews } from './views.ts';

/** Folders and files of a folder; with a search, of all folders. A visitor gets what is public. */
export async function list(
  actor: Actor,
  input: RouteInput<typeof routes.list>,
  context: Context,
): Promise<RouteOutput<typeof routes.list>> {
  const { database } = context.platform;
  const { organisationId } = actor;
  const { folderId = null, search, ...page } = input;
  const path = await pathFor(folderId, organisationId, context);
  const readable = context.governance.readable(actor, 'file');
  const query = { ...page, organisationId, folderId, search: search?.trim() || undefined };
  const { entries, total } = await store.listEntries(readable, query, database);
  const rows = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.row] : []));
  const views = new Map((await fileViews(actor, rows, context)).map((view) => [view.id, view]));
  const items = entries.flatMap<FolderView | FileView>((entry) =>
    entry.kind === 'folder'
      ? [folderView(actor, entry.row, context)]
      : (views.get(entry.row.id) ?? []),
  );
  return { path, items, total, can: listAbilities(actor, context) };
}

/** A file with all its versions and the folders on the way to it. */
export async function read(
  actor: Actor,
  id: string,
  context: Context,
): Promise<RouteOutput<typeof routes.read>> {
  const { database } = context.platform;
  const file = await find(actor, id, context);
  const [view] = await fileViews(actor, [file], context);
  if (!view) throw unknownFile();
  const own = actor.organisationId === file.organisationId;
  const versions = await store.versionsOf(id, file.organisationId, database);
  return {
    ...view,
    versions: await versionViews(versions, context),
    path: own && file.folderId ? await pathTo(file.folderId, file.organisationId, database) : [],
  };
}

/** Renames or moves a file, or changes who sees it. */
export async function update(
  actor: Actor,
  input: RouteInput<typeof routes.update>,
  context: Context,
): Promise<FileView> {
  const seen = await find(actor, input.id, context);
  mustBeAllowed(actor, 'update', seen, context);
  const { organisationId } = seen;
  const row = await context.platform.database.transaction(async (transaction) => {
    await lockNames(organisationId, transaction);
    const file = await store.lockFile(seen.id, organisationId, transaction);
    if (!file) throw unknownFile();
    mustBeAllowed(actor, 'update', file, context);
    const { folderId = file.folderId, visibility = file.visibility } = input;
    const name = input.name === undefined ? file.name : checkedName(input.name);
    await mustExist(folderId, organisationId, transaction);
    await mustBeFree({ organisationId, folderId }, name, file.id, transaction);
    const changes = { name, nameKey: nameKey(name), folderId, visibility };
    return store.updateFile(file.id, organisationId, changes, transaction);
  });
  const [view] = row ? await fileViews(actor, [row], context) : [];
  if (!view) throw unknownFile();
  return view;
}

/** Deletes a file with all its versions, unless something made from it needs it. */
export async function remove(actor: Actor, id: string, context: Context): Promise<store.FileRow> {
  const seen = await find(actor, id, context);
  mustBeAllowed(actor, 'remove', seen, context);
  for (const check of context.removalChecks) {
    const reason = await check(id);
    if (reason) throw errors.conflict('files.inUse', `“${seen.name}” has to stay: ${reason}`);
  }
  await context.platform.database.transaction(async (transaction) => {
    const file = await store.lockFile(id, seen.organisationId, transaction);
    if (!file) throw unknownFile();
    for (const { objectId } of await store.versionsOf(id, file.organisationId, transaction))
      await context.platform.objects.drop(transaction, objectId);
    await store.deleteFile(id, file.organisationId, transaction);
  });
  return seen;
}

/** A content that is in the object store already, as a new file. */
export interface NewFile {
  readonly name: string;
  readonly object: StoredObject;
  readonly visibility: Visibility;
  readonly folderId?: string | null;
  readonly mediaType?: string | null;
}

/** Keeps a stored content as a new file; a name that is taken gets a number. */
export async function add(actor: Actor, file: NewFile, context: Context): Promise<FileView> {
  const row = await context.platform.database.transaction((transaction) =>
    addWithin(actor, file, transaction, context),
  );
  const [view] = await fileViews(actor, [row.file], context);
  if (!view) throw unknownFile();
  return view;
}

/** Like `add`, within the caller's transaction. */
export async function addWithin(
  actor: Actor,
  { name: wanted, object, visibility, folderId = null, mediaType }: NewFile,
  transaction: Transaction,
  context: Context,
): Promise<{ readonly file: store.FileRow; readonly version: store.VersionRow }> {
  const organisationId = organisationToAddTo(actor, 'file', visibility, context);
  await lockNames(organisationId, transaction);
  await mustExist(folderId, organisationId, transaction);
  const name = await freeNameFor(checkedName(wanted), { organisationId, folderId }, transaction);
  const file = await store.insertFile(
    {
      id: newId(),
      organisationId,
      folderId,
      name,
      nameKey: nameKey(name),
      visibility,
      ownerId: actor.personId,
      latest: 1,
      bytes: object.bytes,
    },
    transaction,
  );
  const type = mediaTypeOf(name, mediaType);
  return { file, version: await addVersion(actor, file, object, type, transaction, context) };
}

/** Keeps a stored content as the next version of a file, within the caller's transaction. */
export async function addVersionWithin(
  actor: Actor,
  { fileId, object, mediaType }: { fileId: string; object: StoredObject; mediaType: string | null },
  transaction: Transaction,
  context: Context,
): Promise<{ readonly file: store.FileRow; readonly version: store.VersionRow }> {
  if (actor.organisationId === null) throw unknownFile();
  const before = await store.lockFile(fileId, actor.organisationId, transaction);
  if (!before) throw unknownFile();
  mustBeAllowed(actor, 'update', before, context);
  const changes = { latest: before.latest + 1, bytes: object.bytes };
  const file = await store.updateFile(fileId, before.organisationId, changes, transaction);
  if (!file) throw unknownFile();
  const type = mediaTypeOf(file.name, mediaType);
  return { file, version: await addVersion(actor, file, object, type, transaction, context) };
}

/** A version that the actor may read, for programs that go on with its bytes. */
export interface OpenVersion {
  readonly file: { readonly id: string; readonly name: string; readonly organisationId: string };
  readonly version: Pick<
    store.VersionRow,
    'id' | 'number' | 'objectId' | 'bytes' | 'sha256' | 'mediaType'
  >;
}

/** The one way to a file's bytes. `number`: default the latest. @throws files.unknown */
export async function openVersion(
  actor: Actor,
  fileId: string,
  number: number | undefined,
  _purpose: Purpose,
  context: Context,
): Promise<OpenVersion> {
  const file = await find(actor, fileId, context);
  const row = await store.findVersion(file, number ?? file.latest, context.platform.database);
  if (!row)
    throw errors.notFound('files.unknown', `“${file.name}” has no version ${number}.`, {
      hint: `Its versions are 1 to ${file.latest}.`,
    });
  const { id, objectId, bytes, sha256, mediaType } = row;
  const { name, organisationId } = file;
  return {
    file: { id: file.id, name, organisationId },
    version: { id, number: row.number, objectId, bytes, sha256, mediaType },
  };
}

/** The file, when the actor may read it. */
export async function find(actor: Actor, id: string, context: Context): Promise<store.FileRow> {
  const file = await store.findFile(id, actor.organisationId, context.platform.database);
  if (!file) throw unknownFile();
  mustBeAllowed(actor, 'read', file, context);
  return file;
}

async function addVersion(
  actor: Actor,
  file: store.FileRow,
  object: StoredObject,
  mediaType: string,
  transaction: Transaction,
  { platform }: Context,
): Promise<store.VersionRow> {
  await platform.objects.keep(transaction, object.id);
  const { bytes, sha256 } = object;
  return store.insertVersion(
    {
      id: newId(),
      fileId: file.id,
      organisationId: file.organisationId,
      number: file.latest,
      objectId: object.id,
      bytes,
      sha256,
      mediaType,
      createdBy: actor.personId,
    },
    transaction,
  );
}

async function freeNameFor(
  name: string,
  place: { readonly organisationId: string; readonly folderId: string | null },
  transaction: Transaction,
): Promise<string> {
  const begin = nameKey(name).slice(0, Math.max(1, name.lastIndexOf('.')));
  const taken = await store.namesLike(place, begin.slice(0, 200), transaction);
  return freeName(name, (key) => taken.has(key));
}

async function pathFor(
  folderId: string | null,
  organisationId: string | null,
  { platform }: Context,
): Promise<{ id: string; name: string }[]> {
  if (folderId === null) return [];
  const path = organisationId ? await pathTo(folderId, organisationId, platform.database) : [];
  if (path.length === 0) throw unknownFolder();
  return [...path];
}
