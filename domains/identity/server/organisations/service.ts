import {
  type Actor,
  errors,
  type InsitesError,
  newId,
  type RouteInput,
  type RouteOutput,
} from '@insites/kernel';
import { asSystem } from '@insites/platform';
import type { OrganisationView } from '../../contract/person.ts';
import type {
  createOrganisation as createRoute,
  listOrganisations as listRoute,
  setSignInRules as setRulesRoute,
  updateOrganisation as updateRoute,
} from '../../contract/routes.ts';
import type { Context } from '../context.ts';
import { asCursor, fromCursor } from '../going-on.ts';
import * as members from '../members/store.ts';
import { join } from '../people/service.ts';
import { mayAdminister } from '../policy.ts';
import * as organisations from './store.ts';

/** The actor's organisations; an operator sees all. */
export async function listOrganisations(
  actor: Actor,
  input: RouteInput<typeof listRoute>,
  { database }: Context,
): Promise<{ items: OrganisationView[]; total: number; next: string | null }> {
  const nothing = { items: [], total: 0, next: null };
  if (!actor.operator && actor.personId === null) return nothing;
  if (input.mine && actor.organisationId === null) return nothing;
  if (actor.kind === 'service') return ownOf(actor, database);
  const own = input.mine ? actor.organisationId : null;
  const only = actor.credential?.boundTo ?? own;
  const page = { ...input, after: fromCursor(input.after) };
  const { rows, total } = await asSystem(
    'how many belong to each, also where another hat is worn',
    () =>
      organisations.listOrganisations(
        database,
        {
          ...(actor.operator || actor.personId === null ? {} : { memberId: actor.personId }),
          ...(only ? { id: only } : {}),
        },
        page,
      ),
  );
  const last = rows.length === input.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewOf(actor, row, row.people)),
    total,
    next: asCursor(last && { text: last.name, id: last.id }),
  };
}

/** A service account belongs to one, without a membership. */
async function ownOf(
  actor: Actor,
  database: Context['database'],
): Promise<{ items: OrganisationView[]; total: number; next: null }> {
  const ids = actor.organisationId === null ? [] : [actor.organisationId];
  const rows = [...(await organisations.findOrganisations(database, ids)).values()];
  const items = rows.map(async (row) =>
    viewOf(actor, row, await members.countMembers(database, row.id)),
  );
  return { items: await Promise.all(items), total: rows.length, next: null };
}

/** Creates an organisation with its first administrator. @throws identity.slugTaken */
export function createOrganisation(
  actor: Actor,
  input: RouteInput<typeof createRoute>,
  context: Context,
): Promise<RouteOutput<typeof createRoute>> {
  return asSystem('an operator founds an organisation that is not theirs', () =>
    create(actor, input, context),
  );
}

async function create(
  actor: Actor,
  { name, slug, adminEmail }: RouteInput<typeof createRoute>,
  context: Context,
): Promise<RouteOutput<typeof createRoute>> {
  return context.database.transaction(async (transaction) => {
    const organisation = await organisations.addOrganisation(transaction, {
      id: newId(),
      name,
      slug,
      createdAt: context.clock.now(),
    });
    if (!organisation)
      throw errors.conflict('identity.slugTaken', `Another organisation is called ${slug}.`, {
        fields: [{ path: 'slug', message: 'Taken' }],
      });
    const admin = {
      name: adminEmail.split('@')[0] ?? adminEmail,
      email: adminEmail,
      role: 'admin',
    } as const;
    const { signInLink } = await join(transaction, organisation.id, admin, context);
    return { ...viewOf(actor, organisation, 1), signInLink };
  });
}

/** Renames the actor's organisation. @throws identity.organisationUnknown */
export async function updateOrganisation(
  actor: Actor,
  { id, name }: RouteInput<typeof updateRoute>,
  { database }: Context,
): Promise<OrganisationView> {
  const row = mayAdminister(actor, id)
    ? await organisations.updateOrganisation(database, id, { name })
    : null;
  if (!row) throw organisationUnknown();
  return viewOf(actor, row, row.people);
}

/** Says what members need to sign in and how long sessions last. @throws identity.organisationUnknown */
export async function setSignInRules(
  actor: Actor,
  { id, rule, sessionHours, idleMinutes, tokenDays }: RouteInput<typeof setRulesRoute>,
  { database }: Context,
): Promise<OrganisationView> {
  if (rule === 'provider' && mayAdminister(actor, id) && actor.credential?.boundTo !== id)
    throw errors.conflict(
      'identity.providerUntried',
      'You have not signed in with the provider of your organisation yourself.',
      {
        hint: 'Link your account under Settings, Sign-in and devices, and come back: then it works for you.',
      },
    );
  const row = mayAdminister(actor, id)
    ? await organisations.updateOrganisation(database, id, {
        ...(rule === undefined ? {} : { signInRule: rule }),
        ...(sessionHours === undefined ? {} : { sessionHours }),
        ...(idleMinutes === undefined ? {} : { idleMinutes }),
        ...(tokenDays === undefined ? {} : { tokenDays }),
      })
    : null;
  if (!row) throw organisationUnknown();
  return viewOf(actor, row, row.people);
}

export function organisationUnknown(): InsitesError {
  return errors.notFound('identity.organisationUnknown', 'There is no such organisation of yours.');
}

function viewOf(
  actor: Actor,
  row: organisations.OrganisationRow,
  people: number,
): OrganisationView {
  const may = mayAdminister(actor, row.id);
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    people,
    createdAt: row.createdAt.toISOString(),
    signIn: {
      rule: row.signInRule,
      sessionHours: row.sessionHours,
      idleMinutes: row.idleMinutes,
      tokenDays: row.tokenDays,
    },
    can: { update: may, addPeople: may },
  };
}
