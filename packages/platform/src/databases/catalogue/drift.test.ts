import { createDatabase } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { hashCatalogue } from './catalogue.ts';
import { findDrift } from './expected.ts';
import { readCatalogue } from './read.ts';
import { makeZoo, openZoo, zooSchemas } from './zoo-fixture.ts';

interface Drift {
  readonly by: string;
  /** One statement each; `!` before one that has to fail. */
  readonly sql: readonly string[];
  readonly says: string | RegExp | readonly string[];
  /** Whether the repair, where there is one, brings everything back. */
  readonly mends?: false;
}

const drifts: readonly Drift[] = [
  {
    by: 'a column made by hand',
    sql: ['ALTER TABLE keepers.people ADD nick_name text'],
    says: 'column keepers.people.nick_name is in the database but in no migration',
    mends: false,
  },
  {
    by: 'a dropped column',
    sql: ['ALTER TABLE zoo.animals DROP born'],
    says: 'column zoo.animals.born is missing',
  },
  {
    by: 'another type',
    sql: ['ALTER TABLE keepers.people ALTER name TYPE varchar(200)'],
    says: 'type of column keepers.people.name is character varying(200), the migrations say text',
    mends: false,
  },
  {
    by: 'NOT NULL taken away',
    sql: ['ALTER TABLE zoo.animals ALTER latest DROP NOT NULL'],
    says: 'NOT NULL of column zoo.animals.latest is off, the migrations say on',
  },
  {
    by: 'a default by hand',
    sql: ['ALTER TABLE zoo.animals ALTER latest SET DEFAULT 7'],
    says: 'default of column zoo.animals.latest is 7, the migrations say none',
  },
  {
    by: 'a default lost',
    sql: ['ALTER TABLE zoo.animals ALTER diet DROP DEFAULT'],
    says: "default of column zoo.animals.diet is none, the migrations say 'plants'::zoo.diet",
  },
  {
    by: 'an index dropped',
    sql: ['DROP INDEX zoo.animals_key'],
    says: 'index zoo.animals_key is missing',
  },
  {
    by: 'an index invalid',
    sql: [
      "INSERT INTO zoo.animals (name, latest) VALUES ('Ed', 1)",
      'DROP INDEX zoo.animals_name',
      "INSERT INTO zoo.animals (name, latest) VALUES ('Ed', 1)",
      '!CREATE UNIQUE INDEX CONCURRENTLY animals_name ON zoo.animals (name)',
      "UPDATE zoo.animals SET name = 'Eddy' WHERE id = 2",
    ],
    says: 'index zoo.animals_name is invalid: REINDEX INDEX CONCURRENTLY zoo.animals_name',
  },
  {
    by: 'another index under its name',
    sql: ['DROP INDEX zoo.animals_key', 'CREATE INDEX animals_key ON zoo.animals (name_key)'],
    says: /^definition of index zoo\.animals_key is CREATE INDEX .*\(name_key\), the migrations say CREATE .* WHERE \(latest > 1\)$/,
    mends: false,
  },
  {
    by: 'an index made by hand',
    sql: ['CREATE INDEX by_hand ON zoo.animals (born)'],
    says: 'index zoo.by_hand is in the database but in no migration',
  },
  {
    by: 'a grant lost',
    sql: ['REVOKE SELECT ON zoo.animals FROM pg_monitor'],
    says: 'grant SELECT on table zoo.animals to pg_monitor is missing',
  },
  {
    by: 'a grant on a column lost',
    sql: ['REVOKE UPDATE (name) ON zoo.animals FROM pg_monitor'],
    says: 'grant UPDATE on column zoo.animals.name to pg_monitor is missing',
  },
  {
    by: 'a grant to everybody',
    sql: ['GRANT DELETE ON keepers.people TO PUBLIC'],
    says: 'grant DELETE on table keepers.people to everybody is in the database but in no migration',
  },
  {
    by: 'a grant on all to come',
    sql: ['ALTER DEFAULT PRIVILEGES IN SCHEMA zoo GRANT SELECT ON TABLES TO pg_monitor'],
    says: /^default grant SELECT on tables of \w+ in schema zoo to pg_monitor is in the database but in no migration$/,
  },
  {
    by: 'a comment changed',
    sql: ["COMMENT ON COLUMN zoo.animals.name IS 'whatever'"],
    says: 'comment of column zoo.animals.name is "whatever", the migrations say "As on the sign"',
  },
  {
    by: 'a wrong search_path of the database',
    sql: [
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = zoo, public', current_database()); END $$",
    ],
    says: 'search_path of this database is set to zoo, public; a connection carries its own, so no migration sets it',
  },
  {
    by: 'a wrong search_path of the role',
    sql: [
      "DO $$ BEGIN EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET search_path = keepers', current_database()); END $$",
    ],
    says: /^search_path of role \w+ in this database is set to keepers; /,
  },
  {
    by: 'a wrong search_path of a function',
    sql: ['ALTER FUNCTION zoo.refuse() SET search_path = public'],
    says: 'settings of function zoo.refuse() is search_path=public, the migrations say search_path=zoo',
  },
  {
    by: 'a changed body of a function',
    sql: [
      'CREATE OR REPLACE FUNCTION zoo.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = zoo AS $$ BEGIN RETURN NULL; END $$',
    ],
    says: 'body of function zoo.refuse() is not what the migrations say',
  },
  {
    by: 'a trigger disabled',
    sql: ['ALTER TABLE zoo.animals DISABLE TRIGGER animals_stay'],
    says: 'trigger zoo.animals.animals_stay fires never, the migrations say always',
  },
  {
    by: 'a trigger dropped',
    sql: ['DROP TRIGGER animals_stay ON zoo.animals'],
    says: 'trigger zoo.animals.animals_stay is missing',
  },
  {
    by: 'foreign keys switched off',
    sql: [
      'ALTER TABLE zoo.animals DISABLE TRIGGER ALL',
      'ALTER TABLE zoo.animals ENABLE ALWAYS TRIGGER animals_stay',
    ],
    says: 'constraint zoo.animals.animals_keeper_fkey is switched off: its table has DISABLE TRIGGER ALL',
    mends: false,
  },
  {
    by: 'a rule made by hand',
    sql: ['CREATE RULE swallow AS ON INSERT TO keepers.people DO INSTEAD NOTHING'],
    says: 'rule keepers.people.swallow is in the database but in no migration',
  },
  {
    by: 'a policy dropped',
    sql: ['DROP POLICY animals_light ON zoo.animals'],
    says: 'policy zoo.animals.animals_light is missing',
  },
  {
    by: 'a policy widened',
    sql: ['ALTER POLICY animals_light ON zoo.animals USING (true)'],
    says: 'using of policy zoo.animals.animals_light is true, the migrations say ((weight)::numeric < (5000)::numeric)',
  },
  {
    by: 'row-level security off',
    sql: ['ALTER TABLE zoo.animals DISABLE ROW LEVEL SECURITY'],
    says: 'row-level security of table zoo.animals is off, the migrations say on',
  },
  {
    by: 'a constraint dropped',
    sql: ['ALTER TABLE zoo.animals DROP CONSTRAINT animals_latest'],
    says: 'constraint zoo.animals.animals_latest is missing',
  },
  {
    by: 'a primary key dropped, which takes its index along',
    sql: ['ALTER TABLE zoo.animals DROP CONSTRAINT animals_pkey'],
    says: 'constraint zoo.animals.animals_pkey is missing',
  },
  {
    by: 'a constraint that was never checked',
    sql: [
      'ALTER TABLE zoo.animals DROP CONSTRAINT animals_latest',
      'ALTER TABLE zoo.animals ADD CONSTRAINT animals_latest CHECK (latest >= 0) NOT VALID',
    ],
    says: 'constraint zoo.animals.animals_latest was never checked against older rows: ALTER TABLE zoo.animals VALIDATE CONSTRAINT animals_latest',
  },
  {
    by: 'an enum value more',
    sql: ["ALTER TYPE zoo.diet ADD VALUE 'insects'"],
    says: 'values of type zoo.diet is plants, meat, insects, the migrations say plants, meat',
    mends: false,
  },
  {
    by: 'a view redefined',
    sql: ['CREATE OR REPLACE VIEW zoo.heavy AS SELECT id, name FROM zoo.animals WHERE weight > 99'],
    says: /^definition of view zoo\.heavy is/,
  },
  {
    by: 'a sequence that starts elsewhere',
    sql: ['ALTER SEQUENCE zoo.tickets INCREMENT 5'],
    says: 'increment of sequence zoo.tickets is 5, the migrations say 1',
    mends: false,
  },
  {
    by: 'a table that may be lost in a crash',
    sql: ['ALTER TABLE zoo.animals SET UNLOGGED'],
    says: 'persistence of table zoo.animals is unlogged, the migrations say permanent',
    mends: false,
  },
  {
    by: 'a table more',
    sql: ['CREATE TABLE zoo.by_hand (id integer PRIMARY KEY, note text)'],
    says: 'table zoo.by_hand is in the database but in no migration',
    mends: false,
  },
  {
    by: 'a table less, and what hangs on it',
    sql: ['DROP TABLE zoo.animals CASCADE'],
    says: ['table zoo.animals is missing', 'view zoo.heavy is missing'],
    mends: false,
  },
  {
    by: 'a schema less',
    sql: ['DROP SCHEMA keepers CASCADE', 'DROP SCHEMA zoo CASCADE'],
    says: ['schema keepers is missing', 'schema zoo is missing'],
    mends: false,
  },
];

describe('findDrift', () => {
  it('finds nothing in what the migrations made', async () => {
    await using zoo = await openZoo(await createDatabase());
    expect(await findDrift(zoo.client, makeZoo, zooSchemas)).toEqual([]);
  });

  it.each(drifts)('names $by, and nothing else', async ({ sql, says, mends = true }) => {
    await using zoo = await openZoo(await createDatabase());
    const before = await readCatalogue(zoo.client, zooSchemas);
    for (const statement of sql) {
      const done = zoo.client.query(statement.replace(/^!/, ''));
      if (statement.startsWith('!')) await expect(done).rejects.toThrow();
      else await done;
    }
    const after = await readCatalogue(zoo.client, zooSchemas);
    expect(hashCatalogue(after)).not.toBe(hashCatalogue(before));

    const found = await findDrift(zoo.client, makeZoo, zooSchemas);
    const wanted = [says]
      .flat()
      .map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one));
    expect(found.map(({ sentence }) => sentence)).toEqual(wanted);

    if (!mends) return;
    const repairs = found.flatMap(({ repair }) => repair ?? []);
    expect(repairs).toHaveLength(1);
    for (const repair of repairs) await zoo.client.query(repair);
    const left = await findDrift(zoo.client, makeZoo, zooSchemas);
    expect(left.map(({ sentence }) => sentence)).toEqual([]);
  });
});
