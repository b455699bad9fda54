import type { Connection } from '@insites/platform';
import {
  and,
  count,
  desc,
  eq,
  gt,
  ilike,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  type SQL,
} from 'drizzle-orm';
import type { InvitationView } from '../../contract/invitation.ts';
import { like, type Page } from '../lists/store.ts';
import { memberships } from '../members/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { invitations } from './tables.ts';

export type InvitationRow = typeof invitations.$inferSelect;
type State = InvitationView['state'];

export interface Invited {
  readonly invitation: InvitationRow;
  /** Name of who invites. */
  readonly by: string | null;
}

const invited = (connection: Connection) =>
  connection
    .select({ invitation: invitations, by: people.name })
    .from(invitations)
    .leftJoin(people, eq(people.id, invitations.invitedBy));

const isOpen = (now: Date) =>
  and(
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
  );

/** One page of an organisation's invitations, newest first. */
export async function list(
  connection: Connection,
  organisationId: string,
  page: Page & { readonly state?: State | undefined; readonly now: Date },
): Promise<{ rows: Invited[]; total: number }> {
  const where = and(
    eq(invitations.organisationId, organisationId),
    page.state ? inState(page.state, page.now) : undefined,
    page.search
      ? or(ilike(invitations.email, like(page.search)), ilike(invitations.name, like(page.search)))
      : undefined,
  );
  const [rows, total] = await Promise.all([
    invited(connection)
      .where(where)
      .orderBy(desc(invitations.createdAt), desc(invitations.id))
      .limit(page.limit)
      .offset(page.offset),
    connection.$count(invitations, where),
  ]);
  return { rows, total };
}

function inState(state: State, now: Date): SQL | undefined {
  switch (state) {
    case 'open':
      return isOpen(now);
    case 'accepted':
      return isNotNull(invitations.acceptedAt);
    case 'revoked':
      return isNotNull(invitations.revokedAt);
    case 'expired':
      return and(
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        lte(invitations.expiresAt, now),
      );
  }
}

export async function find(
  connection: Connection,
  organisationId: string,
  id: string,
): Promise<Invited | null> {
  const [row] = await invited(connection).where(
    and(eq(invitations.organisationId, organisationId), eq(invitations.id, id)),
  );
  return row ?? null;
}

/** The open invitation of a secret, with the organisation that invites. */
export async function findOpen(
  connection: Connection,
  hash: Buffer,
  now: Date,
): Promise<(Invited & { readonly organisation: typeof organisations.$inferSelect }) | null> {
  const [row] = await connection
    .select({ invitation: invitations, by: people.name, organisation: organisations })
    .from(invitations)
    .innerJoin(organisations, eq(organisations.id, invitations.organisationId))
    .leftJoin(people, eq(people.id, invitations.invitedBy))
    .where(and(eq(invitations.hash, hash), isOpen(now)));
  return row ?? null;
}

/** Whether a member of the organisation has the address. */
export async function isMember(
  connection: Connection,
  organisationId: string,
  email: string,
): Promise<boolean> {
  const [found] = await connection
    .select({ total: count() })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.organisationId, organisationId), eq(people.email, email)));
  return (found?.total ?? 0) > 0;
}

export async function add(connection: Connection, row: typeof invitations.$inferInsert) {
  await connection.insert(invitations).values(row);
}

export async function update(
  connection: Connection,
  id: string,
  change: Partial<Pick<InvitationRow, 'hash' | 'mailId' | 'expiresAt' | 'revokedAt'>>,
): Promise<void> {
  await connection.update(invitations).set(change).where(eq(invitations.id, id));
}

/** Takes back the open invitations of an address. */
export async function revokeOpen(
  connection: Connection,
  organisationId: string,
  email: string,
  now: Date,
): Promise<void> {
  await connection
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.organisationId, organisationId),
        eq(invitations.email, email),
        isOpen(now),
      ),
    );
}

/** Marks an open invitation as accepted; false when somebody was faster. */
export async function spend(
  connection: Connection,
  hash: Buffer,
  now: Date,
  personId: string,
): Promise<boolean> {
  const rows = await connection
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy: personId })
    .where(and(eq(invitations.hash, hash), isOpen(now)))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Forgets invitations that ended before a moment. */
export async function removeEnded(connection: Connection, before: Date): Promise<void> {
  await connection.delete(invitations).where(lt(invitations.expiresAt, before));
}
