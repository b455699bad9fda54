import { newId } from '@insites/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyExport } from '../proof/index.ts';
import { person } from './actors.ts';
import { type House, openHouse } from './house.ts';

const here = newId();
const there = newId();
const steward = person(here, 'steward', 'Stella Steward');
const viewer = person(here, 'viewer', 'Victor Viewer');
const stranger = person(there, 'admin', 'Arno Elsewhere');
const budget = newId();
const trees = newId();

let house: House;

beforeAll(async () => {
  house = await openHouse();
  for (let at = 0; at < 20; at += 1) {
    await house.record(viewer, 'datasets.query', {
      purpose: 'query',
      objectKind: 'dataset',
      objectId: budget,
      objectName: '=HYPERLINK("http://evil") “Budget”, 2026',
      policyVersion: '7',
      columns: ['amount', 'year'],
      rows: at,
      digest: 'ab'.repeat(32),
      details: { datasets: [{ id: budget }, { id: trees }] },
    });
    await house.record(stranger, 'datasets.remove', { objectName: 'Secret of elsewhere' });
    if (at % 7 === 0) await house.audit.checkpoint();
  }
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function exported(actor = steward): Promise<Buffer> {
  const answer = await house.ask(actor, 'export');
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.rawPayload;
}

/** What earlier exports sent is written down after their last byte. */
async function allSent(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await house.test.database.execute<{ open: number }>(
        sql`SELECT count(*) FILTER (WHERE verb = 'audit.exportLog')::int
              - count(*) FILTER (WHERE verb = 'platform.sent')::int AS open FROM audit.entries`,
      );
      return rows[0]?.open;
    })
    .toBe(0);
}

describe('an export', () => {
  it('holds against every checkpoint that was ever given out', async () => {
    const kept = (await house.ask(null, 'checkpoint')).body;
    await house.record(viewer, 'datasets.query');
    const { rows } = await house.test.database.execute<{ note: string }>(
      sql`SELECT note FROM audit.checkpoints`,
    );
    const verdict = await verifyExport([await exported()], [kept, ...rows.map(({ note }) => note)]);
    expect(verdict.fault).toBeNull();
    expect(verdict.entries).toBeGreaterThanOrEqual(22);
    expect(verdict.hidden).toBe(20);
    expect(verdict.checkpoints).toBeGreaterThanOrEqual(4);
  });

  it('has the own entries whole and those of others as hashes', async () => {
    const text = (await exported()).toString();
    expect(text).toContain('Victor Viewer');
    expect(text).toContain('["amount","year"]');
    expect(text).not.toContain('elsewhere');
    expect(text).not.toContain(there);
  });

  it('tells of itself: how many entries the organisation has', async () => {
    await allSent();
    const lines = (await exported()).toString().split('\n');
    const telling = lines.findLast((line) => line.includes('"audit.exportLog"')) ?? '';
    const own = lines.filter((line) => line.includes('"entry":'));
    expect(telling).toContain(`"entries":${own.length - 1}`);
  });

  it('is written down, and what was sent after it', async () => {
    const payload = await exported();
    await expect
      .poll(async () => (await house.ask(steward, 'entries?verb=platform.sent')).json().items[0])
      .toMatchObject({
        actorName: 'Stella Steward',
        outcome: 'allowed',
        purpose: 'export',
        details: { of: 'audit.exportLog', bytes: payload.length },
      });
  });

  it('names the entry that somebody changed in the database', async () => {
    await using one = await openHouse();
    for (let at = 0; at < 12; at += 1) await one.record(viewer, 'datasets.query');
    const kept = await one.audit.checkpoint();
    await one.test.database.execute(sql`ALTER TABLE audit.entries DISABLE TRIGGER USER`);
    await one.test.database.execute(
      sql`UPDATE audit.entries SET actor_name = 'Somebody else' WHERE position = 5`,
    );
    const answer = await one.ask(steward, 'export');
    const { fault } = await verifyExport([answer.rawPayload], [kept]);
    expect(fault).toMatchObject({ from: 5, to: 5 });
  });

  it('is found out when its own server removed an entry without a rule', async () => {
    await using one = await openHouse();
    for (let at = 0; at < 12; at += 1) await one.record(viewer, 'datasets.query');
    await one.ask(steward, 'export');
    await one.test.database.execute(sql`ALTER TABLE audit.entries DISABLE TRIGGER USER`);
    await one.test.database.execute(sql`DELETE FROM audit.entries WHERE position = 5`);
    const answer = await one.ask(steward, 'export');
    const { fault } = await verifyExport([answer.rawPayload], []);
    expect(fault).toMatchObject({ kind: 'count' });
    expect(fault?.sentence).toContain('12 of the first 12');
  });
});

describe('a list as a file', () => {
  it('is CSV with the fields of an entry, safe to open in a spreadsheet', async () => {
    const answer = await house.ask(steward, `file?objectId=${budget}`);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.headers['content-disposition']).toContain('.csv');
    const [head = '', first = '', ...rest] = answer.body.split('\r\n');
    expect(head.split(',').slice(0, 4)).toEqual(['id', 'at', 'actorId', 'actorName']);
    expect(first).toContain(`"'=HYPERLINK(""http://evil"") “Budget”, 2026"`);
    expect(rest).toHaveLength(20);
  });

  it('is JSON Lines with the same filters as the list', async () => {
    const query = `verb=datasets.query&actorId=${viewer.personId}`;
    const answer = await house.ask(steward, `file?format=jsonl&${query}`);
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { items, total } = (await house.ask(steward, `entries?limit=500&${query}`)).json();
    expect(lines).toHaveLength(total);
    expect(lines.reverse()).toEqual(items);
    expect(lines.at(-1)).toMatchObject({
      hat: here,
      role: 'viewer',
      credentialId: viewer.credential?.id,
      policyVersion: '7',
      columns: ['amount', 'year'],
      rows: 0,
    });
  });

  it('has no entry of another organisation, and is itself written down', async () => {
    const answer = await house.ask(stranger, 'file?format=jsonl');
    expect(answer.body).not.toContain('Victor Viewer');
    const looked = (await house.ask(stranger, 'entries?verb=audit.download')).json();
    expect(looked.items[0]).toMatchObject({ actorName: 'Arno Elsewhere', purpose: 'export' });
  });

  it('is empty but for its head when nothing fits', async () => {
    const answer = await house.ask(steward, 'file?verb=nothing.atAll');
    expect(answer.statusCode).toBe(200);
    expect(answer.body.trim().split('\r\n')).toHaveLength(1);
  });
});

describe('who has seen this', () => {
  it('finds what was read together with others', async () => {
    const { total } = (await house.ask(steward, `entries?objectId=${trees}`)).json();
    expect(total).toBe(20);
  });

  it('writes down whose or which activity was looked at', async () => {
    await house.ask(steward, `entries?objectKind=dataset&objectId=${trees}`);
    await house.ask(steward, `entries?actorId=${viewer.personId}`);
    const { items } = (await house.ask(steward, 'entries?verb=audit.list&limit=2')).json();
    expect(items).toMatchObject([
      { objectKind: 'log', details: { about: { person: viewer.personId } } },
      { objectKind: 'log', details: { about: { dataset: trees } }, rows: 20 },
    ]);
    expect(items[0].digest).toMatch(/^[0-9a-f]{64}$/);
  });
});
