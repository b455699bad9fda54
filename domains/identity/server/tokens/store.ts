import type { Connection } from '@insites/platform';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { type Holder, holder, places } from '../credentials/store.ts';
import { memberships } from '../members/tables.ts';
import { people } from '../people/tables.ts';
import { tokens } from './tables.ts';

export type TokenRow = typeof tokens.$inferSelect;

export async function findToken(
  connection: Connection,
  hash: Buffer,
): Promise<Holder<TokenRow> | null> {
  const [row] = await connection
    .select({ credential: tokens, person: holder, role: memberships.role, ...places })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.personId))
    .leftJoin(
      memberships,
      and(
        eq(memberships.personId, tokens.personId),
        eq(memberships.organisationId, tokens.organisationId),
      ),
    )
    .where(eq(tokens.hash, hash));
  return row ?? null;
}

export async function touchToken(
  connection: Connection,
  token: Pick<TokenRow, 'id' | 'personId'>,
  at: Date,
): Promise<void> {
  await connection.update(tokens).set({ lastUsedAt: at }).where(eq(tokens.id, token.id));
  await connection.update(people).set({ lastSeenAt: at }).where(eq(people.id, token.personId));
}

export async function addToken(
  connection: Connection,
  token: typeof tokens.$inferInsert,
): Promise<TokenRow> {
  const [row] = await connection.insert(tokens).values(token).returning();
  if (!row) throw new Error('A token was not written');
  return row;
}

export async function listTokens(connection: Connection, personId: string): Promise<TokenRow[]> {
  return connection
    .select()
    .from(tokens)
    .where(and(eq(tokens.personId, personId), isNull(tokens.connectionId)))
    .orderBy(desc(tokens.createdAt), desc(tokens.id));
}

/** Deletes a person's token and answers with it; null when there is none. */
export async function removeToken(
  connection: Connection,
  personId: string,
  id: string,
): Promise<TokenRow | null> {
  const [row] = await connection
    .delete(tokens)
    .where(and(eq(tokens.id, id), eq(tokens.personId, personId)))
    .returning();
  return row ?? null;
}
