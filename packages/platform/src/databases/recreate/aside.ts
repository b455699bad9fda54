import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientBase, escapeIdentifier } from 'pg';
import type { Log } from '../../log/log.ts';
import { readApplied, readState } from '../control.ts';
import { asidePattern } from '../epochs.ts';
import { generationLock } from '../presence.ts';

/** Schemas of earlier generations that are still there. */
export async function readAside(client: ClientBase): Promise<readonly AsideSchema[]> {
  const { generation, mark } = await readState(client);
  if (mark !== 'disposable') return [];
  const { rows } = await client.query<{ nspname: string }>('SELECT nspname FROM pg_namespace');
  const ours = new Set((await readApplied(client)).map(({ schema }) => schema));
  return rows.flatMap(({ nspname }) => {
    const [, schema = '', number = ''] = asidePattern.exec(nspname) ?? [];
    const found = ours.has(schema) && Number(number) <= generation;
    return found ? [{ name: nspname, generation: Number(number) - 1 }] : [];
  });
}

/** A schema that a re-creation put aside. */
export interface AsideSchema {
  readonly name: string;
  /** The generation it was the present of. */
  readonly generation: number;
}

/**
 * Drops schemas that were put aside, each generation once nobody uses it any more; after `grace`
 * milliseconds even so. Answers how many were dropped.
 */
export async function dropAside(client: ClientBase, log: Log, grace: number): Promise<number> {
  const aside = await readAside(client);
  const until = Date.now() + grace;
  let dropped = 0;
  for (const generation of new Set(aside.map((schema) => schema.generation))) {
    const free = await untilUnused(client, generation, until);
    if (!free && grace === 0) continue;
    if (!free) log.warn({ generation }, 'what still used an earlier generation is cut off');
    const ofIt = aside.filter((schema) => schema.generation === generation);
    for (const { name } of ofIt) if (await drop(client, name, log)) dropped += 1;
    if (free)
      await client.query('SELECT pg_advisory_unlock($1, $2)', [...generationLock(generation)]);
  }
  return dropped;
}

/** False when something foreign holds a table of it; the next re-creation tries again. */
async function drop(client: ClientBase, name: string, log: Log): Promise<boolean> {
  await client.query("SET lock_timeout = '10s'");
  try {
    await client.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(name)} CASCADE`);
    return true;
  } catch (error) {
    log.warn({ err: error, schema: name }, 'an earlier generation could not be dropped');
    return false;
  } finally {
    await client.query('RESET lock_timeout');
  }
}

/** Takes the lock of a generation; false when somebody still holds it in the end. */
async function untilUnused(
  client: ClientBase,
  generation: number,
  until: number,
): Promise<boolean> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS taken',
      [...generationLock(generation)],
    );
    if (rows[0]?.taken) return true;
    if (Date.now() >= until) return false;
    await sleep(50);
  }
}
