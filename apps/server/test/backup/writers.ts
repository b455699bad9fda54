import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@insites/client';
import { uploadFile } from '@insites/files/cli';
import { createFolder } from '@insites/files/contract';
import { createToken } from '@insites/identity/contract';
import { sql } from 'drizzle-orm';
import type { TwoPlaces } from './places.ts';

/** What several people did, each one thing after another. */
export interface Written {
  readonly steps: number;
  /** Milliseconds of the slowest step. */
  readonly slowest: number;
  readonly failures: readonly string[];
}

/**
 * Several people who write until they are told to stop. Step n of person k makes a token `k-n` in
 * one database, then a folder `k-n` in the other, which the audit log in the first tells of, then a file.
 */
export async function write(
  client: Client,
  people: number,
  folder: string,
  signal: AbortSignal,
): Promise<Written> {
  const failures: string[] = [];
  let steps = 0;
  let slowest = 0;
  const person = async (k: number) => {
    for (let n = 1; !signal.aborted; n += 1) {
      const began = performance.now();
      const name = `${k}-${n}`;
      const path = join(folder, `${name}.txt`);
      await writeFile(path, `${name} `.repeat(200));
      try {
        await client.call(createToken, { name });
        await client.call(createFolder, { name });
        await uploadFile({ client, path });
      } catch (error) {
        failures.push(`${name}: ${error}`);
      }
      steps += 1;
      slowest = Math.max(slowest, performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: people }, (_, k) => person(k)));
  return { steps, slowest, failures };
}

/** How far each person was, as one place knows it. */
export async function progressIn({ main, auth }: TwoPlaces) {
  const last = (table: string, column: string, where = 'true') =>
    sql.raw(`SELECT split_part(${column}, '-', 1) AS person, max(split_part(${column}, '-', 2)::int) AS step
      FROM ${table} WHERE ${column} ~ '^\\d+-\\d+$' AND ${where} GROUP BY 1`);
  const read = async (database: TwoPlaces['main'], query: ReturnType<typeof last>) => {
    const { rows } = await database.execute<{ person: string; step: number }>(query);
    return new Map(rows.map(({ person, step }) => [person, step]));
  };
  return {
    tokens: await read(auth, last('identity.tokens', 'name')),
    folders: await read(main, last('files.folders', 'name')),
    told: await read(auth, last('audit.entries', 'object_name', "verb = 'files.createFolder'")),
  };
}

/** What is wrong between the tables of a place, in words. */
export async function faultsIn({ main, auth }: TwoPlaces): Promise<readonly string[]> {
  const count = async (database: TwoPlaces['main'], what: string, query: string) => {
    const { rows } = await database.execute<{ n: number }>(
      sql.raw(`SELECT count(*)::int AS n ${query}`),
    );
    return rows[0]?.n === 0 ? [] : [`${rows[0]?.n} ${what}`];
  };
  return (
    await Promise.all([
      count(
        main,
        'versions of files name an object that is not there',
        'FROM files.versions v WHERE NOT EXISTS (SELECT FROM platform.objects o WHERE o.id = v.object_id)',
      ),
      count(
        main,
        'objects are not counted as often as they are named',
        `FROM platform.objects o WHERE "references" <> (SELECT count(*) FROM files.versions v WHERE v.object_id = o.id)
          + (SELECT count(*) FROM datasets.versions v, unnest(ARRAY[object_id, rejected_object_id, source_object_id]) AS each(id)
             WHERE each.id = o.id)`,
      ),
      count(
        auth,
        'memberships name a person who is not there',
        'FROM identity.memberships m WHERE NOT EXISTS (SELECT FROM identity.people p WHERE p.id = m.person_id)',
      ),
      count(
        auth,
        'heads of the log that do not fit',
        'FROM audit.head WHERE size <> (SELECT count(*) FROM audit.entries)',
      ),
    ])
  ).flat();
}
