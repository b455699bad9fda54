import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@insites/kernel';
import type { Client } from 'pg';
import { recreateChannel, servingLock } from '../presence.ts';

/** So long one attempt may keep the servers waiting, in milliseconds. */
const patience = 200;
const attempts = 40;
const lockNotAvailable = '55P03';

/**
 * Asks every server of a database to hold still, and waits until all do. The answer lets them go on.
 * A server that cannot let go in time is given time and asked again.
 * @throws platform.recreateBusy
 */
export async function holdStill(
  locker: Client,
  speaker: Client,
  name: string,
): Promise<() => Promise<void>> {
  await locker.query(`SET lock_timeout = '${patience}ms'`);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await ask(locker, speaker))
      return async () => {
        await locker.query('SELECT pg_advisory_unlock($1, $2)', [...servingLock]);
      };
    await sleep(Math.min(attempt * 100, 1_000));
  }
  throw errors.unavailable(
    'platform.recreateBusy',
    `The servers of the database ${name} did not come to rest, so nothing was changed.`,
    { hint: 'Try again when less is going on.', retryAfter: 60 },
  );
}

async function ask(locker: Client, speaker: Client): Promise<boolean> {
  let settled = false;
  const locked = locker
    .query('SELECT pg_advisory_lock($1, $2)', [...servingLock])
    .then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === lockNotAvailable) return false;
        throw error;
      },
    )
    .finally(() => {
      settled = true;
    });
  locked.catch(() => undefined);
  // Who lets go too early takes the lock again before we ever stood in line.
  while (!settled && !(await standsInLine(locker, speaker)));
  if (!settled) await speaker.query('SELECT pg_notify($1, $2)', [recreateChannel, 'hold still']);
  return await locked;
}

async function standsInLine(locker: Client, speaker: Client): Promise<boolean> {
  const { processID } = locker as Client & { readonly processID: number };
  const { rowCount } = await speaker.query(
    `SELECT FROM pg_locks WHERE pid = $1 AND locktype = 'advisory' AND classid = $2 AND objid = $3`,
    [processID, ...servingLock],
  );
  return rowCount !== 0;
}
