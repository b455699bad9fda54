import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatabase, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log/log.ts';
import { migrate } from './migrate.ts';

const log = createLog({ logLevel: 'silent' });

async function schemaOf(home: string, files: Record<string, string>) {
  const folder = join(home, 'migrations');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { name: 'zoo', migrations: pathToFileURL(`${folder}/`) };
}

const first =
  'CREATE SCHEMA zoo;\n--> statement-breakpoint\nCREATE TABLE zoo.animals (name text);\n';
const broken =
  'CREATE TABLE zoo.cages (name text);\n--> statement-breakpoint\nALTER TABLE zoo.plants ADD x int;\n';

describe('migrate', () => {
  it('applies each migration once, also when several servers start together', async () => {
    await using home = await temporaryHome();
    await using test = await createDatabase();
    const schema = await schemaOf(home.path, { '0001_start.sql': first });
    const applied = await Promise.all([1, 2, 3].map(() => migrate(test.database, [schema], log)));
    expect(applied.toSorted()).toEqual([0, 0, 1]);
    expect(await migrate(test.database, [schema], log)).toBe(0);
  });

  it('leaves the database unchanged when a statement fails and names it', async () => {
    await using home = await temporaryHome();
    await using test = await createDatabase();
    const schema = await schemaOf(home.path, { '0001_start.sql': first, '0002_next.sql': broken });
    await expect(migrate(test.database, [schema], log)).rejects.toMatchObject({
      code: 'platform.migrationFailed',
      message: expect.stringMatching(
        /zoo\/0002_next\.sql.*"zoo\.plants" does not exist.*ALTER TABLE/,
      ),
    });
    const tables = await test.database.execute(
      sql`SELECT tablename FROM pg_tables WHERE schemaname = 'zoo'`,
    );
    expect(tables.rows).toEqual([{ tablename: 'animals' }]);
  });

  it('refuses a migration that was changed after it was applied, and a newer database', async () => {
    await using home = await temporaryHome();
    await using test = await createDatabase();
    const schema = await schemaOf(home.path, { '0001_start.sql': first });
    await migrate(test.database, [schema], log);
    await schemaOf(home.path, { '0001_start.sql': `${first}-- later\n` });
    await expect(migrate(test.database, [schema], log)).rejects.toThrow('is not what was applied');
    await using empty = await temporaryHome();
    const older = await schemaOf(empty.path, {});
    await expect(migrate(test.database, [older], log)).rejects.toThrow('does not know');
  });
});
