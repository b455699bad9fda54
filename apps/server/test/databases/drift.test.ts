import { expect, it } from 'vitest';
import { insites } from './command.ts';
import { ask, createTwoDatabases } from './two-databases.ts';

/** What somebody did by hand, where, and what the check says of it. */
const byHand = [
  {
    in: 'main',
    did: 'ALTER TABLE files.files ADD COLUMN by_hand text',
    says: /column files\.files\.by_hand is in the database but in no migration/,
  },
  {
    in: 'main',
    did: 'DROP INDEX datasets.versions_source',
    says: /index datasets\.versions_source is missing/,
  },
  {
    in: 'main',
    did: "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'datasets.datasets_updated'::regclass",
    says: /index datasets\.datasets_updated is invalid: REINDEX INDEX CONCURRENTLY/,
  },
  {
    in: 'main',
    did: "ALTER TABLE datasets.datasets ALTER COLUMN description SET DEFAULT 'none'",
    says: /default of column datasets\.datasets\.description is 'none'::text, the migrations say ''::text/,
  },
  {
    in: 'main',
    did: 'DROP POLICY organisation ON files.folders',
    says: /policy files\.folders\.organisation is missing/,
  },
  {
    in: 'main',
    did: 'ALTER TABLE licensing.plans DISABLE ROW LEVEL SECURITY',
    says: /row-level security of table licensing\.plans is off, the migrations say on/,
  },
  {
    in: 'main',
    did: 'ALTER TABLE files.versions NO FORCE ROW LEVEL SECURITY',
    says: /row-level security for the owner of table files\.versions is off, the migrations say on/,
  },
  {
    in: 'main',
    did: "DO $$ BEGIN EXECUTE format('GRANT TRUNCATE ON files.files TO %I', current_database() || '_app'); END $$",
    says: /grant TRUNCATE on table files\.files to .*_app is in the database but in no migration/,
  },
  {
    in: 'auth',
    did: 'REVOKE INSERT ON audit.entries FROM CURRENT_USER',
    says: /grant INSERT on table audit\.entries to its owner is missing/,
  },
  {
    in: 'auth',
    did: "COMMENT ON TABLE identity.people IS 'Everybody'",
    says: /comment of table identity\.people is "Everybody", the migrations say "/,
  },
  {
    in: 'auth',
    did: "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = identity', current_database()); END $$",
    says: /search_path of this database is set to identity/,
  },
] as const;

it('`insites db check` names whatever was done by hand, and fails', async () => {
  await using two = await createTwoDatabases();
  const check = async () => {
    const { code, out } = await insites(['db', 'check', '--json'], two.settings);
    return { code, ...JSON.parse(out) } as {
      code: number;
      items: { database: string; sentence: string; repair?: string }[];
      pending: string[];
    };
  };
  const unmade = await check();
  expect(unmade.code).not.toBe(0);
  expect(unmade.pending).toContain('identity/0001_start.sql');

  expect(await insites(['db', 'migrate'], two.settings)).toMatchObject({ code: 0 });
  expect(await check()).toMatchObject({ code: 0, items: [], pending: [] });

  for (const { in: database, did } of byHand) await ask(two[database], did);
  const drifted = await check();
  expect(drifted.code).not.toBe(0);
  expect(drifted.items).toHaveLength(byHand.length);
  for (const { in: database, says } of byHand)
    expect(drifted.items).toContainEqual(
      expect.objectContaining({
        database: two[database].name,
        sentence: expect.stringMatching(says),
      }),
    );
  const read = await insites(['db', 'check'], two.settings);
  expect(read.err).toContain(`${byHand.length} things are not as the code says`);

  for (const { database, repair } of drifted.items)
    if (repair) await ask(database === two.main.name ? two.main : two.auth, repair);
  await ask(two.main, 'ALTER TABLE files.files DROP COLUMN by_hand');
  await ask(two.auth, `ALTER DATABASE ${two.auth.name} RESET search_path`);
  expect(await check()).toMatchObject({ code: 0, items: [] });
}, 120_000);
