import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TablesState } from './state.ts';

/** What a schema is to be, or was when its last migration was written. */
export interface Snapshot {
  readonly tables: TablesState;
  /** Statements that Drizzle cannot say; each is written once. */
  readonly extras: readonly string[];
  /** By `schema.table` and `schema.table.column`. */
  readonly comments: Readonly<Record<string, string>>;
  readonly extensions: readonly string[];
}

/** Where a schema's tables stand and its migrations go. */
export interface Room {
  /** Name of the schema. */
  readonly name: string;
  /** Its tables.ts. */
  readonly tables: string;
  /** Folder of its migrations. */
  readonly migrations: string;
}

interface DrizzleKit {
  /** State of what a tables.ts exports. */
  generateDrizzleJson(exported: Readonly<Record<string, unknown>>, follows?: string): TablesState;
  /** SQL from one state to the next. */
  generateMigration(before: TablesState, after: TablesState): Promise<readonly string[]>;
}

/** Drizzle's tools, loaded when something is generated and not before. */
export async function loadDrizzleKit(): Promise<DrizzleKit> {
  return (await import('drizzle-kit/api')) as unknown as DrizzleKit;
}

/** The state when the last migration was written; nothing, before the first. */
export async function readSnapshot(room: Room): Promise<Snapshot> {
  const path = snapshotPath(room);
  const { generateDrizzleJson } = await loadDrizzleKit();
  const nothing = { extras: [], comments: {}, extensions: [] };
  if (!existsSync(path)) return { tables: generateDrizzleJson({}), ...nothing };
  return { ...nothing, ...(JSON.parse(await readFile(path, 'utf8')) as Snapshot) };
}

/** Keeps the state for the next comparison. */
export async function writeSnapshot(room: Room, snapshot: Snapshot): Promise<void> {
  await writeFile(snapshotPath(room), `${JSON.stringify(snapshot, null, 2)}\n`);
}

function snapshotPath(room: Room): string {
  return join(room.migrations, 'snapshot.json');
}
