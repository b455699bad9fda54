import type { Identity } from '@insites/identity/server';
import { type Actor, errors } from '@insites/kernel';
import type { Connection, Database } from '@insites/platform';
import type { PlanView } from '../contract/plan.ts';
import { fits } from './policy.ts';
import { planOf } from './store.ts';

/** Stored bytes of an organisation. */
export type MeasureStorage = (organisationId: string) => Promise<number>;

/** What the service works with. */
export interface Context {
  readonly database: Database;
  readonly identity: Pick<Identity, 'countMembers'>;
  /** Whether both domains live in one database, so that a transaction of identity's serves here too. */
  readonly besideIdentity: boolean;
  /** Filled by whoever stores bytes; their sum counts. */
  readonly storage: MeasureStorage[];
}

/** The plan of the actor's organisation and what is used of it. */
export async function readPlan(actor: Actor, context: Context): Promise<PlanView> {
  const { organisationId } = actor;
  if (organisationId === null)
    throw errors.notAllowed('identity.roleTooLow', 'A plan belongs to an organisation.', {
      hint: 'Wear the hat of one.',
    });
  const [{ name, seats, storageBytes }, usedSeats, usedStorageBytes] = await Promise.all([
    planOf(context.database, organisationId),
    context.identity.countMembers(organisationId),
    usedStorage(organisationId, context),
  ]);
  return { name, seats, storageBytes, usedSeats, usedStorageBytes };
}

/** Refuses one person more than the plan has seats for. @throws licensing.seatsTaken */
export async function requireSeat(
  organisationId: string,
  connection: Connection | undefined,
  { database, identity, besideIdentity }: Context,
): Promise<void> {
  // A second connection beside the caller's transaction could wait for ever in a full pool.
  const ours = besideIdentity ? (connection ?? database) : database;
  const { seats } = await planOf(ours, organisationId);
  if (seats === null) return;
  if (fits(seats, await identity.countMembers(organisationId, connection), 1)) return;
  throw errors.conflict('licensing.seatsTaken', `All ${seats} seats of the plan are taken.`, {
    hint: 'Remove somebody first, or ask the operator for a larger plan.',
  });
}

/** Refuses bytes that the plan has no room for. @throws licensing.storageFull */
export async function requireStorage(
  organisationId: string,
  bytes: number,
  context: Context,
): Promise<void> {
  const { storageBytes } = await planOf(context.database, organisationId);
  if (storageBytes === null) return;
  const used = await usedStorage(organisationId, context);
  if (fits(storageBytes, used, bytes)) return;
  throw errors.tooLarge(
    'licensing.storageFull',
    `The plan has room for ${storageBytes} bytes; ${used} are used and ${bytes} more are needed.`,
    { hint: 'Delete what is not needed, or ask the operator for a larger plan.' },
  );
}

async function usedStorage(organisationId: string, { storage }: Context): Promise<number> {
  const parts = await Promise.all(storage.map((measure) => measure(organisationId)));
  return parts.reduce((sum, part) => sum + part, 0);
}
