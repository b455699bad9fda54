import { PgBoss } from 'pg-boss';
import { lockClass } from '../databases/control.ts';
import type { Database } from '../databases/database.ts';
import { asSystem } from '../databases/fence/index.ts';
import { withClient } from '../databases/places.ts';
import type { Log } from '../log/log.ts';
import type { JobHandler } from './jobs.ts';
import type { Signals } from './signals.ts';

/** First half of the lock that who starts the queue holds. */
const startClass = lockClass + 2;

/** Why the queue's statements pass the fence. */
export const queueKnowsNobody = 'the queue carries ids of jobs, of no tenant';

/** pg-boss on our pool and our listening connection, in the PostgreSQL schema `pgboss`. */
export function createBoss(database: Database, signals: Signals, log: Log): PgBoss {
  const pool = database.$client;
  const boss = new PgBoss({
    schema: 'pgboss',
    useListenNotify: true,
    registerInstance: false,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
    db: {
      executeSql: (text, values) => asSystem(queueKnowsNobody, () => pool.query(text, values)),
      listen: (channel, hear, connected) => signals.listen(channel, hear, connected),
    },
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue of jobs met an error'));
  boss.on('warning', (warning) => log.debug({ warning }, 'the queue of jobs warns'));
  return boss;
}

/** Of the processes that start together one works and the others wait: pg-boss makes its schema as if it were alone. */
export async function oneAtATime<T>(url: string, log: Log, work: () => Promise<T>): Promise<T> {
  return await withClient(url, log, async (client) => {
    await client.query('SELECT pg_advisory_lock($1, 0)', [startClass]);
    // Ends with the connection.
    return await work();
  });
}

/** One queue a kind of job. An id that waits in the queue already is not put there again. */
export async function ensureQueues(boss: PgBoss, names: readonly string[]): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const name of names)
    if (!known.has(name))
      await boss.createQueue(name, {
        policy: 'short',
        notify: true,
        // Tries are counted in our own table, where their kind of error decides.
        retryLimit: 0,
        expireInSeconds: 23 * 3600,
        deleteAfterSeconds: 60,
      });
}

/** Brings the clock's list in line with the handlers'. */
export async function ensureSchedules(
  boss: PgBoss,
  handlers: Iterable<JobHandler<never>>,
): Promise<void> {
  const wanted = new Map<string, string>();
  for (const { name, schedule } of handlers) if (schedule) wanted.set(name, schedule);
  const known = await boss.getSchedules();
  for (const { name, cron } of known) {
    if (wanted.get(name) === cron) wanted.delete(name);
    else if (!wanted.has(name)) await boss.unschedule(name);
  }
  for (const [name, cron] of wanted) await boss.schedule(name, cron, {}, { tz: 'UTC' });
}
