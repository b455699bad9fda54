import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriersEverywhere } from './support/barriers.ts';
import { drop } from './support/files.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let visit: Visit;

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('contributor');
});
afterAll(() => house?.close());

/** Payments of an office; of two broken rows it is clear how they were meant, of the third it is not. */
function payments(): Buffer {
  const lines = Array.from(
    { length: 60 },
    (_, row) =>
      `${1000 + row},2024-03-${10 + (row % 18)},Vendor number ${row},${row * 3}.50,${row + 1}`,
  );
  lines.splice(10, 0, '2001,2024-04-01,Rivera, Sons and Company,120.00,7');
  lines.splice(20, 0, '2002,2024-04-02,Oak Street Motors,,130.00,8');
  lines.splice(30, 0, '2003,Lakeside Dental');
  return Buffer.from(`payment,paid,vendor,amount,visits\n${lines.join('\n')}\n`);
}

describe('rows that could not be read', () => {
  it('are repaired on the screen: suggestions accepted, one row edited', async () => {
    const { page } = visit;
    await page.goto('/');
    const file = { name: 'payments.csv', content: payments() };
    await drop(page, 'Drop a file to make a dataset', file);
    await page.waitForURL('**/datasets/*/review*');
    await page.getByRole('link', { name: 'Rejected 3' }).click();
    await page.getByRole('button', { name: 'Accept all suggestions' }).click();
    await page.getByText('2001 | 2024-04-01 | Rivera, Sons and Company | 120.00 | 7').waitFor();
    await page.getByRole('button', { name: 'Edit line 32' }).click();
    const dialog = page.getByRole('dialog', { name: 'Repair line 32' });
    await dialog.getByLabel('paid').fill('2024-02-30');
    await dialog.getByLabel('vendor').fill('Lakeside Dental');
    await dialog.getByLabel('amount').fill('99.95');
    expect(await barriersEverywhere(page, { dialog: true })).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep this repair' }).click();
    await page.getByRole('button', { name: 'Send back 3 rows' }).click();
  });

  it('come back as a version, and what does not fit says why', async () => {
    const { page } = visit;
    await page.getByText('2 rows that were sent back are in version 2 now.').waitFor();
    await page.getByText('1 row still does not fit: the table says why.').waitFor();
    await page.getByText('“2024-02-30” in “paid” is no date like 2024-01-31.').waitFor();
    await page
      .getByText('2 of the loaded rows were rejected at first, repaired and sent back.')
      .waitFor();
    expect(await barriersEverywhere(page, { dialog: true })).toEqual([]);
    await page.getByRole('button', { name: 'Edit line 32' }).click();
    const dialog = page.getByRole('dialog', { name: 'Repair line 32' });
    expect(await dialog.getByLabel('amount').inputValue()).toBe('99.95');
    await dialog.getByLabel('paid').fill('2024-02-29');
    await dialog.getByRole('button', { name: 'Keep this repair' }).click();
    await page.getByRole('button', { name: 'Send back 1 row' }).click();
    await page.getByText('1 row that was sent back is in version 3 now.').waitFor();
    await page.getByText('No row is left').waitFor();
  });

  it('are told again after a reload, and taken back', async () => {
    const { page } = visit;
    await page.reload();
    await page.getByText('1 row that was sent back is in version 3 now.').waitFor();
    await page.getByRole('button', { name: 'Take back line 32' }).click();
    await page.getByText('1 row taken back: rejected again.').waitFor();
    await page.getByRole('button', { name: 'Edit line 32' }).waitFor();
    await page.getByRole('link', { name: 'Versions 4' }).click();
    await page.getByText('2 rows rejected from version 1 repaired and sent back.').waitFor();
  });

  it('were shown without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});
