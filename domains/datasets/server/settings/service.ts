import { type Actor, errors } from '@insites/kernel';
import type { DatasetSettings } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import type { Note } from '../service.ts';
import { saveSettings, settingsOf } from './store.ts';

type Shown = DatasetSettings & { readonly can: { readonly update: boolean } };

/** What holds for new datasets of the organisation whose hat is worn. */
export async function readSettings(actor: Actor, { platform }: Deps): Promise<Shown> {
  const { organisationId, role } = actor;
  const own = organisationId === null ? null : await settingsOf(organisationId, platform.database);
  const update = organisationId !== null && (role === 'steward' || role === 'admin');
  return { standardiseFrom: own?.standardiseFrom ?? null, can: { update } };
}

export async function changeSettings(
  actor: Actor,
  { standardiseFrom }: DatasetSettings,
  note: Note,
  deps: Deps,
): Promise<Shown> {
  const { organisationId, personId } = actor;
  if (organisationId === null)
    throw errors.notAllowed('governance.refused', 'You wear the hat of no organisation.', {
      hint: 'Ask an administrator to add you to one.',
    });
  const { database } = deps.platform;
  const { standardiseFrom: before } = await settingsOf(organisationId, database);
  note({
    objectKind: 'organisation',
    objectId: organisationId,
    objectName:
      (await deps.identity.organisationsOf([organisationId])).get(organisationId)?.name ?? '',
    organisationId,
    details: { from: before, to: standardiseFrom },
  });
  await saveSettings(organisationId, { standardiseFrom }, personId, database);
  return await readSettings(actor, deps);
}
