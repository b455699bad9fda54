import { z } from 'zod';

/** A UUIDv7 (RFC 9562 §5.7): sorts by the time it was made. Lower case with hyphens. */
export const id = z.uuid({ version: 'v7' }).describe('UUIDv7');
export type Id = z.infer<typeof id>;

let lastMilliseconds = 0;
let sequence = 0;

/**
 * A new UUIDv7. Ids of one process are strictly increasing: within a millisecond the 12 bits of
 * rand_a count up (RFC 9562 §6.2, method 1), and an overflow borrows from the next millisecond.
 */
export function newId(now: number = Date.now()): Id {
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    sequence = 0;
  } else if (sequence < 0xfff) {
    sequence += 1;
  } else {
    lastMilliseconds += 1;
    sequence = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const time = lastMilliseconds.toString(16).padStart(12, '0');
  const counter = sequence.toString(16).padStart(3, '0');
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
