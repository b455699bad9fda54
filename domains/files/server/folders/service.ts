import { type Actor, errors, newId, type RouteInput } from '@insites/kernel';
import type { Connection, Transaction } from '@insites/platform';
import type { FolderView } from '../../contract/index.ts';
import type * as routes from '../../contract/routes.ts';
import type { Context } from '../context.ts';
import { nameKey } from '../names.ts';
import {
  folderAbilities,
  mustBeAllowedFolder,
  organisationToAddTo,
  unknownFolder,
} from '../policy.ts';
import * as store from './store.ts';

/** Makes a folder. */
export async function create(
  actor: Actor,
  input: RouteInput<typeof routes.createFolder>,
  context: Context,
): Promise<FolderView> {
  const organisationId = organisationToAddTo(actor, 'folder', 'organisation', context);
  const row = await context.platform.database.transaction(async (transaction) => {
    await store.lockNames(organisationId, transaction);
    const { name, parentId } = input;
    await mustExist(parentId, organisationId, transaction);
    await mustBeFree({ organisationId, folderId: parentId }, name, null, transaction);
    const ownerId = actor.personId;
    const key = nameKey(name);
    return store.insertFolder(
      { id: newId(), organisationId, parentId, name, nameKey: key, ownerId },
      transaction,
    );
  });
  return folderView(actor, row, context);
}

/** Renames or moves a folder with all that is in it. */
export async function update(
  actor: Actor,
  input: RouteInput<typeof routes.updateFolder>,
  context: Context,
): Promise<FolderView> {
  const row = await context.platform.database.transaction(async (transaction) => {
    const folder = await find(actor, input.id, transaction);
    const { organisationId } = folder;
    await store.lockNames(organisationId, transaction);
    mustBeAllowedFolder(actor, 'update', folder, context);
    const { name = folder.name, parentId = folder.parentId } = input;
    if (parentId !== folder.parentId)
      await mustNotHold(folder.id, parentId, organisationId, transaction);
    await mustBeFree({ organisationId, folderId: parentId }, name, folder.id, transaction);
    const changes = { name, nameKey: nameKey(name), parentId };
    return store.updateFolder(folder.id, organisationId, changes, transaction);
  });
  if (!row) throw unknownFolder();
  return folderView(actor, row, context);
}

/** Deletes a folder that holds nothing, not even what the asker does not see. */
export async function remove(actor: Actor, id: string, context: Context): Promise<void> {
  await context.platform.database.transaction(async (transaction) => {
    const folder = await find(actor, id, transaction);
    await store.lockNames(folder.organisationId, transaction);
    mustBeAllowedFolder(actor, 'remove', folder, context);
    if (!(await store.isFolderEmpty(id, folder.organisationId, transaction)))
      throw errors.conflict(
        'files.folderNotEmpty',
        `The folder “${folder.name}” still holds something.`,
        { hint: 'Move or delete what is in it; it may be a file that is not shown to you.' },
      );
    await store.deleteFolder(id, folder.organisationId, transaction);
  });
}

/** A folder with what the actor may do with it. */
export function folderView(actor: Actor, folder: store.FolderRow, context: Context): FolderView {
  const { id, name, parentId, createdAt } = folder;
  const can = folderAbilities(actor, folder, context);
  return { id, kind: 'folder', name, parentId, createdAt: createdAt.toISOString(), can };
}

/** Throws when there is no such folder in the organisation; the top is always there. */
export async function mustExist(
  folderId: string | null,
  organisationId: string,
  database: Connection,
): Promise<void> {
  if (folderId === null) return;
  if (!(await store.findFolder(folderId, organisationId, database))) throw unknownFolder();
}

/** Throws when something else in the folder has the name. Hold `lockNames`. */
export async function mustBeFree(
  place: { readonly organisationId: string; readonly folderId: string | null },
  name: string,
  except: string | null,
  transaction: Transaction,
): Promise<void> {
  if (await store.isNameTaken(place, nameKey(name), except, transaction))
    throw errors.conflict('files.nameTaken', `“${name}” is in the folder already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', message: 'Taken in this folder' }],
    });
}

async function find(actor: Actor, id: string, transaction: Transaction): Promise<store.FolderRow> {
  if (actor.organisationId === null) throw unknownFolder();
  const folder = await store.findFolder(id, actor.organisationId, transaction);
  if (!folder) throw unknownFolder();
  return folder;
}

async function mustNotHold(
  id: string,
  parentId: string | null,
  organisationId: string,
  transaction: Transaction,
): Promise<void> {
  if (parentId === null) return;
  const path = await store.pathTo(parentId, organisationId, transaction);
  if (path.length === 0) throw unknownFolder();
  if (path.some((folder) => folder.id === id))
    throw errors.conflict('files.folderInItself', 'A folder cannot lie inside itself.', {
      hint: 'Choose a folder that is not below it.',
    });
}
