import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ObjectStore } from '@insites/platform';
import { z } from 'zod';
import type { VersionRow } from '../versions/store.ts';

/** A rejected row as it is kept. */
export const rejectedRow = z.object({
  line: z.int(),
  column: z.string().nullable(),
  reason: z.string(),
  text: z.string(),
  length: z.int().optional(),
  suggestion: z.string().optional(),
  repair: z.string().optional(),
  tried: z.array(z.string().nullable()).optional(),
  refused: z.string().optional(),
});
export type RejectedRow = z.infer<typeof rejectedRow>;

const cells = z.array(z.string().nullable());

/**
 * A repair as it is kept with a version. `used`: its row is one of the version's; else it is remembered for a
 * file in which the row stands again.
 */
export const repair = z.object({
  rejected: rejectedRow,
  cells,
  suggested: z.boolean(),
  used: z.boolean(),
});
export type Repair = z.infer<typeof repair>;

/** What a job is to do, one by one in the order of the rows at the end of the version. */
export const planned = z.discriminatedUnion('kind', [
  /** Stays as it is: used, or remembered. */
  repair.extend({ kind: z.literal('kept') }),
  /** Sent back now; `row`: its number among the rejected rows, from 1. */
  repair.extend({ kind: z.literal('sent'), row: z.int() }),
  /** Taken back: rejected again. */
  z.object({ kind: z.literal('back'), rejected: rejectedRow }),
]);
export type Planned = z.infer<typeof planned>;

/** The objects of JSON Lines, one by one. Stops reading where its reader stops. */
export async function* jsonLines<S extends z.ZodType>(
  content: Readable,
  schema: S,
): AsyncGenerator<z.output<S>> {
  try {
    for await (const line of createInterface({ input: content }))
      if (line !== '') yield schema.parse(JSON.parse(line));
  } finally {
    content.destroy();
  }
}

/** The rejected rows of a version, as far as they were kept one by one. */
export async function* rejectedOf(
  { rejectedObjectId }: VersionRow,
  objects: ObjectStore,
): AsyncGenerator<RejectedRow> {
  if (rejectedObjectId !== null)
    yield* jsonLines(await objects.open(rejectedObjectId), rejectedRow);
}

/** The repairs a version has and remembers. */
export async function* repairsOf(
  { repairsObjectId }: VersionRow,
  objects: ObjectStore,
): AsyncGenerator<Repair> {
  if (repairsObjectId !== null) yield* jsonLines(await objects.open(repairsObjectId), repair);
}

/** As JSON Lines, in pieces. */
export async function* asJsonLines(
  items: Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array> {
  let piece = '';
  for await (const item of items) {
    piece += `${JSON.stringify(item)}\n`;
    if (piece.length < 1 << 16) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}
