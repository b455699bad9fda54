import { createDatabase } from '@insites/testing';
import { asc, sql } from 'drizzle-orm';
import { bigint, boolean, customType, jsonb, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { copyIn } from './copy-in.ts';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

const animals = pgSchema('zoo').table('an "imals', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  name: text('na me'),
  tame: boolean('tame').notNull().default(true),
  born: timestamp('born', { withTimezone: true }),
  marks: jsonb('marks').$type<{ readonly ears: string }>(),
  face: bytea('face'),
});

async function zoo() {
  const test = await createDatabase();
  await test.database.execute(sql`CREATE SCHEMA zoo`);
  await test.database.execute(sql`CREATE TABLE zoo."an ""imals" (id bigint PRIMARY KEY, "na me" text,
    tame boolean NOT NULL DEFAULT true, born timestamptz, marks jsonb, face bytea)`);
  return test;
}

const awkward = [
  'tab\tnew\nline\rback\\slash',
  '\\N',
  '\\.',
  '',
  'Äpfel 🦆',
  'quote " and \' and ,',
];

describe('copyIn', () => {
  it('writes every kind of value as Drizzle reads it back, and defaults for what is not given', async () => {
    await using test = await zoo();
    const born = new Date('2021-03-04T05:06:07.089Z');
    const rows = awkward.map((name, id) => ({
      id,
      name: id === 3 ? null : name,
      born,
      marks: { ears: name },
      face: new Uint8Array([0, 92, 10, 255]),
    }));
    expect(await copyIn(animals, rows, test.database)).toBe(awkward.length);
    const found = await test.database.select().from(animals).orderBy(asc(animals.id));
    expect(found).toEqual(rows.map((row) => ({ ...row, tame: true, face: Buffer.from(row.face) })));
  });

  it('writes all or none, and leaves the connection usable', async () => {
    await using test = await zoo();
    const twice = [{ id: 1 }, { id: 2 }, { id: 1 }];
    await expect(copyIn(animals, twice, test.database)).rejects.toThrow('duplicate key');
    expect(await test.database.$count(animals)).toBe(0);
    await test.database.transaction(async (transaction) => {
      await copyIn(animals, [{ id: 7 }], transaction);
      await expect(copyIn(animals, [{ id: 7 }], transaction)).rejects.toThrow('duplicate key');
      await copyIn(animals, [{ id: 8 }], transaction);
    });
    expect(await test.database.$count(animals)).toBe(2);
    expect(await copyIn(animals, [], test.database)).toBe(0);
  });

  it('passes on what the rows throw, and writes none', async () => {
    await using test = await zoo();
    function* failing() {
      yield { id: 1 };
      throw new Error('no more');
    }
    await expect(copyIn(animals, failing(), test.database)).rejects.toThrow('no more');
    expect(await test.database.$count(animals)).toBe(0);
  });
});
