import type { BlobWriter } from './blob-store.ts';
import { type Seal, sealFrame } from './frames.ts';
import { letGo } from './let-go.ts';

const atOnce = 4;
const syncEvery = 16 * 1024 * 1024;
const slots = 6;

/** Looks at each chunk that is sealed, in order; what is returned tells when it no longer needs the bytes, which lie in shared memory. */
export type OnChunk = (index: number, plain: Uint8Array) => Promise<void> | undefined;

interface Slot {
  readonly chunk: Buffer;
  /** When the chunk may be overwritten. */
  free: Promise<void>;
}

/**
 * Cuts a stream into chunks and writes them as frames, in order, while the next come in. One
 * chunk is always held back: whether it is the last is known only when more comes or nothing does.
 */
export class FrameWriter {
  readonly #seal: Seal;
  readonly #target: BlobWriter;
  readonly #onChunk: OnChunk;
  readonly #slots: Slot[] = [];
  readonly #underWay: Promise<void>[] = [];
  #turn = 0;
  #filled = 0;
  #next: number;
  #written: number;
  #lastWrite: Promise<void> = Promise.resolve();
  #failure: { readonly thrown: unknown } | null = null;
  #unsynced = 0;
  #syncing: Promise<void> | null = null;

  /** `from` frames lie in the target already; `held` is the chunk that was held back before. */
  constructor(
    seal: Seal,
    target: BlobWriter,
    options: {
      readonly from?: number;
      readonly held?: Uint8Array;
      readonly onChunk: OnChunk;
    },
  ) {
    this.#seal = seal;
    this.#target = target;
    this.#onChunk = options.onChunk;
    this.#next = options.from ?? 0;
    this.#written = this.#next;
    if (options.held) {
      this.#chunk.set(options.held);
      this.#filled = options.held.byteLength;
    }
  }

  /** Frames that are whole in the target. */
  get written(): number {
    return this.#written;
  }

  /** The chunk that is held back; valid until the next write. */
  get held(): Uint8Array {
    return this.#chunk.subarray(0, this.#filled);
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let at = 0; at < piece.byteLength; ) {
      if (this.#filled === this.#chunk.length) await this.#flush(false);
      const part = piece.subarray(at, at + this.#chunk.length - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.byteLength;
      at += part.byteLength;
    }
  }

  /** Waits until all frames under way are written and all chunks were looked at. Throws what went wrong. */
  async settle(): Promise<void> {
    const looked = this.#slots.map(({ free }) => free);
    await Promise.all([...this.#underWay.splice(0), ...looked, this.#syncing]);
    this.#throwFailure();
  }

  /** Seals the held chunk as the last one, and waits for all. */
  async finish(): Promise<void> {
    await this.#flush(true);
    await this.settle();
  }

  async #flush(last: boolean): Promise<void> {
    this.#throwFailure();
    const plain = this.held;
    const index = this.#next;
    this.#current.free = this.#watch(this.#onChunk(index, plain));
    const write = this.#append(sealFrame(this.#seal, index, last, plain), this.#lastWrite);
    this.#next += 1;
    this.#filled = 0;
    this.#lastWrite = write;
    this.#underWay.push(write);
    if (this.#underWay.length >= atOnce) await this.#underWay.shift();
    this.#turn += 1;
    await this.#current.free;
  }

  // Never rejects: a failure is kept for the next call, so that none goes unhandled.
  async #append(parts: readonly Uint8Array[], before: Promise<void>): Promise<void> {
    try {
      await before;
      if (this.#failure) return;
      await this.#target.append(parts);
      for (const part of parts) letGo(part);
      this.#written += 1;
      this.#unsynced += this.#seal.chunkBytes;
      if (this.#unsynced >= syncEvery && !this.#syncing) this.#syncEarly();
    } catch (thrown) {
      this.#failure ??= { thrown };
    }
  }

  // The disk works while bytes still arrive, so that the sync at the end is short. Nobody waits for it before.
  #syncEarly(): void {
    this.#unsynced = 0;
    this.#syncing = this.#target
      .sync()
      .catch((thrown: unknown) => {
        this.#failure ??= { thrown };
      })
      .finally(() => {
        this.#syncing = null;
      });
  }

  #watch(looking: Promise<void> | undefined): Promise<void> {
    return Promise.resolve(looking).catch((thrown: unknown) => {
      this.#failure ??= { thrown };
    });
  }

  get #chunk(): Buffer {
    return this.#current.chunk;
  }

  get #current(): Slot {
    const place = this.#turn % slots;
    const slot = this.#slots[place] ?? {
      chunk: Buffer.from(new SharedArrayBuffer(this.#seal.chunkBytes)),
      free: Promise.resolve(),
    };
    this.#slots[place] = slot;
    return slot;
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.thrown;
  }
}
