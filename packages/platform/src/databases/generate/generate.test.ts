import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, openFixture } from './generate-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.remove());

/** A table `animals` with these columns. */
const animals = (columns: string, more = '') =>
  `export const animals = zoo.table('animals', { id: pg.integer().primaryKey(), ${columns} }${more});`;

describe('generate', () => {
  it('makes the migration of one changed line, and nothing else', async () => {
    await fixture.declare(animals('name: pg.text().notNull()'));
    await fixture.generate();
    expect(await fixture.generate({ check: true })).toEqual({ changes: [] });
    await fixture.declare(animals('name: pg.text().notNull(), kind: pg.text()'));
    const { changes } = await fixture.generate({ check: true });
    expect(changes).toMatchObject([{ schema: 'zoo', path: null, statements: [/ADD/] }]);
    expect(await fixture.written()).toEqual(['0001_start.sql']);
    await fixture.generate({ title: 'kind of animal' });
    expect(await fixture.read('0002_kind_of_animal.sql')).toBe(
      'ALTER TABLE "zoo"."animals" ADD COLUMN "kind" text;\n',
    );
    expect(await fixture.generate()).toEqual({ changes: [] });
  });

  it.each([
    ['a dropped column', '', 'zoo.animals.name', /column zoo\.animals\.name would be dropped/],
    [
      'a narrowed column',
      'name: pg.varchar({ length: 9 })',
      'zoo.animals.name',
      /narrowed from text to varchar\(9\)/,
    ],
    [
      'NOT NULL on a column',
      'name: pg.text().notNull()',
      'zoo.animals.name',
      /would become NOT NULL/,
    ],
    [
      'a new NOT NULL column',
      'name: pg.text(), kind: pg.text().notNull()',
      'zoo.animals.kind',
      /NOT NULL without a default/,
    ],
  ])('stops at %s until it is said to be meant', async (_, columns, target, says) => {
    await fixture.declare(animals('name: pg.text()'));
    await fixture.generate();
    await fixture.declare(animals(columns));
    await expect(fixture.generate()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'platform.changeLosesData',
      message: expect.stringMatching(says),
      details: { hint: expect.stringContaining(`--allow-loss ${target}`) },
    });
    expect(await fixture.written()).toHaveLength(1);
    expect((await fixture.generate({ check: true })).changes).toHaveLength(1);
    await fixture.generate({ allowLoss: [target] });
    expect(await fixture.written()).toHaveLength(2);
  });

  it('stops at a dropped table and a dropped value of an enum', async () => {
    const diet = (values: string) =>
      `export const diet = zoo.enum('diet', [${values}]);\n${animals('eats: diet()')}`;
    await fixture.declare(
      `${diet("'plants', 'meat'")} export const cages = zoo.table('cages', { id: pg.integer() });`,
    );
    await fixture.generate();
    await fixture.declare(diet("'plants'"));
    const allowLoss = ['zoo.cages', 'zoo.diet.meat'];
    await expect(fixture.generate({ allowLoss: ['zoo.cages'] })).rejects.toThrow('value meat');
    await expect(fixture.generate({ allowLoss: ['zoo.diet.meat'] })).rejects.toThrow(
      'table zoo.cages',
    );
    await expect(fixture.generate({ allowLoss: [...allowLoss, 'zoo.lions'] })).rejects.toThrow(
      'Nothing of zoo.lions would be lost',
    );
    await fixture.generate({ allowLoss });
  });

  it('lets through what loses nothing', async () => {
    await fixture.declare(animals('name: pg.varchar({ length: 9 }).notNull(), legs: pg.integer()'));
    await fixture.generate();
    await fixture.declare(
      animals(
        "name: pg.text(), legs: pg.bigint({ mode: 'number' }), tail: pg.boolean().notNull().default(true)",
      ),
    );
    await fixture.generate();
    expect(await fixture.written()).toHaveLength(2);
  });

  it('warns of what existing rows may refuse, and of less protection', async () => {
    await fixture.declare(
      animals('name: pg.text()', ", () => [pg.pgPolicy('light', { using: sql`true` })]"),
    );
    await fixture.generate();
    await fixture.declare(
      animals('name: pg.text().unique()', ", (t) => [pg.check('named', sql`name <> ''`)]"),
    );
    const { changes } = await fixture.generate();
    expect(changes[0]?.warnings).toEqual([
      'unique constraint animals_name_unique is new on zoo.animals: it fails when rows break it',
      'check named is new on zoo.animals: it fails when rows break it',
      'policy light of zoo.animals would be dropped',
    ]);
  });

  it('never waits for an answer: what is new and what is gone are two steps', async () => {
    await fixture.declare(animals('name: pg.text(), kind: pg.text()'));
    await fixture.generate();
    await fixture.declare(`${animals('title: pg.text(), kind: pg.text()')}
      export const cages = zoo.table('cages', { id: pg.integer(), animal: pg.integer().references(() => animals.id) });`);
    await fixture.generate({ allowLoss: ['zoo.animals.name'] });
    await fixture.declare(`${animals('title: pg.text(), kind: pg.text()')}
      export const pens = zoo.table('pens', { id: pg.integer() });`);
    await fixture.generate({ allowLoss: ['zoo.cages'] });
    const statements = (await fixture.statements(1)).split(/;\s*(?:--> statement-breakpoint)?\s*/);
    expect(statements.map((one) => one.split(/ \(| ADD CON| text/)[0])).toEqual([
      'CREATE TABLE "zoo"."cages"',
      'ALTER TABLE "zoo"."animals" ADD COLUMN "title"',
      'ALTER TABLE "zoo"."animals" DROP COLUMN "name"',
      'ALTER TABLE "zoo"."cages"',
      'CREATE TABLE "zoo"."pens"',
      'DROP TABLE "zoo"."cages" CASCADE',
      '',
    ]);
  });

  it('refuses names that are nowhere', async () => {
    await fixture.declare(animals('name: pg.text()'));
    await fixture.generate();
    await fixture.declare(animals('title: pg.text()'));
    const refused = (options: Parameters<Fixture['generate']>[0]) =>
      expect(fixture.generate(options)).rejects.toMatchObject({
        code: 'platform.declarationInvalid',
      });
    await refused({ renames: ['zoo.animals.name'] });
    await refused({ renames: ['zoo.animals.name=label'] });
    await refused({ renames: ['zoo.animals.nome=title'] });
    await refused({ renames: ['park.animals.name=title'] });
    await refused({ only: ['park'] });
    expect(await fixture.written()).toHaveLength(1);
  });

  it('asks whether what is gone is what is new, and takes no for an answer', async () => {
    await fixture.declare(animals('name: pg.text()'));
    await fixture.generate();
    await fixture.declare(animals('title: pg.text(), label: pg.text()'));
    const asked: unknown[] = [];
    await expect(
      fixture.generate({
        ask: async (question) => {
          asked.push(question);
          return null;
        },
      }),
    ).rejects.toThrow('would be dropped');
    expect(asked).toEqual([{ from: 'zoo.animals.name', candidates: ['title', 'label'] }]);
    await fixture.generate({ ask: async () => 'label' });
    expect(await fixture.statements(1)).toMatch(
      /^ALTER TABLE "zoo"."animals" RENAME COLUMN "name" TO "label";[^;]*ADD COLUMN "title" text;\n$/,
    );
  });
});
