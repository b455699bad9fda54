import { gated, identifier, list, type Sql, sql } from '../sql.ts';

/** What a session may use. */
export interface Limits {
  readonly threads: number;
  readonly memoryMb: number;
}

/** A granted table as the worker gets it: the view or the materialised rows of one Parquet file. */
export interface GrantedTable {
  readonly table: string;
  readonly parquet: string;
  /** SELECT over `source` that passed the gate; null = the whole file. */
  readonly restriction: string | null;
}

/** Files the worker may touch, all in a folder of its own. */
export interface Places {
  /** Named pipes, made before the lock, that answers are written to. */
  readonly pipes: readonly string[];
  /** Folder for what does not fit in memory. */
  readonly spill: string;
}

const spillMb = 4096;

/** Statements that go before the lock, the same for every session. */
export function commonSettings(): readonly Sql[] {
  return [
    sql`SET TimeZone = 'UTC'`,
    sql`SET enable_logging = false`,
    sql`SET enable_external_file_cache = false`,
    sql`SET parquet_metadata_cache = true`,
    sql`SET autoinstall_known_extensions = false`,
    sql`SET autoload_known_extensions = false`,
    sql`SET allow_community_extensions = false`,
    sql`SET allow_persistent_secrets = false`,
    sql`SET allow_unredacted_secrets = false`,
    sql`SET enable_progress_bar = false`,
    sql`SET home_directory = '/nonexistent'`,
    sql`SET secret_directory = '/nonexistent'`,
    sql`SET extension_directory = '/nonexistent'`,
    sql`SET allocator_background_threads = false`,
  ];
}

/**
 * Grants and lock, in the order that held: rows that policy leaves are copied out first; then only
 * pipes and files that are granted whole stay reachable; then nothing can be set any more.
 */
export function grantAndLock(grants: readonly GrantedTable[], places: Places): readonly Sql[] {
  const restricted = grants.filter(({ restriction }) => restriction !== null);
  const open = grants.filter(({ restriction }) => restriction === null);
  const spill =
    restricted.length > 0
      ? [sql`SET temp_directory = ''`]
      : [
          sql`SET temp_directory = ${places.spill}`,
          sql`SET max_temp_directory_size = ${`${spillMb}MB`}`,
        ];
  const reachable = [...places.pipes, ...open.map(({ parquet }) => parquet)];
  return [
    ...spill,
    ...restricted.flatMap(materialise),
    sql`SET allowed_paths = ${list(reachable)}`,
    sql`SET enable_external_access = false`,
    ...open.map(
      ({ table, parquet }) =>
        sql`CREATE VIEW ${identifier('main', table)} AS SELECT * FROM read_parquet(${parquet})`,
    ),
    sql`SET lock_configuration = true`,
  ];
}

/** The name under which a restriction reads its file. */
export const sourceTable = 'source';

// A granted table may itself be called "source": that one lives in another schema meanwhile.
function materialise({ table, parquet, restriction }: GrantedTable): readonly Sql[] {
  return [
    sql`CREATE SCHEMA before_lock`,
    sql`CREATE VIEW before_lock.source AS SELECT * FROM read_parquet(${parquet})`,
    sql`SET search_path = 'before_lock'`,
    sql`CREATE TABLE ${identifier('memory', 'main', table)} AS ${gated(restriction ?? '')}`,
    sql`SET search_path = 'main'`,
    sql`DROP SCHEMA before_lock CASCADE`,
  ];
}
