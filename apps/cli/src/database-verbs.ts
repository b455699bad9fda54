import { errors } from '@insites/kernel';
import { z } from 'zod';
import { backupVerbs } from './backup-verbs.ts';
import { at, home, load } from './database-options.ts';
import { rebuildVerb } from './rebuild-verb.ts';
import { ownVerb, type Verb } from './verb.ts';

const confirm = z
  .array(z.string())
  .default([])
  .describe('The database meant, by its own name; every one of them, repeated or with commas');
const fixtures = z
  .string()
  .default('sample-city')
  .describe('What they are filled with: minimal, sample-city or city');
const scale = z.int().min(0).max(10_000_000).optional().describe('Rows of the made-up city');
const seed = z.string().optional().describe('The same seed makes the same data; default 1');

const status = ownVerb({
  words: ['db', 'status'],
  summary: 'Each database and schema: migrations applied and pending, drift, size',
  options: z.object({ home }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { databaseStatus } = await load();
    const report = await databaseStatus(at(input.home));
    print.answer(report);
    for (const { database, route, mark, generation, leftOver } of report.databases) {
      print.say(`${database} (${route}): ${mark}, re-created ${generation} times`);
      if (leftOver.length > 0) print.say(`  left over, dropped next time: ${leftOver.join(', ')}`);
    }
    for (const warning of report.warnings) print.say(warning);
  },
});

const migrate = ownVerb({
  words: ['db', 'migrate'],
  summary: 'Bring every database up to date; makes those that are not there',
  options: z.object({ home }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { migrateDatabases } = await load();
    print.answer(await migrateDatabases(at(input.home)));
  },
});

const sql = ownVerb({
  words: ['db', 'sql'],
  summary: 'Print the SQL that `insites db migrate` would run',
  options: z.object({
    home,
    everything: z.boolean().default(false).describe('Also what was applied already'),
  }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { migrationSql } = await load();
    const report = await migrationSql({ ...at(input.home), everything: input.everything });
    if (print.json) return print.answer(report);
    for (const { database, migration, statements } of report.items) {
      process.stdout.write(`-- ${database}: ${migration}\n`);
      for (const statement of statements)
        process.stdout.write(`${statement.replace(/;?$/, ';')}\n`);
    }
  },
});

const check = ownVerb({
  words: ['db', 'check'],
  summary:
    'Fail when tables and migrations disagree, or a live database differs from its migrations',
  options: z.object({
    home,
    live: z
      .boolean()
      .default(true)
      .describe('Also look into the databases (--no-live: only the code)'),
  }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { checkDatabases, generateMigrations } = await load();
    const { changes } = await generateMigrations({ check: true });
    const live = input.live ? await checkDatabases(at(input.home)) : { items: [], pending: [] };
    const ungenerated = changes.map(
      ({ tables, statements }) => `${tables}: ${statements.length} statements are in no migration`,
    );
    print.answer({ ...live, ungenerated }, ['database', 'sentence', 'repair']);
    for (const line of ungenerated) print.say(line);
    for (const name of live.pending) print.say(`${name} is not applied yet`);
    const found = live.items.length + live.pending.length + ungenerated.length;
    if (found > 0)
      throw errors.conflict(
        'platform.databasesDiffer',
        `${found} ${found === 1 ? 'thing is' : 'things are'} not as the code says.`,
        { hint: 'Run insites db generate and insites db migrate, or undo what was done by hand.' },
      );
    print.say('Tables, migrations and databases agree.');
  },
});

const generate = ownVerb({
  words: ['db', 'generate'],
  summary: 'Write the migrations for what has changed in the tables.ts files',
  options: z.object({
    title: z.string().optional().describe('Words for the name of the file'),
    rename: z
      .array(z.string())
      .default([])
      .describe('What was renamed: schema.table.column=name or schema.table=name'),
    allowLoss: z
      .array(z.string())
      .default([])
      .describe('What may be lost: schema.table or schema.table.column'),
    schemas: z.array(z.string()).default([]).describe('Only these schemas'),
  }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { generateMigrations } = await load();
    const { title, rename, allowLoss, schemas } = input;
    const { changes } = await generateMigrations({
      title,
      renames: rename,
      allowLoss,
      only: schemas,
      ask: !print.json,
    });
    print.answer(
      { items: changes.map(({ schema, path, statements }) => ({ schema, path, statements })) },
      ['schema', 'path'],
    );
    for (const warning of changes.flatMap(({ warnings }) => warnings)) print.say(warning);
    if (changes.length === 0) print.say('Nothing has changed.');
  },
});

const recreate = ownVerb({
  words: ['db', 'recreate'],
  summary:
    'Drop, create, migrate and fill every database, also while Insites runs; never in production',
  options: z.object({ home, confirm, fixtures, scale, seed }),
  positional: [],
  short: {},
  run: async ({ input, print }) => {
    const { recreateDatabases } = await load();
    const report = await recreateDatabases({
      ...at(input.home),
      confirm: input.confirm,
      fixture: input.fixtures,
      scale: input.scale,
      seed: input.seed,
      progress: (step) => print.say(step),
    });
    if (print.json) return print.answer(report);
    print.answer({ items: report.databases }, ['databaseName', 'generation', 'migrations']);
    print.say(
      `Done in ${(report.milliseconds / 1000).toFixed(1)} s; servers were held for ${report.pauseMilliseconds} ms.`,
    );
  },
});

const seedVerb = ownVerb({
  words: ['db', 'seed'],
  summary: 'Fill empty databases with made-up data, the same for the same seed',
  options: z.object({ home, fixtures: fixtures.default('city'), scale, seed }),
  positional: [],
  short: {},
  run: async ({ input, print, signal }) => {
    const server = await load();
    print.answer(
      await server.seed({
        ...at(input.home),
        fixture: input.fixtures,
        ...(input.scale === undefined ? {} : { scale: input.scale }),
        ...(input.seed === undefined ? {} : { seed: input.seed }),
        signal,
        print: (line) => print.say(line),
      }),
    );
  },
});

const mark = ownVerb({
  words: ['db', 'mark'],
  summary:
    'Say whether databases are production or disposable; only disposable ones are re-created',
  options: z.object({
    home,
    as: z.enum(['production', 'disposable']).describe('What they may be used for'),
    confirm,
  }),
  positional: ['as'],
  short: {},
  run: async ({ input, print }) => {
    const { markDatabases } = await load();
    print.answer(
      await markDatabases({ ...at(input.home), mark: input.as, confirm: input.confirm }),
    );
  },
});

/** `insites db …`: what is done at the databases themselves, not through the server. */
export const databaseVerbs: readonly Verb[] = [
  status,
  migrate,
  sql,
  check,
  generate,
  recreate,
  seedVerb,
  mark,
  rebuildVerb,
  ...backupVerbs,
];
