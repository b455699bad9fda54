/**
 * Writes the migrations of every schema from its tables.ts.
 *
 *   node tools/generate/migrations.ts [--check] [--title words] [--root folder] [schema …]
 *
 * `--check` writes nothing and exits 1 when a tables.ts has changed without its migration.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type DrizzleSnapshotJSON, generateDrizzleJson, generateMigration } from 'drizzle-kit/api';

const separator = '--> statement-breakpoint\n';

/** Where a schema's tables stand and its migrations go. */
interface Room {
  readonly name: string;
  readonly tables: string;
  readonly migrations: string;
}

/** The last state: what Drizzle knows, and the statements of `extras` that were written already. */
interface Snapshot {
  readonly tables: DrizzleSnapshotJSON;
  readonly extras: readonly string[];
}

const { values, positionals } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    title: { type: 'string' },
    root: { type: 'string', default: join(import.meta.dirname, '../..') },
  },
  allowPositionals: true,
});

const root = resolve(values.root);
let stale = 0;
for (const room of await findRooms()) {
  if (positionals.length > 0 && !positionals.includes(room.name)) continue;
  const { after, statements } = await compare(room);
  if (statements.length === 0) continue;
  if (values.check) {
    stale += 1;
    console.error(`${room.tables}: ${statements.length} statements are not in a migration yet`);
  } else {
    console.log(await write(room, after, statements));
  }
}
if (stale > 0) {
  console.error('Run: node tools/generate/migrations.ts');
  process.exit(1);
}

async function findRooms(): Promise<readonly Room[]> {
  const domains = (await readdir(join(root, 'domains'))).sort();
  const rooms = domains.map((name) => ({
    name,
    tables: join(root, 'domains', name, 'server/tables.ts'),
    migrations: join(root, 'domains', name, 'server/migrations'),
  }));
  const platform = join(root, 'packages/platform');
  return [
    {
      name: 'platform',
      tables: join(platform, 'src/tables.ts'),
      migrations: join(platform, 'migrations'),
    },
    ...rooms,
  ].filter(({ tables }) => existsSync(tables));
}

async function compare(
  room: Room,
): Promise<{ readonly after: Snapshot; readonly statements: readonly string[] }> {
  const { extras = [], ...tables } = await import(pathToFileURL(room.tables).href);
  if (!isTexts(extras)) throw new Error(`${room.tables}: extras is not a list of SQL statements`);
  const before = await readSnapshot(room);
  const after = { tables: generateDrizzleJson(tables, before.tables.id), extras };
  const generated = await generateMigration(before.tables, after.tables);
  const added = extras.filter((statement) => !before.extras.includes(statement));
  return { after, statements: [...generated.map(harmless), ...added] };
}

/** `platform` stands before its first migration, because the record of migrations lives there. */
function harmless(statement: string): string {
  return statement.replace(/^CREATE SCHEMA "/, 'CREATE SCHEMA IF NOT EXISTS "');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

async function readSnapshot(room: Room): Promise<Snapshot> {
  const path = join(room.migrations, 'snapshot.json');
  if (!existsSync(path)) return { tables: generateDrizzleJson({}), extras: [] };
  return JSON.parse(await readFile(path, 'utf8')) as Snapshot;
}

async function write(room: Room, after: Snapshot, statements: readonly string[]): Promise<string> {
  await mkdir(room.migrations, { recursive: true });
  const written = (await readdir(room.migrations)).filter((name) => name.endsWith('.sql'));
  const number = String(written.length + 1).padStart(4, '0');
  const title = values.title ?? (written.length === 0 ? 'start' : 'change');
  const path = join(room.migrations, `${number}_${title.trim().replace(/\W+/g, '_')}.sql`);
  await writeFile(path, `${statements.map((one) => one.trim()).join(`\n${separator}`)}\n`);
  await writeFile(join(room.migrations, 'snapshot.json'), `${JSON.stringify(after, null, 2)}\n`);
  return path;
}
