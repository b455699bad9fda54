import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import {
  deepest,
  mostUnits,
  type UnitFellowView,
  type UnitView,
} from '../../contract/structure.ts';
import type {
  createUnit as createRoute,
  listUnitPeople as listPeopleRoute,
  putInUnit as putRoute,
  updateUnit as updateRoute,
} from '../../contract/structure-routes.ts';
import type { Context } from '../context.ts';
import { findMember } from '../members/store.ts';
import { changeInTurn, personUnknown } from '../people/member.ts';
import { mayAdminister } from '../policy.ts';
import * as store from './store.ts';

/** The units of the actor's organisation, every one after the unit it lies in, else by name. */
export async function listUnits(
  actor: Actor,
  { database }: Context,
): Promise<{ items: UnitView[] }> {
  if (actor.organisationId === null) return { items: [] };
  const rows = await store.listUnits(database, actor.organisationId);
  const inside = Map.groupBy(rows, ({ parentId }) => parentId);
  const walk = (parentId: string | null): store.CountedUnit[] =>
    (inside.get(parentId) ?? []).flatMap((row) => [row, ...walk(row.id)]);
  return { items: walk(null).map((row) => viewOf(actor, row)) };
}

/** Adds a unit. @throws identity.unitUnknown, identity.unitNameTaken, identity.unitTooDeep, identity.tooManyUnits */
export async function createUnit(
  actor: Actor,
  { name, parentId }: RouteInput<typeof createRoute>,
  context: Context,
): Promise<UnitView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const parent = await parentOf(transaction, organisationId, parentId);
    if ((await store.countUnits(transaction, organisationId)) >= mostUnits) throw tooMany();
    const id = newId();
    const path = [...(parent?.path ?? []), id];
    if (path.length > deepest) throw tooDeep();
    const unit = { id, organisationId, parentId, path, name, createdAt: context.clock.now() };
    if (await store.hasSibling(transaction, unit)) throw nameTaken(name);
    await store.addUnit(transaction, unit);
    return viewOf(actor, { ...unit, people: 0 });
  });
}

/**
 * Renames a unit, or moves it with all that lies in it.
 * @throws identity.unitUnknown, identity.unitNameTaken, identity.unitCycle, identity.unitTooDeep
 */
export async function updateUnit(
  actor: Actor,
  { id, name, parentId }: RouteInput<typeof updateRoute>,
  context: Context,
): Promise<UnitView> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const unit = await unitOf(transaction, organisationId, id);
    const next = {
      ...unit,
      name: name ?? unit.name,
      parentId: parentId === undefined ? unit.parentId : parentId,
    };
    if (await store.hasSibling(transaction, next)) throw nameTaken(next.name);
    if (next.parentId !== unit.parentId) await move(transaction, unit, next.parentId);
    if (next.name !== unit.name) await store.renameUnit(transaction, id, next.name);
    return viewOf(actor, await unitOf(transaction, organisationId, id));
  });
}

async function move(
  transaction: Transaction,
  unit: store.UnitRow,
  parentId: string | null,
): Promise<void> {
  const parent = await parentOf(transaction, unit.organisationId, parentId);
  if (parent?.path.includes(unit.id)) throw cycle(unit.name);
  const levels = (parent?.path.length ?? 0) + 1 + (await store.levelsBelow(transaction, unit));
  if (levels > deepest) throw tooDeep();
  await store.moveUnit(transaction, unit, parent);
}

/** Removes a unit in which no other lies; answers with its name. @throws identity.unitUnknown, identity.unitHasUnits */
export async function removeUnit(actor: Actor, id: string, context: Context): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const unit = await unitOf(transaction, organisationId, id);
    if ((await store.levelsBelow(transaction, unit)) > 0)
      throw errors.conflict('identity.unitHasUnits', `There are units in ${unit.name}.`, {
        hint: 'Move or remove them first.',
      });
    await store.removeUnit(transaction, id);
    return unit.name;
  });
}

/** The people of a unit, by name. @throws identity.unitUnknown */
export async function listPeople(
  actor: Actor,
  input: RouteInput<typeof listPeopleRoute>,
  { database }: Context,
): Promise<{ items: UnitFellowView[]; total: number }> {
  const unit = actor.organisationId
    ? await store.findUnit(database, actor.organisationId, input.id)
    : null;
  if (!unit) throw unitUnknown();
  const { rows, total } = await store.listFellows(database, unit.id, input);
  const items = rows.map(({ person: { id, name, email }, fellow: { role, joinedAt } }) => ({
    id,
    name,
    email,
    role,
    joinedAt: joinedAt.toISOString(),
  }));
  return { items, total };
}

/** Puts a member into a unit; answers with the unit's name. @throws identity.unitUnknown, identity.personUnknown */
export async function putPerson(
  actor: Actor,
  { id, personId, role }: RouteInput<typeof putRoute>,
  context: Context,
): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const unit = await unitOf(transaction, organisationId, id);
    if (!(await findMember(transaction, organisationId, personId))) throw personUnknown();
    const joinedAt = context.clock.now();
    await store.putFellow(transaction, { organisationId, unitId: id, personId, role, joinedAt });
    return unit.name;
  });
}

/** Takes a person out of a unit; answers with the unit's name. @throws identity.unitUnknown, identity.personUnknown */
export async function takePerson(
  actor: Actor,
  { id, personId }: { readonly id: string; readonly personId: string },
  context: Context,
): Promise<string> {
  return changeInTurn(actor, context, async (transaction, organisationId) => {
    const unit = await unitOf(transaction, organisationId, id);
    if (!(await store.takeFellow(transaction, id, personId))) throw personUnknown();
    return unit.name;
  });
}

async function unitOf(
  transaction: Transaction,
  organisationId: string,
  id: string,
): Promise<store.CountedUnit> {
  const unit = await store.findUnit(transaction, organisationId, id);
  if (!unit) throw unitUnknown();
  return unit;
}

async function parentOf(
  transaction: Transaction,
  organisationId: string,
  parentId: string | null,
): Promise<store.CountedUnit | null> {
  return parentId === null ? null : unitOf(transaction, organisationId, parentId);
}

function viewOf(actor: Actor, row: store.CountedUnit): UnitView {
  return {
    id: row.id,
    name: row.name,
    parentId: row.parentId,
    depth: row.path.length - 1,
    people: row.people,
    can: { update: mayAdminister(actor, row.organisationId) },
  };
}

export function unitUnknown(): InsitesError {
  return errors.notFound('identity.unitUnknown', 'There is no such unit in this organisation.');
}

function nameTaken(name: string): InsitesError {
  return errors.conflict('identity.unitNameTaken', `There is a unit called ${name} here already.`, {
    fields: [{ path: 'name', message: 'Taken' }],
  });
}

function cycle(name: string): InsitesError {
  return errors.conflict('identity.unitCycle', `${name} cannot lie in itself.`, {
    hint: 'Move it to a unit that does not lie in it.',
  });
}

function tooDeep(): InsitesError {
  return errors.conflict('identity.unitTooDeep', `Units lie at most ${deepest} deep.`, {
    hint: 'Choose a unit further up.',
  });
}

function tooMany(): InsitesError {
  return errors.conflict('identity.tooManyUnits', `There are ${mostUnits} units already.`, {
    hint: 'Remove units that nobody needs, or use teams.',
  });
}
