import { errors } from '@insites/kernel';
import { z } from 'zod';
import type { Place } from './lists/store.ts';

const written = z.tuple([z.string().max(500), z.uuid()]);

/** A place in a list as text that goes out and comes back. */
export function asCursor(place: Place | undefined): string | null {
  return place ? Buffer.from(JSON.stringify([place.text, place.id])).toString('base64url') : null;
}

/** @throws identity.cursorUnknown */
export function fromCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [text, id] = read(cursor);
  return { text: text.replaceAll('\0', ''), id };
}

function read(cursor: string): z.output<typeof written> {
  try {
    return written.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw errors.invalid('identity.cursorUnknown', 'The list cannot go on from there.', {
      hint: 'Start again without `after`.',
      fields: [{ path: 'after', message: 'is no `next` of a page' }],
    });
  }
}
