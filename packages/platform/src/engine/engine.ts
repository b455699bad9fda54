import type { Readable } from 'node:stream';
import type { Children } from '../processes/children.ts';
import type { Checked } from './gate/gate-worker.ts';

/** A table that a query may name, and the Parquet file behind it. */
export interface Grant {
  /** The name it has in SQL. */
  readonly table: string;
  /** A decrypted Parquet file in the private cache; the caller holds its lease while the query runs. */
  readonly parquet: string;
  /**
   * What policy leaves of it. When given, the result is materialised before the session is locked,
   * because a plain view is no barrier against the asker's own predicates.
   */
  readonly restriction?: { readonly columns: readonly string[]; readonly where: string | null };
}

/** A query of somebody we do not trust, over tables somebody granted. */
export interface GovernedQuery {
  /** One SELECT. It passes the gate or is refused with `platform.queryRefused`. */
  readonly sql: string;
  /** Sessions are never shared between two of these. */
  readonly session: { readonly tenant: string; readonly person: string; readonly purpose: string };
  readonly grants: readonly Grant[];
  /** Milliseconds until the query is interrupted. Default: the configuration's. */
  readonly timeout?: number;
}

export type Cell = string | number | boolean | null;

export interface QueryTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Cell[])[];
  /** More rows, or more bytes, than asked for were there. */
  readonly truncated: boolean;
  /** Time in the engine. */
  readonly milliseconds: number;
}

export type StreamFormat = 'json' | 'csv' | 'ndjson' | 'parquet' | 'arrow';

/** The clauses of a read of one table. Each is untrusted text, parsed alone and put together as a tree. */
export interface Clauses {
  readonly table: string;
  readonly select?: string;
  readonly where?: string;
  readonly order?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The analytical engine: DuckDB worker processes here; a distributed engine fills the same shape. */
export interface Engine {
  /** What a statement reads. Refuses what the gate refuses. */
  check(sql: string): Promise<Checked>;
  /** One SELECT built from clauses; refuses a clause that is more than its kind of clause. */
  build(clauses: Clauses): Promise<Checked>;
  /** A small answer. `limit` rows at most, `limitBytes` (default 32 MiB) at most. */
  query(
    query: GovernedQuery,
    options: {
      readonly limit: number;
      readonly limitBytes?: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<QueryTable>;
  /** An answer of any size, formatted by the engine, with back-pressure. Rejects when the query fails before its first byte; later the stream errors. */
  stream(
    query: GovernedQuery,
    options: {
      readonly format: StreamFormat;
      /** CSV: put ' before text a spreadsheet would run as a formula. */
      readonly escapeFormulas?: boolean;
      readonly signal?: AbortSignal;
    },
  ): Promise<Readable>;
  /** Our own SQL over our own files, in a process of its own that ends with `close()`. */
  trusted(options?: {
    readonly signal?: AbortSignal;
    readonly memoryMb?: number;
  }): Promise<TrustedSession>;
  /** Processes for our own functions over bytes of strangers. */
  readonly children: Children;
  /** From now on a process for our own SQL, and one of the children, wait for their work. */
  keepReady(): void;
  close(): Promise<void>;
}

/** An engine process for one piece of our own work (an import, a profile). */
export interface TrustedSession {
  /** Runs statements in order; rows of the last one as objects (bigint as number where exact, else text; dates and decimals as text). */
  run(
    sql: string,
    parameters?: readonly Cell[],
  ): Promise<readonly Readonly<Record<string, Cell>>[]>;
  /** Share of the running statement that is done, 0 to 1, or null when unknown. */
  progress(): Promise<number | null>;
  /** Ends the process. Always call it. */
  close(): Promise<void>;
}
