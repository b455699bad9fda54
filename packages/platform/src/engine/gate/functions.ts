import { lower } from './names.ts';

/** Table functions that make rows out of their arguments only. All others read something. */
export const tableFunctions: ReadonlySet<string> = new Set([
  'range',
  'generate_series',
  'unnest',
  'json_each',
  'json_tree',
]);

interface Denial {
  readonly reason: string;
  readonly names: RegExp;
}

/** Functions of the engine that no query of a stranger may call, and why. */
export const denied: readonly Denial[] = [
  {
    reason: 'it writes to the log of the engine, which leaks rows that a filter hides',
    names: /^(write_log|parse_duckdb_log_message)$/,
  },
  {
    reason: 'it makes the engine wait, which turns a hidden value into a measurable time',
    names: /^(sleep_ms|pg_sleep)$/,
  },
  {
    reason: 'it puts values of the data into an error message',
    names: /^error$/,
  },
  {
    reason: 'it reads or runs SQL given as text',
    names: /^(json_(de)?serialize_(sql|plan)|json_execute_serialized_sql|query|query_table)$/,
  },
  {
    reason: 'it reads settings, variables or the environment',
    names: /^(getenv|getvariable|current_setting|in_search_path|get_block_size)$/,
  },
  {
    reason: 'it tells about the session, not about the data',
    names:
      /^(current_(connection_id|query|query_id|transaction_id|database|catalog|schema|schemas|role|user)|txid_current|user|session_user|version)$/,
  },
  {
    reason: 'it belongs to the system catalogue',
    names:
      /^(pg_(?!size_pretty$).*|has_.*_privilege|inet_.*|(col|obj|shobj)_description|format_pg_type|format_type|map_to_pg_oid|duckdb_.*|pragma_.*)$/,
  },
  {
    reason: 'it changes the state of the session',
    names: /^(nextval|currval|setseed)$/,
  },
  {
    reason: 'it shows how values are stored, also of rows that a filter hides',
    names: /^(stats|vector_type|create_sort_key|constant_or_null)$/,
  },
  {
    reason: 'it takes raw bytes of the engine and could damage its memory',
    names: /^(finalize|combine|__.*|variant_.*|remap_struct|is_histogram_other_bin)$/,
  },
  {
    reason: 'it builds types out of text',
    names: /^(make_type|replace_type|get_type|cast_to_type|can_cast_implicitly)$/,
  },
];

/** Why a function is denied, or null. */
export function denialOf(name: string): string | null {
  // An operator's name can begin with underscores too: `!__postfix` is the factorial.
  const plain = lower(name);
  return denied.find(({ names }) => names.test(plain))?.reason ?? null;
}

/** The allow-list: every scalar, aggregate and macro the engine has, minus what is denied. */
export function allowedFunctions(all: readonly string[]): ReadonlySet<string> {
  // `unnest` is a table function that may also stand in a select list.
  return new Set([...all.map(lower).filter((name) => denialOf(name) === null), 'unnest']);
}
