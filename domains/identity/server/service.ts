import { type Actor, errors, newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import { type Context, day, later, minute } from './context.ts';
import * as credentials from './credentials/store.ts';
import { removeEndedSteps } from './factors/store.ts';
import { removeEnded as removeInvitations } from './invitations/store.ts';
import * as members from './members/store.ts';
import { removeEndedRecords } from './oauth/store.ts';
import * as organisations from './organisations/store.ts';
import { removeEndedChallenges } from './passkeys/store.ts';
import * as people from './people/store.ts';
import { removeEndedFlows } from './providers/store.ts';
import { hashOf } from './secrets.ts';
import { removeEnded as removeServiceTokens } from './services/store.ts';
import { longest } from './sign-in/lifetime.ts';
import { makeLink } from './sign-in/service.ts';
import * as tokens from './tokens/store.ts';
import { removeOld } from './tries/store.ts';

/** What the first start made, or found. */
export interface FirstStart {
  /** Whether it was this call that made it. */
  readonly created: boolean;
  readonly organisationId: string;
  readonly personId: string;
}

export interface StartOptions {
  /** Becomes the administrator's API token; kept as a hash only. */
  readonly adminToken?: string | undefined;
  /** Ids and time of what a fixture makes, the same at every making. Default: new ones, now. */
  readonly as?: {
    readonly organisationId: string;
    readonly personId: string;
    readonly tokenId: string;
    readonly at: Date;
  };
}

/**
 * Makes the organisation “My organisation” with its administrator, who is also operator, when there is
 * none yet. Servers that start at the same time make one.
 */
export async function firstStart(options: StartOptions, context: Context): Promise<FirstStart> {
  const { audit, database } = context;
  const start = await database.transaction(async (transaction) => {
    await organisations.lockFirstStart(transaction);
    await members.completeMemberships(transaction, false);
    return (await findStart(transaction)) ?? (await makeStart(transaction, options, context));
  });
  if (start.created)
    await audit.record({
      actor: systemActor(start.organisationId),
      verb: 'identity.firstStart',
      outcome: 'allowed',
      code: null,
      objectKind: 'organisation',
      objectId: start.organisationId,
      objectName: 'My organisation',
    });
  return start;
}

async function findStart(transaction: Transaction): Promise<FirstStart | null> {
  const organisation = await organisations.findFirstOrganisation(transaction);
  const person = await people.findFirstOperator(transaction);
  if (!organisation || !person) return null;
  return { created: false, organisationId: organisation.id, personId: person.id };
}

async function makeStart(
  transaction: Transaction,
  { adminToken, as }: StartOptions,
  { clock }: Context,
): Promise<FirstStart> {
  const createdAt = as?.at ?? clock.now();
  const [organisationId, personId] = [as?.organisationId ?? newId(), as?.personId ?? newId()];
  await organisations.addOrganisation(transaction, {
    id: organisationId,
    name: 'My organisation',
    slug: 'my-organisation',
    createdAt,
  });
  const person = {
    id: personId,
    name: 'Administrator',
    // .internal: reserved for private use (ICANN, 2024), so it is nobody's mailbox.
    email: 'admin@insites.internal',
    operator: true,
    createdAt,
  };
  await people.addPerson(transaction, person);
  await members.addMember(transaction, {
    organisationId,
    person,
    role: 'admin',
    joinedAt: createdAt,
  });
  if (adminToken)
    await tokens.addToken(transaction, {
      id: as?.tokenId ?? newId(),
      personId,
      organisationId,
      name: 'First administrator',
      prefix: adminToken.slice(0, 4),
      hash: hashOf(adminToken),
      scopes: null,
      createdAt,
      expiresAt: null,
    });
  return { created: true, organisationId, personId };
}

/** A one-time link for a person, default the first administrator. For who runs the server. */
export async function makeSignInLink(
  personId: string | undefined,
  context: Context,
): Promise<string> {
  const { audit, database } = context;
  const person = personId
    ? await people.findPerson(database, personId)
    : await people.findFirstOperator(database);
  if (!person) throw errors.notFound('identity.personUnknown', 'There is no such person.');
  const [membership] = await members.membershipsOf(database, person.id);
  const link = await makeLink(database, person.id, context);
  await audit.record({
    actor: systemActor(membership?.organisation.id ?? null),
    verb: 'identity.makeSignInLink',
    outcome: 'allowed',
    code: null,
    objectKind: 'person',
    objectId: person.id,
    objectName: person.name,
  });
  return link;
}

/** The program itself, at work for an organisation (a job, the sample city). */
export function systemActor(organisationId: string | null): Actor {
  return {
    kind: 'system',
    personId: null,
    name: 'Insites',
    organisationId,
    role: null,
    operator: false,
    credential: null,
    scopes: null,
    address: '',
    requestId: newId(),
  };
}

/** Deletes sessions, links and half sign-ins that have ended, and tokens that ended a month ago. */
export async function cleanUp({
  database,
  clock,
}: Context): Promise<{ sessions: number; links: number; tokens: number }> {
  await removeEndedSteps(database, clock.now());
  await removeEndedChallenges(database, clock.now());
  await removeEndedRecords(database, clock.now());
  await removeEndedFlows(database, clock.now());
  await removeOld(database, later(clock, -day));
  await removeServiceTokens(database, later(clock, -30 * day));
  await removeInvitations(database, later(clock, -90 * day));
  return credentials.removeEnded(database, {
    now: clock.now(),
    seenAfter: later(clock, -longest.idleMinutes * minute),
    before: later(clock, -30 * day),
  });
}
