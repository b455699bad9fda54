import type { TrustedSession } from '@insites/platform';
import { limitMemory, memoryLimit } from './queries.ts';

/** Rows from which values are no longer compared in memory only. */
export const manyRows = 5_000_000;
const little = '256MB';

/**
 * Does work that compares all values of many rows in little of the engine's memory, the rest on the disk: it takes no
 * longer there, and the machine has room for others. Fewer rows need no limit. After a failure the session is to be closed.
 */
export async function inLittleMemory<T>(
  session: TrustedSession,
  rows: number,
  work: () => Promise<T>,
): Promise<T> {
  if (rows <= manyRows) return await work();
  const [before] = await session.run(memoryLimit().text);
  await session.run(limitMemory(little).text);
  const done = await work();
  await session.run(limitMemory(String(before?.limit)).text);
  return done;
}
