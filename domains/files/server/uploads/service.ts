import { visibility } from '@insites/governance/contract';
import { type Actor, errors, type InsitesError, id as idSchema } from '@insites/kernel';
import { letGo } from '@insites/platform';
import type { Context } from '../context.ts';
import { mustExist } from '../folders/service.ts';
import { checkedName } from '../names.ts';
import { mustBeAllowed, organisationToAddTo, unknownFile, unknownFolder } from '../policy.ts';
import { addVersionWithin, addWithin, find } from '../service.ts';
import { isReadSoon } from './read-soon.ts';
import * as store from './store.ts';

const day = 86_400_000;

/** An upload without bytes for so long is given up, milliseconds. */
export const uploadLifetime = 7 * day;

/** Upload-Metadata (tus 1.0): names and decoded values. */
export type UploadMetadata = Readonly<Record<string, string | null>>;

/** What an upload became. */
export interface Finished {
  readonly fileId: string;
  readonly versionId: string;
}

/** Begins an upload after everything that could later refuse it was checked, and answers with its id. */
export async function begin(
  actor: Actor,
  { length, metadata }: { readonly length: number; readonly metadata: UploadMetadata },
  context: Context,
): Promise<string> {
  const { config, database, objects } = context.platform;
  if (length > config.uploadMaxBytes) throw tooLarge(config.uploadMaxBytes);
  const organisationId = await checkPlan(actor, planOf(metadata), context);
  const coming = await store.announcedBytes(organisationId, database);
  await context.licensing.requireStorage(organisationId, coming + length);
  const { id } = await objects.beginUpload(organisationId);
  const { personId } = actor;
  const expiresAt = new Date(Date.now() + uploadLifetime);
  await store.insertUpload({ id, organisationId, personId, length, metadata, expiresAt }, database);
  return id;
}

/** How much of the actor's upload has arrived. @throws files.uploadUnknown */
export async function stateOf(
  actor: Actor,
  id: string,
  context: Context,
): Promise<{ readonly row: store.UploadRow; readonly offset: number }> {
  const row = await own(actor, id, context);
  if (row.fileId) return { row, offset: row.length };
  const { offset } = await context.platform.objects.upload(id).catch(ofFiles);
  return { row, offset };
}

/** Takes the next bytes, at most up to the length that was announced. */
export async function append(
  actor: Actor,
  id: string,
  { offset, content }: { readonly offset: number; readonly content: AsyncIterable<Uint8Array> },
  context: Context,
): Promise<number> {
  const { database, objects } = context.platform;
  const row = await own(actor, id, context);
  if (row.fileId) return row.length;
  const left = row.length - offset;
  const copyOf = isReadSoon(row) ? row.length : undefined;
  const now = await objects
    .appendUpload(id, offset, atMost(content, left), { copyOf })
    .catch(ofFiles);
  await store.postpone(id, new Date(Date.now() + uploadLifetime), database);
  return now;
}

/** Makes file and version of a whole upload. Repeatable: the answer is the same when it got lost. */
export async function finish(actor: Actor, id: string, context: Context): Promise<Finished> {
  const { database, objects } = context.platform;
  const row = await own(actor, id, context);
  const before = finishedOf(row);
  if (before) return before;
  await context.licensing.requireStorage(row.organisationId, row.length);
  const object = await objects.finishUpload(id).catch(ofFiles);
  const plan = planOf(row.metadata);
  const result = await database.transaction(async (transaction) => {
    const locked = await store.lockUpload(id, row, transaction);
    if (!locked) throw unknownUpload();
    const done = finishedOf(locked);
    if (done) return { ...done, name: null };
    const { fileId, filetype: mediaType } = plan;
    const made = fileId
      ? await addVersionWithin(actor, { fileId, object, mediaType }, transaction, context)
      : await addWithin(actor, { ...plan, object, mediaType }, transaction, context);
    const became = { fileId: made.file.id, versionId: made.version.id };
    await store.markFinished(id, became, transaction);
    return { ...became, name: made.file.name };
  });
  await objects.cancelUpload(id);
  const { fileId, versionId, name } = result;
  // The entry of the request itself is written before anybody knows which file the bytes become.
  if (name !== null)
    await context.audit?.record({
      actor,
      verb: 'files.finishUpload',
      outcome: 'allowed',
      code: null,
      objectKind: 'file',
      objectId: fileId,
      objectName: name,
      details: { versionId, bytes: object.bytes },
    });
  return { fileId, versionId };
}

/** Gives an upload up; nothing of it stays. What it became already stays. */
export async function cancel(actor: Actor, id: string, context: Context): Promise<void> {
  await own(actor, id, context);
  await forget(id, context);
}

/** Gives up the uploads whose time is over. Answers how many. */
export async function expire(context: Context): Promise<number> {
  const expired = await store.expiredUploads(new Date(), context.platform.database);
  for (const { id } of expired) await forget(id, context);
  return expired.length;
}

/** What to say of an upload that is not there, or is somebody else's. */
export function unknownUpload(): InsitesError {
  return errors.notFound('files.uploadUnknown', 'There is no such upload.', {
    hint: 'It was finished, given up or has expired; begin again.',
  });
}

/** More bytes than there may be. */
export function tooLarge(most: number): InsitesError {
  return errors.tooLarge('files.uploadTooLarge', `An upload may have ${most} bytes at most.`, {
    hint: 'Send it in parts, or ask the operator to raise INSITES_UPLOAD_MAX_MB.',
  });
}

async function forget(id: string, { platform }: Context): Promise<void> {
  await platform.objects.cancelUpload(id);
  await store.deleteUpload(id, platform.database);
}

async function own(actor: Actor, id: string, context: Context): Promise<store.UploadRow> {
  const { organisationId, personId } = actor;
  if (organisationId === null || !idSchema.safeParse(id).success) throw unknownUpload();
  const uploader = { organisationId, personId };
  const row = await store.findUpload(id, uploader, context.platform.database);
  if (!row) throw unknownUpload();
  return row;
}

interface Plan {
  readonly name: string;
  readonly folderId: string | null;
  readonly fileId: string | null;
  readonly filetype: string | null;
  readonly visibility: 'private' | 'organisation' | 'public';
}

function planOf(metadata: UploadMetadata): Plan {
  const { filename, folderId, fileId, filetype, visibility: seenBy } = metadata;
  const shown = visibility.default('private').safeParse(seenBy || undefined);
  if (!shown.success)
    throw errors.invalid('platform.inputInvalid', `“${seenBy}” is no visibility.`, {
      hint: 'It is private, organisation or public.',
      fields: [{ path: 'visibility', message: 'private, organisation or public' }],
    });
  return {
    name: checkedName(filename),
    folderId: idOr(folderId, unknownFolder),
    fileId: idOr(fileId, unknownFile),
    filetype: filetype || null,
    visibility: shown.data,
  };
}

function idOr(text: string | null | undefined, unknown: () => InsitesError): string | null {
  if (!text) return null;
  if (!idSchema.safeParse(text).success) throw unknown();
  return text;
}

async function checkPlan(actor: Actor, plan: Plan, context: Context): Promise<string> {
  if (plan.fileId) {
    const file = await find(actor, plan.fileId, context);
    mustBeAllowed(actor, 'update', file, context);
    // A public file of another organisation is readable and never changeable: refused above.
    return file.organisationId;
  }
  const organisationId = organisationToAddTo(actor, 'file', plan.visibility, context);
  await mustExist(plan.folderId, organisationId, context.platform.database);
  return organisationId;
}

function finishedOf({ fileId, versionId }: store.UploadRow): Finished | null {
  return fileId && versionId ? { fileId, versionId } : null;
}

async function* atMost(
  content: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let left = most;
  for await (const piece of content) {
    if (piece.byteLength > left)
      throw errors.tooLarge('files.uploadTooLarge', 'More bytes came than were announced.');
    left -= piece.byteLength;
    yield piece;
    // The store has copied it by now, and the request's pieces are nobody else's.
    letGo(piece);
  }
}

/** The object store's words in ours. */
function ofFiles(thrown: unknown): never {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  throw code === 'platform.uploadUnknown' ? unknownUpload() : thrown;
}
