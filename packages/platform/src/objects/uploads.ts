import { InsitesError, newId } from '@insites/kernel';
import { checkTenant, keptKey, newTailKey, tailKey, uploadKey } from './blob-keys.ts';
import { missing, offsetWrong, uploadUnknown, withDiskFull } from './failures.ts';
import { readFrame } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import { chunkBytes, overhead, type Seal, sealFrame } from './frames.ts';
import { HashThread } from './hash-thread.ts';
import type { OpenUpload } from './object-store.ts';
import type { Parts } from './put.ts';
import { serial } from './serial.ts';
import type { ObjectRow, UploadRow } from './store.ts';
import type { UploadCopies } from './upload-copies.ts';
import {
  catchUp,
  offsetOf,
  readState,
  readTail,
  type UploadState,
  writeTail,
} from './upload-state.ts';

const rememberedAtMost = 256;

/** Uploads under way. One process at a time may send to an upload. */
export class Uploads {
  readonly #parts: Parts;
  readonly #copies: UploadCopies;
  readonly #inTurn = serial();
  readonly #states = new Map<string, UploadState>();
  readonly #hashes = new HashThread();

  constructor(parts: Parts, copies: UploadCopies) {
    this.#parts = parts;
    this.#copies = copies;
  }

  close(): Promise<void> {
    return this.#hashes.close();
  }

  async begin(tenant: string): Promise<OpenUpload> {
    checkTenant(tenant);
    const id = newId();
    const { wrappedKey } = await this.#parts.keys.makeKey(tenant, id, chunkBytes);
    await this.#parts.catalogue.addUpload({ id, tenant, wrappedKey, chunkBytes });
    return { id, tenant, offset: 0 };
  }

  async find(id: string): Promise<OpenUpload> {
    const row = await this.#row(id);
    // While bytes arrive the answer waits: a client that lost its connection asks where it stands.
    const offset = await this.#inTurn(id, async () => this.#offset(row));
    return { id, tenant: row.tenant, offset };
  }

  /** `copyOf`: the length of the whole, when a copy of it is to be kept for work that follows at once. */
  append(
    id: string,
    offset: number,
    content: AsyncIterable<Uint8Array>,
    copyOf?: number,
  ): Promise<number> {
    return this.#inTurn(id, async () => {
      const row = await this.#row(id);
      const is = await this.#offset(row);
      if (offset !== is) throw offsetWrong(id, offset, is);
      if (row.address !== null) return is;
      const state = await this.#caughtUp(row);
      if (copyOf !== undefined && is === 0) await this.#copies.begin(id, copyOf);
      try {
        return await this.#receive(state, content);
      } finally {
        await this.#parts.catalogue.touchUpload(id);
      }
    });
  }

  /** Repeatable: an upload that became an object answers with it until it is cancelled. */
  finish(id: string): Promise<ObjectRow> {
    return this.#inTurn(id, async () => {
      const row = await this.#row(id);
      if (row.objectId !== null) {
        const object = await this.#parts.catalogue.find(row.objectId);
        if (!object) throw missing(row.objectId);
        return object;
      }
      const content = contentOf(row) ?? (await this.#complete(row));
      return this.#place(row, content);
    });
  }

  /** Forgets an upload and deletes its bytes; an object it became stays. */
  cancel(id: string): Promise<void> {
    return this.#inTurn(id, async () => {
      this.#forget(id);
      const row = await this.#parts.catalogue.removeUpload(id);
      if (row) await this.#removeBlobs(id);
    });
  }

  async #row(id: string): Promise<UploadRow> {
    const row = await this.#parts.catalogue.findUpload(id);
    if (!row) throw uploadUnknown(id);
    return row;
  }

  async #offset(row: UploadRow): Promise<number> {
    return row.bytes ?? offsetOf(await this.#state(row));
  }

  async #state(row: UploadRow): Promise<UploadState> {
    const known = this.#states.get(row.id);
    if (known) return known;
    const seal = await this.#parts.keys.sealOf(row);
    const state = await readState(row.id, seal, this.#hashes.begin(), this.#parts.blobs);
    const [oldest] = this.#states.keys();
    if (this.#states.size >= rememberedAtMost && oldest) this.#forget(oldest);
    this.#states.set(row.id, state);
    return state;
  }

  /** With every whole frame hashed. What cannot be hashed is read anew the next time. */
  async #caughtUp(row: UploadRow): Promise<UploadState> {
    const state = await this.#state(row);
    try {
      await catchUp(state, this.#parts.blobs);
      return state;
    } catch (error) {
      if (!(error instanceof InsitesError)) this.#forget(row.id);
      throw error;
    }
  }

  async #receive(state: UploadState, content: AsyncIterable<Uint8Array>): Promise<number> {
    const { blobs } = this.#parts;
    let broken: { readonly thrown: unknown } | null = null;
    try {
      const held = await readTail(state.id, state.frames, state.seal, blobs);
      const target = await blobs.write(uploadKey(state.id), blobBytes(state.frames, state.seal));
      try {
        const writer = new FrameWriter(state.seal, target, {
          from: state.frames,
          held,
          onChunk: (index, plain) => {
            state.hashed += 1;
            const place = index * state.seal.chunkBytes;
            const copied = this.#copies.write(state.id, place, plain);
            return Promise.all([state.hash.update(plain), copied]).then(() => undefined);
          },
        });
        broken = await send(content, writer);
        await writer.settle();
        await target.sync();
        state.frames = writer.written;
        if (writer.held.byteLength > 0) await writeTail(state, writer.held, blobs);
        state.tailBytes = writer.held.byteLength;
      } finally {
        await target.close();
      }
    } catch (error) {
      // What is whole on the disk counts; it is read again when the upload goes on.
      this.#forget(state.id);
      throw withDiskFull(error);
    }
    if (broken) throw broken.thrown;
    return offsetOf(state);
  }

  /** Seals the rest as the last frame. */
  async #complete(row: UploadRow): Promise<Content> {
    const { blobs, keys, catalogue } = this.#parts;
    const state = await this.#caughtUp(row);
    const { seal } = state;
    const last = await lastChunk(state, this.#parts);
    const bytes = last.index * seal.chunkBytes + last.plain.byteLength;
    await this.#copies.write(row.id, last.index * seal.chunkBytes, last.plain);
    // A last whole frame is hashed already; a tail is not.
    const rest = last.index === state.frames ? last.plain : new Uint8Array();
    const sha256 = await state.hash.digest(rest).catch((error: unknown) => {
      this.#forget(row.id);
      throw error;
    });
    try {
      const target = await blobs.write(uploadKey(row.id), blobBytes(last.index, seal));
      try {
        await target.append(sealFrame(seal, last.index, true, last.plain));
        await target.sync();
      } finally {
        await target.close();
      }
    } catch (error) {
      this.#forget(row.id);
      throw withDiskFull(error);
    }
    const content = { bytes, sha256, address: await keys.addressOf(row.tenant, sha256) };
    await catalogue.sealUpload(row.id, content);
    return content;
  }

  async #place(row: UploadRow, content: Content): Promise<ObjectRow> {
    const { blobs, catalogue } = this.#parts;
    const { id, tenant, wrappedKey } = row;
    const key = keptKey({ id, tenant, address: content.address });
    if ((await blobs.size(uploadKey(id))) !== null) await blobs.rename(uploadKey(id), key);
    const sealed = { id, tenant, wrappedKey, chunkBytes: row.chunkBytes };
    const object = await catalogue.completeUpload(id, { ...sealed, ...content });
    if (object.id !== id) await blobs.remove(key);
    await this.#copies.became(id, object);
    this.#forget(id);
    await this.#removeBlobs(id);
    return object;
  }

  #forget(id: string): void {
    this.#states.get(id)?.hash.drop();
    this.#states.delete(id);
    void this.#copies.drop(id);
  }

  async #removeBlobs(id: string): Promise<void> {
    for (const key of [uploadKey(id), tailKey(id), newTailKey(id)])
      await this.#parts.blobs.remove(key);
  }
}

interface Content {
  readonly bytes: number;
  readonly sha256: string;
  readonly address: string;
}

function contentOf({ bytes, sha256, address }: UploadRow): Content | null {
  return bytes === null || sha256 === null || address === null ? null : { bytes, sha256, address };
}

const blobBytes = (frames: number, seal: Seal) => frames * (seal.chunkBytes + overhead);

/** The sender's failure, if it broke off; what arrived before is in the writer. */
async function send(
  content: AsyncIterable<Uint8Array>,
  writer: FrameWriter,
): Promise<{ readonly thrown: unknown } | null> {
  try {
    for await (const piece of content) await writer.write(piece);
    return null;
  } catch (thrown) {
    return { thrown };
  }
}

/** The tail, or the last whole frame when the content ends with it. */
async function lastChunk(
  state: UploadState,
  { blobs }: Parts,
): Promise<{ readonly index: number; readonly plain: Uint8Array }> {
  if (state.tailBytes > 0 || state.frames === 0)
    return {
      index: state.frames,
      plain: await readTail(state.id, state.frames, state.seal, blobs),
    };
  const blob = await blobs.read(uploadKey(state.id));
  if (!blob) throw missing(state.id);
  try {
    const index = state.frames - 1;
    return { index, plain: await readFrame(blob, state.seal, index, false) };
  } finally {
    await blob.close();
  }
}
