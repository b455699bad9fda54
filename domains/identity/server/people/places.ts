import type { Connection } from '@insites/platform';
import type { PersonView } from '../../contract/person.ts';
import { teamsOf } from '../teams/store.ts';
import { unitsOf } from '../units/store.ts';

/** Where people belong inside an organisation. */
export type Places = Pick<PersonView, 'units' | 'teams'>;

/** The units and teams of people of an organisation, by person. */
export async function placesOf(
  connection: Connection,
  organisationId: string,
  personIds: readonly string[],
): Promise<(personId: string) => Places> {
  const [units, teams] = await Promise.all([
    unitsOf(connection, organisationId, personIds),
    teamsOf(connection, organisationId, personIds),
  ]);
  return (personId) => ({ units: units.get(personId) ?? [], teams: teams.get(personId) ?? [] });
}
