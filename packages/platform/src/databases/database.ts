import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

type NoRelations = Record<string, never>;

/** A pool of connections to one PostgreSQL database, spoken to through Drizzle. */
export type Database = NodePgDatabase<NoRelations> & { readonly $client: Pool };

/** A transaction of a Database. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Either: for store functions that may run inside a transaction. */
export type Connection = Database | Transaction;

/** A PostgreSQL schema that belongs to one domain, with the folder of its generated migrations. */
export interface OwnedSchema {
  /** Name of the domain and of its schema. */
  readonly name: string;
  /** `migrations/` beside its tables.ts: NNNN_title.sql in order, and snapshot.json of the last state. */
  readonly migrations: URL;
  /** Schemas it shares transactions with: they live in the same database. */
  readonly together?: readonly string[];
}
