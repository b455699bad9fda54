import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase } from '@insites/testing';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { hashCatalogue } from './catalogue.ts';
import { expectedCatalogue } from './expected.ts';
import { readCatalogue } from './read.ts';
import { makeZoo, openZoo, zooSchemas } from './zoo-fixture.ts';

describe('readCatalogue', () => {
  it('reads the same twice, in a transaction as outside, whatever the search_path', async () => {
    await using zoo = await openZoo(await createDatabase());
    const first = await readCatalogue(zoo.client, zooSchemas);
    expect(new Set(first.objects.map(({ kind }) => kind)).size).toBeGreaterThan(11);
    await zoo.client.query('SET search_path = zoo, keepers');
    expect(await readCatalogue(zoo.client, zooSchemas)).toEqual(first);
    await zoo.client.query('BEGIN; SET LOCAL search_path = keepers');
    expect(await readCatalogue(zoo.client, zooSchemas)).toEqual(first);
    expect((await zoo.client.query('SHOW search_path')).rows).toEqual([{ search_path: 'keepers' }]);
    await zoo.client.query('COMMIT');
    expect((await zoo.client.query('SHOW search_path')).rows).toEqual([
      { search_path: 'zoo, keepers' },
    ]);
  });

  it('reads the same of what was made twice, from other numbers', async () => {
    await using one = await openZoo(await createDatabase());
    await using other = await openZoo(await createDatabase());
    await other.client.query('DROP SCHEMA zoo CASCADE; DROP SCHEMA keepers CASCADE');
    await makeZoo(other.client);
    const [a, b] = await Promise.all(
      [one, other].map(({ client }) => readCatalogue(client, zooSchemas)),
    );
    expect(a).toEqual(b);
    expect(a && hashCatalogue(a)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('expectedCatalogue', () => {
  it('leaves nothing behind, also when the build fails', async () => {
    await using zoo = await openZoo(await createDatabase());
    const before = await readCatalogue(zoo.client, zooSchemas);
    expect(await expectedCatalogue(zoo.client, makeZoo, zooSchemas)).toEqual(before);
    const broken = async (client: pg.ClientBase) => {
      await makeZoo(client);
      await client.query('SELECT 1 / 0');
    };
    await expect(expectedCatalogue(zoo.client, broken, zooSchemas)).rejects.toThrow('division');
    expect(await readCatalogue(zoo.client, zooSchemas)).toEqual(before);
    const { rows } = await zoo.client.query("SELECT FROM pg_namespace WHERE nspname LIKE '%aside'");
    expect(rows).toEqual([]);
  });

  it('is not noticed by those who work in the schemas meanwhile', async () => {
    await using zoo = await openZoo(await createDatabase());
    let working = true;
    const done = [0, 0, 0, 0];
    const work = async (_: number, worker: number) => {
      const client = new pg.Client(zoo.url);
      await client.connect();
      for (let round = 0; working; round += 1) {
        await client.query('INSERT INTO zoo.animals (name, latest) VALUES ($1, 1)', [
          `${worker} ${round}`,
        ]);
        await client.query('SELECT * FROM zoo.animals ORDER BY name DESC LIMIT 3');
        await client.query("UPDATE zoo.animals SET diet = 'meat' WHERE name = $1", [`${worker} 0`]);
        done[worker] = round + 1;
      }
      await client.end();
    };
    const workers = done.map(work);
    let progress: readonly number[] = [];
    // By then every lock that the build takes is held: whoever waits for one does not go on.
    const slowly = async (client: pg.ClientBase) => {
      await makeZoo(client);
      const before = [...done];
      await pause(1_000);
      progress = done.map((rounds, worker) => rounds - (before[worker] ?? 0));
    };
    await expectedCatalogue(zoo.client, slowly, zooSchemas);
    working = false;
    await Promise.all(workers);
    for (const rounds of progress) expect(rounds).toBeGreaterThan(3);
    const { rows } = await zoo.client.query('SELECT count(*)::int AS kept FROM zoo.animals');
    expect(rows).toEqual([{ kept: done.reduce((sum, rounds) => sum + rounds) }]);
  });
});
