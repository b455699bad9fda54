import type { Connection } from '@insites/platform';
import { eq } from 'drizzle-orm';
import { settings } from './tables.ts';

type Settings = Pick<typeof settings.$inferSelect, 'standardiseFrom' | 'driftRules'>;

/** What holds for the data sets of an organisation; null: nobody said. */
export async function settingsOf(organisationId: string, database: Connection): Promise<Settings> {
  const [row] = await database
    .select({ standardiseFrom: settings.standardiseFrom, driftRules: settings.driftRules })
    .from(settings)
    .where(eq(settings.organisationId, organisationId));
  return row ?? { standardiseFrom: null, driftRules: null };
}

/** Changes what is given. */
export async function saveSettings(
  organisationId: string,
  changes: Partial<Settings>,
  changedBy: string | null,
  database: Connection,
): Promise<void> {
  const set = { ...changes, changedBy, changedAt: new Date() };
  await database
    .insert(settings)
    .values({ organisationId, ...set })
    .onConflictDoUpdate({ target: settings.organisationId, set });
}
