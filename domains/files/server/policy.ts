import type { Visibility } from '@insites/governance/contract';
import type { Action, Resource } from '@insites/governance/server';
import { type Actor, errors, type InsitesError } from '@insites/kernel';
import type { FileView, FolderView } from '../contract/index.ts';
import type { Context } from './context.ts';
import type { FolderRow } from './folders/store.ts';
import type { FileRow } from './store.ts';

type Rules = Pick<Context, 'governance'>;

/** A file as the rules see it. */
export function fileResource(file: Pick<FileRow, Exclude<keyof Resource, 'kind'>>): Resource {
  const { id, organisationId, ownerId, visibility } = file;
  return { kind: 'file', id, organisationId, ownerId, visibility };
}

/** A folder as the rules see it: every member of the organisation sees it. */
export function folderResource(folder: Omit<Resource, 'kind' | 'visibility'>): Resource {
  const { id, organisationId, ownerId } = folder;
  return { kind: 'folder', id, organisationId, ownerId, visibility: 'organisation' };
}

/** What to say of a file that is not there or not shown: the same words for both. */
export function unknownFile(): InsitesError {
  return errors.notFound('files.unknown', 'There is no such file that you may see.', {
    hint: 'It was deleted, or it is not shown to you: ask its owner.',
  });
}

/** What to say of a folder that is not there or is another organisation's. */
export function unknownFolder(): InsitesError {
  return errors.notFound('files.folderUnknown', 'There is no such folder in your organisation.');
}

/** Throws unless the actor may do this with the file. */
export function mustBeAllowed(
  actor: Actor,
  action: Action,
  file: FileRow,
  { governance }: Rules,
): void {
  governance.require({ actor, action, resource: fileResource(file) }, unknownFile);
}

/** Throws unless the actor may do this with the folder. */
export function mustBeAllowedFolder(
  actor: Actor,
  action: Action,
  folder: FolderRow,
  { governance }: Rules,
): void {
  governance.require({ actor, action, resource: folderResource(folder) }, unknownFolder);
}

/** Throws unless the actor may add files or folders; answers with the organisation they go to. */
export function organisationToAddTo(
  actor: Actor,
  kind: 'file' | 'folder',
  visibility: Visibility,
  { governance }: Rules,
): string {
  if (actor.organisationId === null)
    throw errors.notAllowed('governance.refused', 'You wear the hat of no organisation.', {
      hint: 'Ask an administrator to add you to one.',
    });
  governance.require({ actor, action: 'create', resource: toBe(actor, kind, visibility) }, () =>
    kind === 'file' ? unknownFile() : unknownFolder(),
  );
  return actor.organisationId;
}

/** What the actor may do with a file, for showing and hiding. */
export function fileAbilities(actor: Actor, file: FileRow, { governance }: Rules): FileView['can'] {
  const may = (action: Action) =>
    governance.decide({ actor, action, resource: fileResource(file) }).allowed;
  const update = may('update');
  return { update, addVersion: update, remove: may('remove') };
}

/** What the actor may do with a folder. */
export function folderAbilities(
  actor: Actor,
  folder: FolderRow,
  { governance }: Rules,
): FolderView['can'] {
  const may = (action: Action) =>
    governance.decide({ actor, action, resource: folderResource(folder) }).allowed;
  return { update: may('update'), remove: may('remove') };
}

/** What the actor may add to the organisation whose hat is worn. */
export function listAbilities(
  actor: Actor,
  { governance }: Rules,
): { readonly upload: boolean; readonly createFolder: boolean } {
  if (actor.organisationId === null) return { upload: false, createFolder: false };
  const may = (kind: 'file' | 'folder') =>
    governance.decide({ actor, action: 'create', resource: toBe(actor, kind, 'private') }).allowed;
  return { upload: may('file'), createFolder: may('folder') };
}

function toBe(actor: Actor, kind: 'file' | 'folder', visibility: Visibility): Resource {
  const organisationId = actor.organisationId ?? '';
  return { kind, id: 'new', organisationId, ownerId: actor.personId, visibility };
}
