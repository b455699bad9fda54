import { type Actor, newId } from '@insites/kernel';
import type { AuditRecord } from '@insites/platform';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leafOf } from '../proof/index.ts';
import { type Audit, auditServer, schema } from '../server/index.ts';
import { entries } from '../server/tables.ts';
import { person } from './actors.ts';

let test: TestDatabase;
let audit: Audit;

beforeAll(async () => {
  test = await createDatabase([schema]);
  audit = auditServer(test);
});
afterAll(() => test?.drop());

function entry(actor: Actor, rest: Partial<AuditRecord> = {}): AuditRecord {
  return { actor, verb: 'datasets.query', outcome: 'allowed', code: null, ...rest };
}

async function rowsOf(organisationId: string) {
  const rows = await test.database.select().from(entries);
  return rows.filter((row) => row.organisationId === organisationId);
}

describe('writing', () => {
  it('is durable when record() resolves', async () => {
    const actor = person(newId(), 'viewer');
    await audit.record(entry(actor, { objectName: 'Budget', purpose: 'query' }));
    const [row] = await rowsOf(actor.organisationId ?? '');
    expect(row).toMatchObject({
      actorId: actor.personId,
      actorName: 'Ada Clerk',
      credential: 'session',
      objectName: 'Budget',
      purpose: 'query',
    });
  });

  it('gives positions without gaps to several writers at once', async () => {
    const other = auditServer(test);
    const actor = person(newId(), 'viewer');
    const writers = Array.from({ length: 3_000 }, (_, at) => (at % 2 ? audit : other));
    await Promise.all(writers.map((writer) => writer.record(entry(actor))));
    const positions = await test.database.select({ position: entries.position }).from(entries);
    const sorted = positions.map(({ position }) => Number(position)).sort((a, b) => a - b);
    expect(sorted).toEqual(sorted.map((_, at) => at + 1));
    expect(await rowsOf(actor.organisationId ?? '')).toHaveLength(3_000);
  });

  it('puts entries that arrive together into few statements', async () => {
    const before = await transactionsSoFar();
    const actor = person(newId(), 'viewer');
    await Promise.all(Array.from({ length: 1_000 }, () => audit.record(entry(actor))));
    expect((await transactionsSoFar()) - before).toBeLessThan(50);
  });

  it('keeps a leaf that anybody can compute again from the row', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ name: text, objectName: text, details: fc.dictionary(text, fc.jsonValue()) }),
        async ({ name, objectName, details }) => {
          const organisationId = newId();
          const actor = person(organisationId, 'viewer', name);
          await audit.record(entry(actor, { objectName, details }));
          const [row] = await rowsOf(organisationId);
          if (!row) throw new Error('not written');
          const stored = { ...row, at: row.at.toISOString() };
          expect(Buffer.from(row.leaf).toString('hex')).toBe(leafOf(stored).toString('hex'));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes what PostgreSQL would refuse, without it', async () => {
    const actor = person(newId(), 'viewer', 'nul\0 and \ud800');
    await audit.record(
      entry(actor, { details: { a: 'x\0y', big: 10n, huge: 'x'.repeat(20_000) } }),
    );
    const [row] = await rowsOf(actor.organisationId ?? '');
    expect(row?.actorName).toBe('nul and \ufffd');
    expect(row?.details).toEqual({ omitted: expect.stringContaining('characters') });
  });
});

describe('the table', () => {
  it.each([
    `UPDATE audit.entries SET actor_name = 'Somebody else'`,
    'DELETE FROM audit.entries',
    'DELETE FROM audit.entries WHERE false',
    'TRUNCATE audit.entries',
    'UPDATE audit.head SET size = 0',
    'DELETE FROM audit.head',
    'TRUNCATE audit.head',
  ])('refuses %s', async (statement) => {
    for (const mode of ['origin', 'replica']) {
      const attempt = test.database.transaction(async (transaction) => {
        await transaction.execute(sql.raw(`SET LOCAL session_replication_role = ${mode}`));
        await transaction.execute(sql.raw(statement));
      });
      await expect(attempt).rejects.toHaveProperty(
        'cause.message',
        expect.stringContaining('only grows'),
      );
    }
  });
});

describe('a database that is gone', () => {
  it('makes record() fail with audit.notWritten, and works again after', async () => {
    await using own = await createDatabase([schema]);
    const log = auditServer(own);
    const actor = person(newId(), 'viewer');
    await own.database.execute(sql`ALTER TABLE audit.entries RENAME TO hidden`);
    await expect(log.record(entry(actor))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'audit.notWritten',
    });
    await own.database.execute(sql`ALTER TABLE audit.hidden RENAME TO entries`);
    await log.record(entry(actor));
    const [row] = await own.database.select().from(entries);
    expect(row?.position).toBe(1n);
  });

  it('is told from a pool that was closed', async () => {
    const own = await createDatabase([schema]);
    const log = auditServer(own);
    await own.drop();
    await expect(log.record(entry(person(newId(), 'viewer')))).rejects.toMatchObject({
      code: 'audit.notWritten',
    });
  });
});

/** Entries share a transaction id when one statement wrote them. */
async function transactionsSoFar(): Promise<number> {
  const { rows } = await test.database.execute<{ n: number }>(
    sql`SELECT count(DISTINCT xmin::text)::int AS n FROM audit.entries`,
  );
  return rows[0]?.n ?? 0;
}
