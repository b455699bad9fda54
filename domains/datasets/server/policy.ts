import type { Action, Governance, Resource } from '@insites/governance/server';
import { type Actor, errors, type InsitesError } from '@insites/kernel';
import type { DatasetView } from '../contract/index.ts';
import type { DatasetRow } from './store.ts';

/** A dataset as the rules see it. */
export function resourceOf(dataset: DatasetRow): Resource {
  const { id, organisationId, ownerId, visibility } = dataset;
  return { kind: 'dataset', id, organisationId, ownerId, visibility };
}

/** Whether the token behind the actor, if it is limited to data sets, is made for this one. */
export function inReach({ datasets }: Pick<Actor, 'datasets'>, { id }: { readonly id: string }) {
  return !datasets || datasets.includes(id);
}

/** What to say of a dataset that is not there or not shown: the same words for both. */
export function unknownDataset(ref: string): InsitesError {
  return errors.notFound('datasets.unknown', `There is no dataset “${ref}” that you may see.`, {
    hint: 'Check the name, or ask its owner to share it with you.',
  });
}

/** Throws unless the actor may do this with the dataset. */
export function mustBeAllowed(
  actor: Actor,
  action: Action,
  dataset: DatasetRow,
  governance: Governance,
): void {
  governance.require({ actor, action, resource: resourceOf(dataset) }, () =>
    unknownDataset(dataset.name),
  );
}

/** What the actor may do with a dataset, for showing and hiding. */
export function abilities(
  actor: Actor,
  dataset: DatasetRow,
  governance: Governance,
): DatasetView['can'] {
  const may = (action: Action) =>
    governance.decide({ actor, action, resource: resourceOf(dataset) }).allowed;
  const update = may('update');
  return { read: may('read'), update, addVersion: update, remove: may('remove'), share: update };
}

/** Whether the actor may make datasets in the organisation whose hat is worn. */
export function mayCreate(actor: Actor, governance: Governance): boolean {
  if (actor.organisationId === null || actor.datasets) return false;
  return governance.decide({
    actor,
    action: 'create',
    resource: newDataset(actor.organisationId, actor),
  }).allowed;
}

/** Throws unless the actor may make datasets; answers with their organisation. */
export function organisationToCreateIn(actor: Actor, governance: Governance): string {
  if (actor.datasets)
    throw errors.notAllowed(
      'governance.refused',
      'This API token is made for some data sets and makes no new ones.',
      { hint: 'Import as the next version of one of them, or use another token.' },
    );
  if (actor.organisationId === null)
    throw errors.notAllowed('governance.refused', 'You wear the hat of no organisation.', {
      hint: 'Ask an administrator to add you to one.',
    });
  const resource = newDataset(actor.organisationId, actor);
  governance.require({ actor, action: 'create', resource }, () => unknownDataset('new'));
  return actor.organisationId;
}

function newDataset(organisationId: string, actor: Actor): Resource {
  return {
    kind: 'dataset',
    id: 'new',
    organisationId,
    ownerId: actor.personId,
    visibility: 'private',
  };
}
