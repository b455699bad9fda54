import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { serve } from '../../processes/serve.ts';
import { cellOf } from '../cells.ts';
import type { Cell } from '../engine.ts';
import { sql } from '../sql.ts';

/** What our own session may use. */
export interface TrustedSettings {
  readonly threads: number;
  readonly memoryMb: number;
  /** A private folder for what does not fit in memory. */
  readonly spill: string;
}

let connection: DuckDBConnection | null = null;

serve({
  open: async ({ threads, memoryMb, spill }: TrustedSettings) => {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: `${memoryMb}MB`,
    });
    connection = await instance.connect();
    const settings = [
      sql`SET TimeZone = 'UTC'`,
      sql`SET temp_directory = ${spill}`,
      sql`SET autoinstall_known_extensions = false`,
      sql`SET autoload_known_extensions = false`,
      sql`SET allow_community_extensions = false`,
      sql`SET allow_persistent_secrets = false`,
      sql`SET home_directory = '/nonexistent'`,
      sql`SET secret_directory = '/nonexistent'`,
      sql`SET extension_directory = '/nonexistent'`,
      // Progress is asked for, never printed.
      sql`SET enable_progress_bar = true`,
      sql`SET enable_progress_bar_print = false`,
      sql`SET progress_bar_time = 0`,
    ];
    for (const { text } of settings) await connection.run(text);
  },

  run: async (input: { sql: string; parameters: readonly Cell[] }) => {
    const { sql: text, parameters } = input;
    const result = await open().stream(text, [...parameters]);
    const names = result.deduplicatedColumnNames();
    const types = result.columnTypes();
    const rows: Record<string, Cell>[] = [];
    for await (const chunk of result)
      for (const values of chunk.getRows())
        rows.push(
          Object.fromEntries(
            values.map((value, index) => {
              const type = types[index];
              return [names[index] ?? '', type ? cellOf(value, type) : null];
            }),
          ),
        );
    return rows;
  },

  progress: () => {
    const { percentage } = open().progress;
    return percentage < 0 ? null : percentage / 100;
  },
});

function open(): DuckDBConnection {
  if (!connection) throw new Error('The session is not open.');
  return connection;
}
