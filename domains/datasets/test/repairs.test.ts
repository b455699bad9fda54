import { list as auditList } from '@insites/audit/contract';
import {
  discard,
  listVersions,
  profile,
  read,
  readDrift,
  readRecipe,
  rejected,
  rejectedTable,
  release,
  remove,
  repairRejected,
  repairs,
  standardise,
} from '@insites/datasets/contract';
import type { CallInput } from '@insites/kernel';
import { cancelJob } from '@insites/platform/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { City } from './city.ts';
import { type House, startHouse, stockOf } from './house.ts';
import { codeOf, member } from './people.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const call = () => house.city.client;

/** Payments as an office exports them; five rows are broken, of three it is clear how they were meant. */
function payments(): string {
  const lines = Array.from(
    { length: 60 },
    (_, row) =>
      `${1000 + row},2024-03-${String((row % 28) + 1).padStart(2, '0')},Vendor number ${row},${row * 3}.50,${row + 1}`,
  );
  lines.splice(10, 0, '2001,2024-04-01,Rivera, Sons and Company,120.00,7');
  lines.splice(20, 0, '2002,2024-04-02,Oak Street Motors,,130.00,8');
  lines.splice(30, 0, '2003,2024-04-03,Lakeside Dental');
  lines.splice(40, 0, '2004;2024-04-04;Harbor Works;140.00;9');
  lines.splice(50, 0, '2005,Hill Top Paving');
  return `payment,paid,vendor,amount,visits\n${lines.join('\n')}\n`;
}

async function imported(content = payments(), city: City = house.city) {
  const { datasetId: id, job } = await city.import('payments.csv', content);
  expect(job.error).toBeNull();
  return id;
}

async function sendBack(id: string, rest: Omit<CallInput<typeof repairRejected>, 'id'>) {
  const begun = await call().call(repairRejected, { id, ...rest });
  return { ...begun, job: await house.city.ended(begun.jobId) };
}

async function latestOf(id: string) {
  const { latest } = await call().call(read, { id });
  return latest;
}

describe('rejected rows', { timeout: 90_000 }, () => {
  it('come back by their suggestions, at the end of a new version whose account adds up', async () => {
    const id = await imported();
    const before = await call().call(rejected, { id });
    expect(before).toMatchObject({ total: 5, suggested: 3 });
    const { job } = await sendBack(id, { version: 1, suggested: 'all' });
    expect(job).toMatchObject({ state: 'done', result: { version: 2, repaired: 3, refused: 0 } });
    const latest = await latestOf(id);
    expect(latest).toMatchObject({
      number: 2,
      rows: 63,
      conservation: { records: 66, loaded: 63, repaired: 3, rejected: 2, header: 1, holds: true },
      note: '3 rows rejected from version 1 repaired and sent back.',
    });
    expect(latest?.conservation?.sentence).toBe(
      '66 records in the file = 63 loaded + 2 rejected + 1 header. 5 records were rejected at first, of which 3 were repaired, sent back and loaded.',
    );
    const rows = await house.city.rows(id, { offset: '60' });
    expect(rows).toEqual([
      {
        payment: '2001',
        paid: '2024-04-01',
        vendor: 'Rivera, Sons and Company',
        amount: 120,
        visits: 7,
      },
      { payment: '2002', paid: '2024-04-02', vendor: 'Oak Street Motors', amount: 130, visits: 8 },
      { payment: '2004', paid: '2024-04-04', vendor: 'Harbor Works', amount: 140, visits: 9 },
    ]);
    const after = await call().call(rejected, { id });
    expect(after.items.map(({ line }) => line)).toEqual([32, 52]);
    expect(await call().call(rejected, { id, version: 1 })).toEqual(before);
    const kept = await call().call(repairs, { id });
    expect(kept).toMatchObject({ total: 3, items: [{ line: 12, suggested: true }, {}, {}] });
    const recipe = await call().call(readRecipe, { id });
    expect(recipe.repairs.map(({ line }) => line)).toEqual([12, 22, 42]);
  });

  it('come back by cells and by their line; what does not fit is refused with why', async () => {
    const id = await imported();
    const { job } = await sendBack(id, {
      rows: [
        { line: 32, text: '2003,2024-04-03,Lakeside Dental,99.95,3' },
        { line: 52, cells: ['2005', '2024-02-30', 'Hill Top Paving', '150.00', '10'] },
        { line: 12, cells: { payment: '2001', vendor: 'Rivera', visits: '7.5' } },
      ],
    });
    expect(job).toMatchObject({ state: 'done', result: { repaired: 1, refused: 2 } });
    const left = await call().call(rejected, { id });
    expect(left.items.map(({ line, refused }) => [line, refused])).toEqual([
      [12, '“7.5” in “visits” is no whole number.'],
      [22, undefined],
      [42, undefined],
      [52, '“2024-02-30” in “paid” is no date like 2024-01-31.'],
    ]);
    expect(left.items[3]?.tried).toEqual(['2005', '2024-02-30', 'Hill Top Paving', '150.00', '10']);
    expect(await house.city.rows(id, { offset: '60' })).toMatchObject([{ amount: 99.95 }]);
  });

  it('make no version when none fits, and each is told why', async () => {
    const id = await imported();
    const stock = await stockOf(house);
    const rows = [{ line: 32, cells: ['2003', '2024-04-03', 'Lakeside', '99.95', '03'] }];
    const { job } = await sendBack(id, { rows });
    expect(job).toMatchObject({
      state: 'failed',
      error: {
        code: 'datasets.repairRefused',
        fields: [
          { path: 'line:32', message: expect.stringContaining('would lose a leading zero') },
        ],
      },
    });
    expect((await call().call(listVersions, { id })).items).toHaveLength(1);
    expect(await stockOf(house)).toEqual(stock);
  });

  it('stay as they are when the work is stopped', async () => {
    const id = await imported();
    const stock = await stockOf(house);
    const { jobId } = await call().call(repairRejected, { id, suggested: 'all' });
    await call().call(cancelJob, { id: jobId });
    expect(await house.city.ended(jobId)).toMatchObject({ state: 'cancelled' });
    expect(await stockOf(house)).toEqual(stock);
    expect(await latestOf(id)).toMatchObject({ number: 1, rows: 60 });
  });

  it('go out as a table, are repaired in it, and come back', async () => {
    const id = await imported();
    const answer = await call().call(rejectedTable, { id });
    const table = await answer.text();
    expect(table.split('\n')[0]).toBe('row,line,reason,text,payment,paid,vendor,amount,visits');
    const edited = table
      .replace('2003,2024-04-03,Lakeside Dental"', '2003,2024-04-03,Lakeside Dental,99.95,3"')
      .replace('Harbor Works,140.00', '=Harbor Works,141.00');
    expect(edited).not.toBe(table);
    const { job } = await sendBack(id, { table: edited });
    expect(job).toMatchObject({ result: { repaired: 4, refused: 0 } });
    expect(await house.city.rows(id, { offset: '62', select: 'vendor, amount' })).toEqual([
      { vendor: 'Lakeside Dental', amount: 99.95 },
      { vendor: '=Harbor Works', amount: 141 },
    ]);
    // Semicolons, as spreadsheets write them in some countries.
    const last =
      'line;text;payment;paid;vendor;amount;visits\r\n52;;2005;2024-04-05;Hill Top;150.00;10\r\n';
    expect((await sendBack(id, { table: last })).job).toMatchObject({ result: { repaired: 1 } });
    expect(await latestOf(id)).toMatchObject({
      rows: 65,
      conservation: { rejected: 0, repaired: 5, holds: true },
    });
  });

  it('are repaired the same way when the same file comes again, and taken back', async () => {
    const id = await imported();
    await sendBack(id, { suggested: [12, 22] });
    const rows = await house.city.rows(id);
    const again = await house.city.import('payments.csv', payments(), { datasetId: id });
    expect(again.job.error).toBeNull();
    expect(await latestOf(id)).toMatchObject({
      number: 3,
      rows: 62,
      conservation: { repaired: 2, rejected: 3, holds: true },
    });
    expect(await house.city.rows(id)).toEqual(rows);
    // A file without these rows: nothing to repair, and nothing is forgotten.
    const clean = payments()
      .split('\n')
      .filter((line) => !/^20\d\d[,;]/.test(line))
      .join('\n');
    await house.city.import('payments.csv', clean, { datasetId: id });
    expect(await call().call(repairs, { id })).toEqual({ total: 0, items: [] });
    await house.city.import('payments.csv', payments(), { datasetId: id });
    expect(await latestOf(id)).toMatchObject({ number: 5, conservation: { repaired: 2 } });
    const { job } = await sendBack(id, { takeBack: [12] });
    expect(job).toMatchObject({ result: { takenBack: 1 } });
    const back = await call().call(rejected, { id });
    expect(back.items.map(({ line }) => line)).toEqual([12, 32, 42, 52]);
    await house.city.import('payments.csv', payments(), { datasetId: id });
    expect(await latestOf(id)).toMatchObject({ conservation: { repaired: 1, rejected: 4 } });
  });

  it('of a standardised version get its steps too', async () => {
    const id = await imported();
    const action = {
      kind: 'cluster' as const,
      column: 'vendor',
      to: { 'Harbor Works': 'HARBOR' },
      method: 'said',
    };
    const begun = await call().call(standardise, { id, actions: [action] });
    await house.city.ended(begun.jobId);
    const { job } = await sendBack(id, { version: 2, suggested: 'all' });
    expect(job).toMatchObject({ state: 'done', result: { version: 4, repaired: 3 } });
    expect(await latestOf(id)).toMatchObject({
      number: 4,
      rows: 63,
      standardised: { from: 3, steps: 1, cells: 1 },
      conservation: { repaired: 3 },
    });
    expect(await house.city.rows(id, { where: 'payment = 2004' })).toMatchObject([
      { vendor: 'HARBOR' },
    ]);
    expect(await call().call(repairs, { id })).toMatchObject({ total: 3 });
  });

  it('that change the table much wait for a person, as a file would', async () => {
    const line = (row: number, mark: string, amount: number) =>
      [`P-${1_000 + row}`, `Vendor ${row % 7}`, amount, row % 9].join(mark);
    const good = Array.from({ length: 150 }, (_, row) => line(row, ',', (row % 40) + 1));
    const broken = Array.from({ length: 100 }, (_, row) => line(500 + row, ';', 9_000 + row));
    const id = await imported(`payment,vendor,amount,visits\n${[...good, ...broken].join('\n')}\n`);
    expect(await latestOf(id)).toMatchObject({ rows: 150, conservation: { rejected: 100 } });
    const { job } = await sendBack(id, { suggested: 'all' });
    expect(job).toMatchObject({ state: 'done', result: { repaired: 100, held: true } });
    expect(await call().call(read, { id })).toMatchObject({
      held: { version: 2 },
      latest: { number: 1, rows: 150 },
    });
    const drift = await call().call(readDrift, { id, version: 2 });
    expect(drift).toMatchObject({ held: true, against: 1 });
    expect(drift.findings.filter(({ stops }) => stops)).toMatchObject([{ column: 'amount' }]);
    expect(await codeOf(call().call(repairRejected, { id, suggested: 'all' }))).toBe(
      'datasets.held',
    );
    // Discarded, the rows are rejected as before; sent again and released, they are there.
    await call().call(discard, { id, version: 2, reason: 'Not these.' });
    expect(await call().call(rejected, { id })).toMatchObject({ total: 100, suggested: 100 });
    await sendBack(id, { suggested: 'all' });
    const done = await call().call(release, { id, version: 3, reason: 'A new rate.' });
    expect((await house.city.ended(done.jobId)).state).toBe('done');
    expect(await latestOf(id)).toMatchObject({
      number: 3,
      rows: 250,
      conservation: { loaded: 250, repaired: 100, rejected: 0, holds: true },
    });
    const { columns } = await call().call(profile, { id });
    expect(columns.find(({ name }) => name === 'amount')).toMatchObject({ max: '9099' });
  });

  it('of one line are told apart by their number, and found again by their line', async () => {
    const visits = Array.from({ length: 30 }, (_, row) => ({ place: `Pool ${row}`, guests: row }));
    const elements: unknown[] = [...visits];
    elements.splice(4, 0, 'Lido: 7', 'Lake: 8');
    const { datasetId: id } = await house.city.import('visits.json', JSON.stringify(elements));
    const { items } = await call().call(rejected, { id });
    expect(items.map(({ row, line }) => [row, line])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    const text = '{"place":"Lake","guests":8}';
    const unclear = call().call(repairRejected, { id, rows: [{ line: 1, text }] });
    expect(await codeOf(unclear)).toBe('datasets.rejectedUnknown');
    await sendBack(id, { rows: [{ line: 1, row: 2, text }] });
    expect((await call().call(rejected, { id })).items).toMatchObject([{ text: '"Lido: 7"' }]);
    // A table of before has another number by now.
    await sendBack(id, { rows: [{ line: 1, row: 2, cells: { place: 'Lido', guests: '7' } }] });
    expect(await house.city.rows(id, { offset: '30' })).toEqual([
      { place: 'Lake', guests: 8 },
      { place: 'Lido', guests: 7 },
    ]);
  });

  it('are repaired by one person at a time: who comes second is told', async () => {
    const id = await imported();
    const ask = (line: number) =>
      codeOf(call().call(repairRejected, { id, version: 1, suggested: [line] }));
    const both = await Promise.all([ask(12), ask(22)]);
    expect(both.toSorted()).toEqual(['allowed', expect.stringMatching(/importing|versionPassed/)]);
    const { importing } = await call().call(read, { id });
    if (importing) await house.city.ended(importing.jobId);
    expect(await ask(42)).toBe('datasets.versionPassed');
  });

  it('that are not there, or not changed, are told', async () => {
    const id = await imported();
    const ask = (rest: Omit<CallInput<typeof repairRejected>, 'id'>) =>
      codeOf(call().call(repairRejected, { id, ...rest }));
    expect(await ask({ rows: [{ line: 3, cells: ['1'] }] })).toBe('datasets.rejectedUnknown');
    expect(await ask({ suggested: [32] })).toBe('datasets.rejectedUnknown');
    expect(await ask({ takeBack: [12] })).toBe('datasets.rejectedUnknown');
    expect(await ask({ rows: [{ line: 12, cells: { nobody: '1' } }] })).toBe(
      'datasets.columnUnknown',
    );
    expect(await ask({ rows: [{ line: 32, text: '2003,2024-04-03,Lakeside Dental' }] })).toBe(
      'datasets.repairEmpty',
    );
    expect(await ask({ table: 'payment\n1\n' })).toBe('datasets.repairEmpty');
    const viewer = await member(house.server.url, house.token, 'viewer');
    expect(await codeOf(viewer.client.call(repairRejected, { id, suggested: 'all' }))).not.toBe(
      'allowed',
    );
  });

  it('leave an entry in the log, with how many they were, and nothing when the dataset goes', async () => {
    const stock = await stockOf(house);
    const id = await imported();
    await sendBack(id, { suggested: 'all' });
    const { items } = await call().call(auditList, { limit: 20 });
    expect(items.find(({ verb }) => verb === 'datasets.repairRejected')).toMatchObject({
      objectId: id,
      rows: 3,
      details: { from: 1, sent: 3, suggested: 3, takenBack: 0 },
    });
    await call().call(remove, { id });
    const { blobs: _, objects: __, pending: ___, ...after } = await stockOf(house);
    expect(stock).toMatchObject(after);
  });
});
