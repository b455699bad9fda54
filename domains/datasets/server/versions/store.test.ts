import { newId } from '@insites/kernel';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../index.ts';
import { columns, datasets, versions } from '../tables.ts';
import { insertVersion, summariesOf } from './store.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createDatabase([schema]);
});
afterAll(() => test?.drop());

const jobId = newId();

async function withVersions(...states: readonly (typeof versions.$inferInsert.state)[]) {
  const { database } = test;
  const datasetId = newId();
  const name = `t_${datasetId.replaceAll('-', '')}`;
  const organisationId = newId();
  await database
    .insert(datasets)
    .values({ id: datasetId, name, title: name, organisationId, visibility: 'private' });
  const ids = states.map(() => newId());
  for (const [index, state] of states.entries()) {
    const id = ids[index] ?? '';
    await insertVersion({ id, datasetId, number: index + 1, state, jobId }, database);
    const column = { versionId: id, position: 0, source: 'a', type: 'BIGINT', why: '' };
    await database.insert(columns).values({ ...column, name: 'a' });
  }
  return { datasetId, ids };
}

describe('what lists tell of the versions of a dataset', () => {
  it('is the newest that is ready, what goes on, what is held, and counts', async () => {
    const empty = newId();
    const first = await withVersions('importing');
    const later = await withVersions('ready', 'discarded', 'ready', 'held', 'importing');
    const ids = [empty, first.datasetId, later.datasetId];
    const found = await summariesOf(ids, test.database);
    const none = { latest: null, importing: null, held: null, versionCount: 0, columnCount: 0 };
    expect(found.get(empty)).toEqual(none);
    expect(found.get(first.datasetId)).toEqual({ ...none, importing: { jobId } });
    expect(found.get(later.datasetId)).toMatchObject({
      latest: { id: later.ids[2], number: 3 },
      importing: { jobId },
      held: 4,
      versionCount: 2,
      columnCount: 1,
    });
  });

  it('knows of a first import as going on or as ready, whenever it is asked', async () => {
    const { database } = test;
    const { datasetId, ids } = await withVersions('importing');
    const [id = ''] = ids;
    let asking = true;
    let changes = 0;
    const change = async () => {
      while (asking) {
        changes += 1;
        const state = changes % 2 === 1 ? 'ready' : 'importing';
        await database.update(versions).set({ state }).where(eq(versions.id, id));
      }
    };
    const changing = change();
    const told = new Set<string>();
    try {
      for (let asked = 0; asked < 300; asked += 1) {
        const summary = (await summariesOf([datasetId], database)).get(datasetId);
        told.add(`${summary?.latest ? 'ready' : ''}${summary?.importing ? 'going on' : ''}`);
      }
    } finally {
      asking = false;
      await changing;
    }
    expect([...told].sort()).toEqual(['going on', 'ready']);
  });
});
