import { createDatabase } from '@insites/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCatalogue } from '../catalogue/read.ts';
import { type Fixture, openFixture } from './generate-fixture.ts';

let fixture: Fixture;
let client: pg.Client;
let drop: () => Promise<void>;
let applied: number;
beforeEach(async () => {
  applied = 0;
  const test = await createDatabase();
  fixture = await openFixture();
  client = new pg.Client(test.url);
  await client.connect();
  drop = test.drop;
});
afterEach(async () => {
  await client.end();
  await Promise.all([drop(), fixture.remove()]);
});

async function apply(options: Parameters<Fixture['generate']>[0] = {}): Promise<string> {
  await fixture.generate(options);
  const statements = await fixture.statements(applied);
  applied = (await fixture.written()).length;
  await client.query(statements);
  return statements;
}

/** What a first migration would make of what is declared now. */
async function madeAtOnce(body: string) {
  const fresh = await openFixture();
  await fresh.declare(body);
  await fresh.generate();
  await client.query('BEGIN; ALTER SCHEMA zoo RENAME TO zoo_before');
  await client.query(await fresh.statements());
  const catalogue = await readCatalogue(client, ['zoo']);
  await client.query('ROLLBACK');
  await fresh.remove();
  return catalogue;
}

describe('a generated migration', () => {
  it('renames with the rows, and leads to what a first migration would make', async () => {
    const tables = (animals: string, name: string, cage: string) => `
export const cages = zoo.table('cages', { id: pg.integer().primaryKey(), letter: pg.text() },
  (t) => [pg.unique().on(t.letter)]);
export const animals = zoo.table('${animals}', {
  id: pg.integer().primaryKey(),
  ${name}: pg.text().notNull(),
  ${cage}: pg.integer().references(() => cages.id),
}, (t) => [
  pg.unique().on(t.${name}, t.${cage}),
  pg.index('by_cage').on(t.${cage}).where(sql\`\${t.${name}} <> ''\`),
  pg.index().on(t.${name}),
  pg.check('named', sql\`\${t.${name}} <> 'x'\`),
]);
export const friends = zoo.table('friends', {
  one: pg.integer().references(() => animals.id), other: pg.integer() },
  (t) => [pg.primaryKey({ columns: [t.one, t.other] })]);
export const comments = [describe(animals, 'Who lives here', { ${name}: 'As on the sign' })];`;
    await fixture.declare(tables('animals', 'name', 'cage'));
    await apply();
    await client.query("INSERT INTO zoo.animals VALUES (1, 'Ed', NULL)");

    const after = tables('beasts', 'title', 'pen');
    await fixture.declare(after);
    const renames = ['zoo.animals=beasts', 'zoo.beasts.name=title', 'zoo.beasts.cage=pen'];
    const statements = await apply({ renames });
    expect(statements).not.toMatch(/DROP|ADD|CREATE|COMMENT/);
    expect((await client.query('SELECT * FROM zoo.beasts')).rows).toEqual([
      { id: 1, title: 'Ed', pen: null },
    ]);
    expect(await readCatalogue(client, ['zoo'])).toEqual(await madeAtOnce(after));
  });

  it('keeps row-level security and its policies through every change', async () => {
    const tables = (using: string, more: string) => `
export const animals = zoo.table('animals', { id: pg.integer(), weight: pg.integer() }, (t) => [
  pg.pgPolicy('light', { for: 'select', to: 'public', using: sql\`${using}\` }) ${more}]);
export const bare = zoo.table('bare', { id: pg.integer() }).enableRLS();`;
    const steps = [
      tables('weight < 10', ''),
      tables('weight < 20', ''),
      tables(
        'weight < 20',
        ", pg.pgPolicy('heavy', { as: 'restrictive', for: 'delete', using: sql`weight > 5` })",
      ),
      tables(
        'weight < 20',
        ", pg.pgPolicy('other', { for: 'insert', withCheck: sql`weight > 5` })",
      ),
    ];
    for (const step of steps) {
      await fixture.declare(step);
      await apply();
      const is = await readCatalogue(client, ['zoo']);
      expect(is).toEqual(await madeAtOnce(step));
      const secured = is.objects.filter(({ facts }) => facts.rowLevelSecurity === true);
      expect(secured.map(({ name }) => name)).toEqual(['animals', 'bare']);
    }
    const policies = (await readCatalogue(client, ['zoo'])).objects.filter(
      ({ kind }) => kind === 'policy',
    );
    expect(policies.map(({ name }) => name)).toEqual(['animals.light', 'animals.other']);
  });

  it('says what the data are, and only what is new of it', async () => {
    const tables = (table: string, name: string) => `
export const animals = zoo.table('animals', { id: pg.integer(), longName: pg.text('long_name') });
export const comments = [describe(animals, '${table}', { longName: ${name} })];`;
    const found = async () => {
      const { objects } = await readCatalogue(client, ['zoo']);
      return objects.flatMap(({ name, facts }) =>
        facts.comment ? `${name}: ${facts.comment}` : [],
      );
    };
    await fixture.declare(tables('Who lives here', `"A child's name for it"`));
    await apply();
    expect(await found()).toEqual([
      'animals: Who lives here',
      "animals.long_name: A child's name for it",
    ]);
    await fixture.declare(tables('Who lives here', 'undefined'));
    expect(await apply()).toBe('COMMENT ON COLUMN "zoo"."animals"."long_name" IS NULL;\n');
    await fixture.declare(tables('One row an animal', 'undefined'));
    expect(await apply()).toBe(`COMMENT ON TABLE "zoo"."animals" IS 'One row an animal';\n`);
    expect(await found()).toEqual(['animals: One row an animal']);
  });

  it('makes extensions in a schema of their own, and types of them', async () => {
    await fixture.declare(`
export const extensions = ['citext', 'ltree'];
const citext = pg.customType({ dataType: () => 'extensions.citext' });
export const animals = zoo.table('animals', { name: citext('name').notNull() });`);
    await apply();
    await client.query("INSERT INTO zoo.animals VALUES ('Ed')");
    const { objects } = await readCatalogue(client, ['zoo']);
    const facts = (name: string) => objects.find((object) => object.name === name)?.facts;
    expect(facts('ltree')).toMatchObject({ schema: 'extensions' });
    expect(facts('animals.name')).toMatchObject({ type: 'extensions.citext' });
    expect((await fixture.generate()).changes).toEqual([]);
  });

  it('turns text into numbers where every row is one, and says so where not', async () => {
    const tables = (type: string) =>
      `export const animals = zoo.table('animals', { legs: ${type} });`;
    await fixture.declare(tables('pg.text()'));
    await apply();
    await client.query("INSERT INTO zoo.animals VALUES ('4'), ('two')");
    await fixture.declare(tables('pg.integer()'));
    await expect(apply({ allowLoss: ['zoo.animals.legs'] })).rejects.toThrow('"two"');
    await client.query("UPDATE zoo.animals SET legs = 2 WHERE legs = 'two'");
    await client.query(await fixture.statements(1));
    expect((await client.query('SELECT sum(legs)::int AS legs FROM zoo.animals')).rows).toEqual([
      { legs: 6 },
    ]);
  });

  it('gives a table another primary key', async () => {
    const tables = (
      columns: string,
    ) => `export const animals = zoo.table('animals', { ${columns} });
export const friends = zoo.table('friends', { one: animals.key?.primary ? pg.text().references(() => animals.key) : pg.text() });`;
    await fixture.declare(tables('id: pg.integer().primaryKey()'));
    await apply();
    for (const columns of [
      "id: pg.integer().notNull(), key: pg.text().primaryKey().default('a')",
      'id: pg.integer().primaryKey(), key: pg.text().notNull().unique()',
      'key: pg.text().primaryKey()',
    ]) {
      await fixture.declare(tables(columns));
      const dropped = columns.includes('id:') ? [] : ['zoo.animals.id'];
      await apply({ allowLoss: dropped });
      const { objects } = await readCatalogue(client, ['zoo']);
      const key = objects.find(({ name }) => name === 'animals.animals_pkey');
      const wanted = /(\w+): pg\.\w+\(\)\.primaryKey/.exec(columns)?.[1];
      expect(key?.facts.definition).toBe(`PRIMARY KEY (${wanted})`);
    }
  });
});
