import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { owner } from './cluster.ts';
import { knownPlaces } from './places.ts';

/**
 * Address of a database in the PostgreSQL of a home that a running server keeps; null when none runs.
 * Starts nothing and changes nothing.
 */
export async function attachPostgres(home: string): Promise<((database: string) => string) | null> {
  const { passwordFile, socketFolders } = knownPlaces(home);
  const password = (await readFile(passwordFile, 'utf8').catch(() => '')).trim();
  if (!password) return null;
  for (const folder of socketFolders) {
    const url = (database: string) =>
      `postgres://${owner}:${password}@localhost/${database}?host=${encodeURIComponent(folder)}`;
    if (await answers(url('postgres'))) return url;
  }
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  const connected = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return connected;
}
