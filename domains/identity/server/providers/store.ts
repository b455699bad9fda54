import type { Connection } from '@insites/platform';
import { and, asc, count, eq, lt } from 'drizzle-orm';
import { organisations } from '../organisations/tables.ts';
import { accounts, providerFlows, providers } from './tables.ts';

export type ProviderRow = typeof providers.$inferSelect;
export type AccountRow = typeof accounts.$inferSelect;
export type FlowRow = typeof providerFlows.$inferSelect;

export async function listProviders(
  connection: Connection,
  organisationId: string,
): Promise<ProviderRow[]> {
  return connection
    .select()
    .from(providers)
    .where(eq(providers.organisationId, organisationId))
    .orderBy(asc(providers.name), asc(providers.id));
}

/** Providers of the organisation with this short name; null: of the only one there is, if it is one. */
export async function offeredProviders(
  connection: Connection,
  slug: string | null,
): Promise<{ id: string; name: string; organisationName: string }[]> {
  if (slug === null && (await moreThanOne(connection))) return [];
  return connection
    .select({ id: providers.id, name: providers.name, organisationName: organisations.name })
    .from(providers)
    .innerJoin(organisations, eq(organisations.id, providers.organisationId))
    .where(slug === null ? undefined : eq(organisations.slug, slug))
    .orderBy(asc(providers.name), asc(providers.id));
}

async function moreThanOne(connection: Connection): Promise<boolean> {
  return (
    (await connection.select({ id: organisations.id }).from(organisations).limit(2)).length > 1
  );
}

export async function findProvider(
  connection: Connection,
  id: string,
): Promise<ProviderRow | null> {
  const [row] = await connection.select().from(providers).where(eq(providers.id, id));
  return row ?? null;
}

export async function addProvider(connection: Connection, row: ProviderRow): Promise<void> {
  await connection.insert(providers).values(row);
}

export async function updateProvider(
  connection: Connection,
  id: string,
  change: Partial<Omit<ProviderRow, 'id' | 'organisationId' | 'issuer'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await connection.update(providers).set(change).where(eq(providers.id, id));
}

/** Removes a provider; its accounts and the sessions it began go with it. */
export async function removeProvider(connection: Connection, id: string): Promise<void> {
  await connection.delete(providers).where(eq(providers.id, id));
}

export async function countProviders(
  connection: Connection,
  organisationId: string,
): Promise<number> {
  const [row] = await connection
    .select({ total: count() })
    .from(providers)
    .where(eq(providers.organisationId, organisationId));
  return row?.total ?? 0;
}

export async function addFlow(connection: Connection, row: FlowRow): Promise<void> {
  await connection.insert(providerFlows).values(row);
}

/** Takes a flow away and answers with it: each is finished once. */
export async function takeFlow(connection: Connection, hash: Buffer): Promise<FlowRow | null> {
  const [row] = await connection
    .delete(providerFlows)
    .where(eq(providerFlows.hash, hash))
    .returning();
  return row ?? null;
}

export async function removeEndedFlows(connection: Connection, now: Date): Promise<void> {
  await connection.delete(providerFlows).where(lt(providerFlows.expiresAt, now));
}

export async function findAccount(
  connection: Connection,
  { providerId, issuer, subject }: Pick<AccountRow, 'providerId' | 'issuer' | 'subject'>,
): Promise<AccountRow | null> {
  const [row] = await connection
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.providerId, providerId),
        eq(accounts.issuer, issuer),
        eq(accounts.subject, subject),
      ),
    );
  return row ?? null;
}

/** Links an account; false when it is linked already. */
export async function addAccount(connection: Connection, row: AccountRow): Promise<boolean> {
  const rows = await connection
    .insert(accounts)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  return rows.length > 0;
}

export async function touchAccount(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.update(accounts).set({ lastUsedAt: at }).where(eq(accounts.id, id));
}

export async function listAccounts(
  connection: Connection,
  personId: string,
): Promise<{ account: AccountRow; provider: ProviderRow }[]> {
  return connection
    .select({ account: accounts, provider: providers })
    .from(accounts)
    .innerJoin(providers, eq(providers.id, accounts.providerId))
    .where(eq(accounts.personId, personId))
    .orderBy(asc(accounts.createdAt));
}

export async function removeAccount(
  connection: Connection,
  personId: string,
  id: string,
): Promise<AccountRow | null> {
  const [row] = await connection
    .delete(accounts)
    .where(and(eq(accounts.id, id), eq(accounts.personId, personId)))
    .returning();
  return row ?? null;
}
