import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@insites/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/read.ts';
import { createLog } from '../../log/log.ts';
import { openObjectStore } from '../../objects/open.ts';
import { migrate } from '../migrate.ts';
import type { Place } from '../places.ts';
import { platformTables } from '../platform-tables.ts';
import { openSites } from './snapshot.ts';

const log = createLog({ logLevel: 'silent' });
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'insites-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function* content(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('a contract');
}

describe('while a backup is made', () => {
  it('the sweep takes nothing, afterwards it does', async () => {
    await using test = await createDatabase([platformTables]);
    const { database } = test;
    const store = await openObjectStore({ config: readConfig({}, {}), log, database, home });
    const { id } = await store.put('city', content());
    const sites = await openSites([placeOf(test.url)], log);
    const soon = new Date(Date.now() + 60_000);
    expect(await store.sweep({ olderThan: soon })).toBe(0);
    expect(await store.head(id)).toMatchObject({ bytes: 10 });
    await sites.close();
    expect(await store.sweep({ olderThan: soon })).toBe(1);
    await store.close();
  });

  it('nobody migrates; two backups at once do not mind each other', async () => {
    await using test = await createDatabase([platformTables]);
    const place = placeOf(test.url);
    const [first, second] = await Promise.all([openSites([place], log), openSites([place], log)]);
    const { pause } = await first.take();
    expect(pause).toBeLessThan(1_500);
    await second.take();
    await test.database.$client.query("DELETE FROM insites.migrations WHERE schema = 'platform'");
    let migrated = false;
    const migrating = migrate(test.database, [platformTables], log)
      .catch(() => undefined)
      .finally(() => {
        migrated = true;
      });
    await first.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(migrated).toBe(false);
    await second.close();
    await migrating;
  });

  it('a snapshot does not see what comes after it', async () => {
    await using test = await createDatabase([platformTables]);
    const sites = await openSites([placeOf(test.url)], log);
    const {
      sites: [site],
    } = await sites.take();
    await test.database.$client.query(
      "INSERT INTO platform.tenant_keys (tenant, wrapped_key) VALUES ('late', 'x')",
    );
    const seen = await site?.reader.query('SELECT FROM platform.tenant_keys');
    expect(seen?.rowCount).toBe(0);
    await sites.close();
  });
});

function placeOf(url: string): Place {
  const databaseName = new URL(url).pathname.slice(1);
  return { name: 'main', url, databaseName, schemas: [platformTables] };
}
