import { newId } from '@insites/kernel';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { verifyExport } from '../proof/index.ts';
import { entryOf } from '../server/entry.ts';
import { retain } from '../server/retention/service.ts';
import { append } from '../server/store.ts';
import { person } from './actors.ts';
import { type House, openHouse } from './house.ts';

const here = newId();
const steward = person(here, 'steward', 'Stella Steward');
const viewer = person(here, 'viewer', 'Victor Viewer');
const stranger = person(newId(), 'admin', 'Arno Elsewhere');
const never = new AbortController().signal;
const day = 24 * 3_600_000;

/** Entries of that many days ago, every third of somebody elsewhere. */
async function addOld(house: House, days: number, count: number): Promise<void> {
  const at = new Date(Date.now() - days * day);
  const entries = Array.from({ length: count }, (_, number) =>
    entryOf(
      {
        actor: number % 3 === 2 ? stranger : viewer,
        verb: 'datasets.query',
        outcome: 'allowed',
        code: null,
      },
      at,
    ),
  );
  await append(house.test.database, entries);
}

async function setRule(house: House, keepDays: number | null) {
  const answer = await house.ask(steward, 'retention', {
    method: 'PUT',
    payload: { keepDays },
    headers: { 'x-person': steward.personId, 'content-type': 'application/json' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function positions(house: House): Promise<number[]> {
  const { rows } = await house.test.database.execute<{ position: string }>(
    sql`SELECT position FROM audit.entries ORDER BY position`,
  );
  return rows.map(({ position }) => Number(position));
}

describe('a rule', () => {
  it('removes the organisation’s old entries and no others, and says so', async () => {
    await using house = await openHouse();
    await house.ask(steward, 'keys');
    await addOld(house, 100, 30);
    await addOld(house, 5, 6);
    const kept = await house.audit.checkpoint();
    await house.ask(steward, 'export');
    await setRule(house, 90);
    await house.audit.checkpoint();
    expect(await retain(house.test.database, never)).toBe(20);

    const left = await positions(house);
    expect(left.filter((position) => position <= 30)).toEqual(
      Array.from({ length: 10 }, (_, at) => at * 3 + 3),
    );
    const { items } = (await house.ask(steward, 'entries?verb=audit.retain')).json();
    expect(items).toMatchObject([
      { actorName: 'Insites', objectKind: 'retention', details: { count: 20, keepDays: 90 } },
    ]);
    expect((await house.ask(steward, 'retention')).json()).toEqual({ keepDays: 90, removed: 20 });

    const answer = await house.ask(steward, 'export');
    const verdict = await verifyExport([answer.rawPayload], [kept]);
    expect(verdict).toMatchObject({ fault: null, removed: 20, hidden: 12 });
    const proof = (await house.ask(steward, 'entries/1/proof')).json();
    expect(proof).toMatchObject({ position: 1, entry: null });
    expect((await house.ask(stranger, 'entries/1/proof')).statusCode).toBe(404);
  });

  it('removes many in several runs, and nothing twice', async () => {
    await using house = await openHouse();
    await addOld(house, 100, 9_000);
    await setRule(house, 30);
    await house.audit.checkpoint();
    expect(await retain(house.test.database, never)).toBe(6_000);
    expect(await retain(house.test.database, never)).toBe(0);
    const answer = await house.ask(steward, 'export');
    expect(await verifyExport([answer.rawPayload], [])).toMatchObject({
      fault: null,
      removed: 6_000,
    });
  });

  it('waits until what it removes is signed', async () => {
    await using house = await openHouse();
    await addOld(house, 100, 10);
    await setRule(house, 30);
    expect(await retain(house.test.database, never)).toBe(0);
    await house.audit.checkpoint();
    expect(await retain(house.test.database, never)).toBeGreaterThan(0);
  });

  it('can be taken back', async () => {
    await using house = await openHouse();
    await addOld(house, 100, 10);
    await setRule(house, 30);
    expect(await setRule(house, null)).toEqual({ keepDays: null, removed: 0 });
    await house.audit.checkpoint();
    expect(await retain(house.test.database, never)).toBe(0);
    const { items } = (await house.ask(steward, 'entries?verb=audit.setRetention')).json();
    expect(items[0].details).toEqual({ from: 30, to: null });
  });

  it('is not shorter than 30 days', async () => {
    await using house = await openHouse();
    const answer = await house.ask(steward, 'retention', {
      method: 'PUT',
      payload: { keepDays: 3 },
    });
    expect(answer.statusCode).toBe(400);
  });
});

describe('the way of a removal', () => {
  const remove = (run: string) => [
    `SELECT set_config('audit.retention', '${run}', true)`,
    'DELETE FROM audit.entries WHERE position = 1',
  ];
  const written = (run: string, rest = `'${here}'`) =>
    `INSERT INTO audit.removals (first, last, run, organisation_id) VALUES (1, 1, '${run}', ${rest})`;

  it.each([
    ['without being written down', remove('r1')],
    ['under another run', [written('r1'), ...remove('r2')]],
    ['of another organisation', [written('r1', `'${newId()}'`), ...remove('r1')]],
    ['without an entry that tells of it', [written('r1'), ...remove('r1')]],
    [
      'of more than was written down',
      [written('r1'), remove('r1')[0] ?? '', 'DELETE FROM audit.entries WHERE position <= 2'],
    ],
    ['that is only written down', [written('r1')]],
    ['of all at once', ['TRUNCATE audit.entries']],
    ['that is undone', ['DELETE FROM audit.removals']],
    ['that is changed', ['UPDATE audit.removals SET last = 5']],
    ['of the tree', ['DELETE FROM audit.tiles']],
    ['in the tree', [`UPDATE audit.tiles SET hashes = '\\x00'`]],
    ['of a checkpoint', ['DELETE FROM audit.checkpoints']],
    ['of the log’s name', [`UPDATE audit.head SET size = size + 1, log_id = 'other'`]],
  ])('is closed %s', async (_, statements) => {
    await using house = await openHouse();
    await addOld(house, 100, 4);
    await house.audit.checkpoint();
    for (const mode of ['origin', 'replica']) {
      const attempt = house.test.database.transaction(async (transaction) => {
        await transaction.execute(sql.raw(`SET LOCAL session_replication_role = ${mode}`));
        for (const statement of statements) await transaction.execute(sql.raw(statement));
      });
      const failed = await attempt.then(
        () => null,
        (thrown: Error) => String(thrown.cause ?? thrown),
      );
      expect(failed).toContain('only grows');
    }
    expect(await positions(house)).toEqual([1, 2, 3, 4]);
  });

  it('is closed where the tree does not keep the leaf', async () => {
    await using house = await openHouse();
    await addOld(house, 100, 2);
    const attempt = house.test.database.transaction(async (transaction) => {
      for (const statement of [written('r1'), ...remove('r1')])
        await transaction.execute(sql.raw(statement));
    });
    await expect(attempt).rejects.toHaveProperty(
      'cause.message',
      expect.stringContaining('no run of the retention accounts for'),
    );
  });
});
