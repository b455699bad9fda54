import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { FellowView, TeamView } from '../../contract/structure.ts';
import type {
  createTeam as createRoute,
  listTeamPeople as listPeopleRoute,
  listTeams as listRoute,
  updateTeam as updateRoute,
} from '../../contract/structure-routes.ts';
import type { Context } from '../context.ts';
import { findMember } from '../members/store.ts';
import { changeInTurn, personUnknown } from '../people/member.ts';
import { mayAdminister } from '../policy.ts';
import * as store from './store.ts';

/** The teams of the actor's organisation, by name. */
export async function listTeams(
  actor: Actor,
  input: RouteInput<typeof listRoute>,
  { database }: Context,
): Promise<{ items: TeamView[]; total: number }> {
  if (actor.organisationId === null) return { items: [], total: 0 };
  const { rows, total } = await store.listTeams(database, actor.organisationId, input);
  return { items: rows.map((row) => viewOf(actor, row)), total };
}

/** Adds a team. @throws identity.teamNameTaken */
export async function createTeam(
  actor: Actor,
  { name }: RouteInput<typeof createRoute>,
  context: Context,
): Promise<TeamView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const createdAt = context.clock.now();
    const team = { id: newId(), organisationId, name, externalId: null, createdAt };
    if (!(await store.addTeam(transaction, team))) throw nameTaken(name);
    return viewOf(actor, { ...team, people: 0 });
  });
}

/** Renames a team. @throws identity.teamUnknown, identity.teamNameTaken */
export async function updateTeam(
  actor: Actor,
  { id, name }: RouteInput<typeof updateRoute>,
  context: Context,
): Promise<TeamView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const team = await teamOf(transaction, organisationId, id);
    if (await store.nameTaken(transaction, { ...team, name })) throw nameTaken(name);
    await store.updateTeam(transaction, id, { name });
    return viewOf(actor, { ...team, name });
  });
}

/** Removes a team; answers with its name. @throws identity.teamUnknown */
export async function removeTeam(actor: Actor, id: string, context: Context): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const team = await teamOf(transaction, organisationId, id);
    await store.removeTeam(transaction, id);
    return team.name;
  });
}

/** The people of a team, by name. @throws identity.teamUnknown */
export async function listPeople(
  actor: Actor,
  input: RouteInput<typeof listPeopleRoute>,
  { database }: Context,
): Promise<{ items: FellowView[]; total: number }> {
  const team = actor.organisationId
    ? await store.findTeam(database, actor.organisationId, input.id)
    : null;
  if (!team) throw teamUnknown();
  const { rows, total } = await store.listFellows(database, team.id, input);
  const items = rows.map(({ person: { id, name, email }, fellow: { joinedAt } }) => ({
    id,
    name,
    email,
    joinedAt: joinedAt.toISOString(),
  }));
  return { items, total };
}

/** Puts a member into a team; answers with the team's name. @throws identity.teamUnknown, identity.personUnknown */
export async function putPerson(
  actor: Actor,
  { id, personId }: { readonly id: string; readonly personId: string },
  context: Context,
): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const team = await teamOf(transaction, organisationId, id);
    if (!(await findMember(transaction, organisationId, personId))) throw personUnknown();
    const joinedAt = context.clock.now();
    await store.putFellow(transaction, { organisationId, teamId: id, personId, joinedAt });
    return team.name;
  });
}

/** Takes a person out of a team; answers with the team's name. @throws identity.teamUnknown, identity.personUnknown */
export async function takePerson(
  actor: Actor,
  { id, personId }: { readonly id: string; readonly personId: string },
  context: Context,
): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const team = await teamOf(transaction, organisationId, id);
    if (!(await store.takeFellow(transaction, id, personId))) throw personUnknown();
    return team.name;
  });
}

async function teamOf(
  transaction: Transaction,
  organisationId: string,
  id: string,
): Promise<store.CountedTeam> {
  const team = await store.findTeam(transaction, organisationId, id);
  if (!team) throw teamUnknown();
  return team;
}

function viewOf(actor: Actor, row: store.CountedTeam): TeamView {
  return {
    id: row.id,
    name: row.name,
    externalId: row.externalId,
    people: row.people,
    createdAt: row.createdAt.toISOString(),
    can: { update: mayAdminister(actor, row.organisationId) },
  };
}

export function teamUnknown(): InsitesError {
  return errors.notFound('identity.teamUnknown', 'There is no such team in this organisation.');
}

function nameTaken(name: string): InsitesError {
  return errors.conflict('identity.teamNameTaken', `There is a team called ${name} already.`, {
    fields: [{ path: 'name', message: 'Taken' }],
  });
}
