import { sql } from 'drizzle-orm';
import type { Database, Transaction } from './database.ts';

/**
 * Requests of a webhook that were taken. In the control schema, because it has to remember what
 * re-created everything else.
 */
export const deliveriesTable = `CREATE TABLE IF NOT EXISTS insites.deliveries (
  id text PRIMARY KEY,
  signature text NOT NULL UNIQUE,
  dated boolean NOT NULL,
  job uuid NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now()
)`;

/** A signed request. */
export interface Delivery {
  /** The sender's name for it. Not signed, so nothing is proven by a new one. */
  readonly id: string;
  /** Of the body, hexadecimal: the same body has the same one, whatever name it comes under. */
  readonly signature: string;
  /** Whether the body tells its own moment. Then it is too old long before it is forgotten. */
  readonly dated: boolean;
}

/** What became of a delivery. */
export type Taken =
  | { readonly state: 'taken'; readonly jobId: string }
  | { readonly state: 'replayed' }
  /** Nothing was taken: the job of an earlier one has not ended. */
  | { readonly state: 'busy'; readonly jobId: string };

/**
 * Takes a delivery unless it was taken before or an earlier one's job still runs, and begins its job
 * in the same transaction. Those without a moment of their own are remembered for ever, the others
 * for a day.
 */
export async function takeDelivery(
  database: Database,
  { id, signature, dated }: Delivery,
  begin: (transaction: Transaction) => Promise<string>,
): Promise<Taken> {
  return await database.transaction(async (transaction) => {
    // Databases of earlier releases do not have it.
    await transaction.execute(sql.raw(deliveriesTable));
    await transaction.execute(sql`LOCK TABLE insites.deliveries IN SHARE ROW EXCLUSIVE MODE`);
    await transaction.execute(
      sql`DELETE FROM insites.deliveries WHERE dated AND taken_at < now() - interval '1 day'`,
    );
    const { rowCount } = await transaction.execute(
      sql`SELECT FROM insites.deliveries WHERE id = ${id} OR signature = ${signature}`,
    );
    if (rowCount) return { state: 'replayed' };
    const running = await transaction.execute<{ id: string }>(
      sql`SELECT j.id FROM "platform"."jobs" j JOIN insites.deliveries d ON d.job = j.id
            WHERE j.finished_at IS NULL`,
    );
    if (running.rows[0]) return { state: 'busy', jobId: running.rows[0].id };
    const jobId = await begin(transaction);
    await transaction.execute(
      sql`INSERT INTO insites.deliveries (id, signature, dated, job)
            VALUES (${id}, ${signature}, ${dated}, ${jobId})`,
    );
    return { state: 'taken', jobId };
  });
}
