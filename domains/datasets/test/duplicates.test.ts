import { list as auditList } from '@insites/audit/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decidePair,
  deduplicate,
  duplicates,
  findDuplicates,
  undoDecision,
} from '../contract/duplicates.ts';
import { read, remove } from '../contract/routes.ts';
import { madeUpColumns, madeUpPeople, thirdSet } from '../server/links/made-up/people.ts';
import { madeUpRegister } from '../server/links/made-up/registers.ts';
import type { City } from './city.ts';
import { type House, startHouse, stockOf } from './house.ts';
import { codeOf, member, stranger } from './people.ts';

let house: House;
let city: City;
let id: string;

const rows = [...madeUpPeople(150, 150, thirdSet, 41)];
const csv = (some: typeof rows) =>
  `${madeUpColumns.join(',')}\n${some.map(({ cells }) => cells.join(',')).join('\n')}\n`;

beforeAll(async () => {
  house = await startHouse();
  city = house.city;
  const imported = await city.import('people.csv', csv(rows), { visibility: 'organisation' });
  id = imported.datasetId;
});
afterAll(() => house.stop());

async function search(dataset = id): Promise<void> {
  const { jobId } = await city.client.call(findDuplicates, { id: dataset });
  const job = await city.ended(jobId);
  expect(job.error).toBeNull();
}

const groupsOf = async (dataset = id) =>
  (await city.client.call(duplicates, { id: dataset, show: 'groups', limit: 100 })).groups;

describe('a search for duplicates', () => {
  it('says that nobody has looked, and that nothing can be joined yet', async () => {
    const shown = await city.client.call(duplicates, { id });
    expect(shown).toMatchObject({
      summary: null,
      searching: null,
      pairs: [],
      can: { decide: true },
    });
    expect(await codeOf(city.client.call(deduplicate, { id }))).toBe('datasets.notSearched');
  });

  it('finds the rows of each person', async () => {
    await search();
    const { summary } = await city.client.call(duplicates, { id });
    const persons = new Set(rows.map(({ person }) => person));
    const several = [...persons].filter(
      (person) => rows.filter((row) => row.person === person).length > 1,
    );
    expect(summary?.rows).toBe(rows.length);
    expect(summary?.groups).toBeGreaterThanOrEqual(several.length - 2);
    expect(summary?.groups).toBeLessThanOrEqual(several.length + 1);
    for (const { members } of await groupsOf())
      expect(new Set(members.map(({ row }) => rows[row]?.person)).size).toBe(1);
  });

  it('explains every doubtful pair with steps that add up', async () => {
    const messy = await city.import(
      'messy.csv',
      csv(
        rows.map((row, at) =>
          at % 2
            ? row
            : {
                ...row,
                cells: row.cells.map((cell, column) => (column > 2 && column < 9 ? '' : cell)),
              },
        ),
      ),
    );
    await search(messy.datasetId);
    const { pairs, summary } = await city.client.call(duplicates, { id: messy.datasetId });
    expect(pairs.length).toBe(Math.min(20, summary?.toReview ?? 0));
    expect(pairs.length).toBeGreaterThan(0);
    for (const { steps, bits, probability, left } of pairs) {
      expect(steps.reduce((sum, step) => sum + step.bits, 0)).toBeCloseTo(bits, 2);
      expect(probability).toBeCloseTo(1 / (1 + 2 ** -bits), 6);
      expect(left.cells.given_name).toBe(rows[left.row]?.cells[0] || null);
    }
  });

  it('leaves apart what nothing tells apart, and says so', async () => {
    const { columns, rows: lines } = madeUpRegister('lattice', {
      rows: 300,
      copies: 0.1,
      slips: 2,
      seed: 3,
    });
    const list = await city.import(
      'names.csv',
      `${[columns, ...lines].map((cells) => cells.join(',')).join('\n')}\n`,
    );
    await search(list.datasetId);
    const { summary } = await city.client.call(duplicates, { id: list.datasetId });
    expect(summary?.groups).toBeLessThanOrEqual(1);
    expect(summary?.doubts).toMatchObject([{ kind: 'weak', column: null }]);
    expect(summary?.doubts?.[0]?.sentence).toContain('were left apart');
    const found = await city.client.call(duplicates, { id });
    expect(found.summary?.doubts).toEqual([]);
  });

  it('keeps the names of groups in the next version, and lets people decide and undo', async () => {
    const before = await groupsOf();
    const [group] = before;
    const [one, other] = group?.members ?? [];
    const decision = await city.client.call(decidePair, {
      id,
      left: one?.key ?? '',
      right: other?.key ?? '',
      same: false,
    });
    expect(await codeOf(city.client.call(deduplicate, { id }))).toBe('datasets.notSearched');
    await search();
    const apart = await groupsOf();
    const togetherNow = apart.some(({ members }) =>
      [one?.key, other?.key].every((key) => members.some((each) => each.key === key)),
    );
    expect(togetherNow).toBe(false);
    const { events } = await city.client.call(duplicates, { id, show: 'log' });
    expect(events.filter(({ kind }) => kind === 'split')).toContainEqual(
      expect.objectContaining({ from: [group?.group], rows: group?.rows }),
    );
    await city.client.call(undoDecision, { id, decisionId: decision.id });
    const again = city.client.call(undoDecision, { id, decisionId: decision.id });
    expect(await codeOf(again)).toBe('datasets.decisionUnknown');
    await city.import('people.csv', csv([...rows].reverse()), { datasetId: id });
    await search();
    const after = await groupsOf();
    const names = (groups: typeof after) =>
      new Map(groups.flatMap(({ group: name, members }) => members.map(({ key }) => [key, name])));
    const [old, now] = [names(apart), names(after)];
    const kept = [...old].filter(([key, name]) => now.get(key) === name).length;
    expect(kept / old.size).toBeGreaterThan(0.98);
  });

  it('makes a dataset with one row for each thing, each value by its rule', async () => {
    const {
      rowsInGroups = 0,
      groups = 0,
      rows: all = 0,
    } = (await city.client.call(duplicates, { id })).summary ?? {};
    const made = await city.client.call(deduplicate, {
      id,
      rules: [{ column: 'surname', rule: 'longest' }],
    });
    expect((await city.ended(made.jobId)).error).toBeNull();
    const { latest, visibility } = await city.client.call(read, { id: made.datasetId });
    expect(latest?.rows).toBe(all - rowsInGroups + groups);
    expect(visibility).toBe('private');
    const [group] = await groupsOf();
    const longest = Math.max(
      ...(group?.members.map(({ cells }) => cells.surname?.length ?? 0) ?? []),
    );
    const [row] = await city.rows(made.datasetId, { where: `group_id = '${group?.group}'` });
    expect(row?.group_rows).toBe(group?.rows);
    expect(String(row?.surname)).toHaveLength(longest);
  });

  it('is for those who may change the dataset; others look, and strangers see nothing', async () => {
    const viewer = await member(house.server.url, house.token, 'viewer');
    const elsewhere = await stranger(house.server.url, house.token);
    const shown = await viewer.client.call(duplicates, { id });
    expect(shown.can.decide).toBe(false);
    expect(await codeOf(viewer.client.call(findDuplicates, { id }))).toBe('identity.roleTooLow');
    expect(await codeOf(elsewhere.client.call(duplicates, { id }))).toBe('datasets.unknown');
    expect(await codeOf(elsewhere.client.call(findDuplicates, { id }))).toBe('datasets.unknown');
    const { items } = await city.client.call(auditList, { objectId: id, limit: 100 });
    expect(items).toContainEqual(
      expect.objectContaining({ verb: 'datasets.decidePair', objectId: id }),
    );
  });

  it('leaves no bytes behind when the dataset is removed', async () => {
    const before = await stockOf(house);
    const other = await city.import('people.csv', csv(rows));
    await search(other.datasetId);
    await city.client.call(remove, { id: other.datasetId });
    const files = (await stockOf(house)).objects - before.objects;
    // The uploaded file stays in the folder of files.
    expect(files).toBeLessThanOrEqual(1);
  });
});
