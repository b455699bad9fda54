import type { Connection } from '@insites/platform';
import { eq } from 'drizzle-orm';
import { settings } from '../tables.ts';

/** How sure a step must be in new datasets of the organisation; null: nobody said, or none is done. */
export async function standardiseFromOf(
  organisationId: string,
  database: Connection,
): Promise<number | null> {
  const [row] = await database
    .select({ from: settings.standardiseFrom })
    .from(settings)
    .where(eq(settings.organisationId, organisationId));
  return row?.from ?? null;
}

export async function saveStandardiseFrom(
  organisationId: string,
  standardiseFrom: number | null,
  changedBy: string | null,
  database: Connection,
): Promise<void> {
  const set = { standardiseFrom, changedBy, changedAt: new Date() };
  await database
    .insert(settings)
    .values({ organisationId, ...set })
    .onConflictDoUpdate({ target: settings.organisationId, set });
}
