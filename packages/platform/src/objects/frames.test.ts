import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlobReader, BlobWriter } from './blob-store.ts';
import { readFrames } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import { dataKey, frameCount, overhead, type Seal, sealedBytes } from './frames.ts';

const chunkBytes = 64;
const seal: Seal = {
  key: dataKey(randomBytes(32)),
  tenant: 'oakland',
  objectId: 'one',
  chunkBytes,
};

function memory(): { bytes: Buffer; writer: BlobWriter } {
  const blob = {
    bytes: Buffer.alloc(0),
    writer: {
      append: async (parts: readonly Uint8Array[]) => {
        blob.bytes = Buffer.concat([blob.bytes, ...parts]);
      },
      sync: async () => undefined,
      close: async () => undefined,
    },
  };
  return blob;
}

function readerOf(bytes: Buffer): BlobReader {
  return {
    bytes: bytes.length,
    read: async (start, length) => Buffer.from(bytes.subarray(start, start + length)),
    close: async () => undefined,
  };
}

async function sealed(
  content: Uint8Array,
  cuts: readonly number[] = [],
  as = seal,
): Promise<Buffer> {
  const blob = memory();
  const writer = new FrameWriter(as, blob.writer, { onChunk: () => undefined });
  const edges = [0, ...cuts.map((cut) => Math.min(cut, content.length)).sort((a, b) => a - b)];
  for (const [index, from] of edges.entries())
    await writer.write(content.subarray(from, edges[index + 1] ?? content.length));
  await writer.finish();
  return blob.bytes;
}

async function opened(
  blob: Buffer,
  content: { bytes: number; start?: number; end?: number },
  as = seal,
): Promise<Buffer> {
  const { bytes, start = 0, end = bytes - 1 } = content;
  const parts: Uint8Array[] = [];
  for await (const part of readFrames(async () => readerOf(blob), as, { bytes, start, end }))
    parts.push(part);
  return Buffer.concat(parts);
}

const content = fc.uint8Array({ maxLength: 5 * chunkBytes });
const damaged = { code: 'platform.objectDamaged' };

describe('frames', () => {
  it('give back any content, however it was cut', async () => {
    const cuts = fc.array(fc.nat(5 * chunkBytes), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(content, cuts, async (bytes, where) => {
        const blob = await sealed(bytes, where);
        expect(blob.length).toBe(sealedBytes(bytes.length, chunkBytes));
        expect((await opened(blob, { bytes: bytes.length })).equals(bytes)).toBe(true);
      }),
    );
  });

  it('give back any range as the slice it is', async () => {
    const withRange = fc
      .uint8Array({ minLength: 1, maxLength: 5 * chunkBytes })
      .chain((bytes) =>
        fc.tuple(fc.constant(bytes), fc.nat(bytes.length - 1), fc.nat(bytes.length - 1)),
      );
    await fc.assert(
      fc.asyncProperty(withRange, async ([bytes, a, b]) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const part = await opened(await sealed(bytes), { bytes: bytes.length, start, end });
        expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
      }),
    );
  });

  it('refuse any flipped bit', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.nat(), fc.nat(7), async (bytes, where, bit) => {
        const blob = await sealed(bytes);
        const at = where % blob.length;
        blob[at] = (blob[at] ?? 0) ^ (1 << bit);
        await expect(opened(blob, { bytes: bytes.length })).rejects.toMatchObject(damaged);
      }),
    );
  });

  it('refuse swapped, repeated and missing frames', async () => {
    const bytes = randomBytes(4 * chunkBytes);
    const blob = await sealed(bytes);
    const frame = (index: number) =>
      blob.subarray(index * (chunkBytes + overhead), (index + 1) * (chunkBytes + overhead));
    const rest = [frame(2), frame(3)];
    for (const forged of [
      Buffer.concat([frame(1), frame(0), ...rest]),
      Buffer.concat([frame(0), frame(0), ...rest]),
      Buffer.concat([frame(0), frame(1), frame(2)]),
      Buffer.concat([frame(0), frame(1), ...rest, frame(3)]),
    ])
      await expect(opened(forged, { bytes: bytes.length })).rejects.toMatchObject(damaged);
    // Even when the catalogue is made to say that the shorter content is the whole one.
    const short = Buffer.concat([frame(0), frame(1), frame(2)]);
    await expect(opened(short, { bytes: 3 * chunkBytes })).rejects.toMatchObject(damaged);
  });

  it('fit no other object and no other tenant', async () => {
    const bytes = randomBytes(10);
    const blob = await sealed(bytes);
    for (const other of [
      { ...seal, objectId: 'two' },
      { ...seal, tenant: 'alameda' },
      { ...seal, key: dataKey(randomBytes(32)) },
    ])
      await expect(opened(blob, { bytes: 10 }, other)).rejects.toMatchObject(damaged);
  });

  it('an empty content is sealed too', async () => {
    expect(frameCount(0, chunkBytes)).toBe(1);
    const blob = await sealed(new Uint8Array());
    expect(await opened(blob, { bytes: 0 })).toHaveLength(0);
    await expect(opened(Buffer.alloc(0), { bytes: 0 })).rejects.toMatchObject(damaged);
  });

  it('a failed write is told, and counts no frame that is not whole', async () => {
    const blob = memory();
    let left = 2;
    const target = {
      ...blob.writer,
      append: async () => {
        left -= 1;
        if (left < 0) throw new Error('no more room');
      },
    };
    const writer = new FrameWriter(seal, target, { onChunk: () => undefined });
    const write = async () => {
      for (let index = 0; index < 20; index += 1) await writer.write(randomBytes(chunkBytes));
      await writer.settle();
    };
    await expect(write()).rejects.toThrow('no more room');
    await writer.settle().catch(() => undefined);
    expect(writer.written).toBe(2);
  });
});
