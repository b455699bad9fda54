import { type Binding, bind } from '@insites/platform';
import * as routes from '../../contract/structure-routes.ts';
import type { Context } from '../context.ts';
import * as teams from './service.ts';

/** Joins the routes of teams to their service. */
export function teamBindings(context: Context): readonly Binding[] {
  const about = (id: string) => ({ objectKind: 'team', objectId: id });
  return [
    bind(routes.listTeams, ({ actor, input }) => teams.listTeams(actor, input, context)),
    bind(routes.createTeam, async ({ actor, input, note }) => {
      const team = await teams.createTeam(actor, input, context);
      note({ ...about(team.id), objectName: team.name });
      return team;
    }),
    bind(routes.updateTeam, async ({ actor, input, note }) => {
      note(about(input.id));
      const team = await teams.updateTeam(actor, input, context);
      note({ objectName: team.name });
      return team;
    }),
    bind(routes.removeTeam, async ({ actor, input, note }) => {
      note(about(input.id));
      note({ objectName: await teams.removeTeam(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listTeamPeople, ({ actor, input }) => teams.listPeople(actor, input, context)),
    bind(routes.putInTeam, async ({ actor, input, note }) => {
      note({ ...about(input.id), details: { person: input.personId } });
      note({ objectName: await teams.putPerson(actor, input, context) });
      return undefined;
    }),
    bind(routes.takeFromTeam, async ({ actor, input, note }) => {
      note({ ...about(input.id), details: { person: input.personId } });
      note({ objectName: await teams.takePerson(actor, input, context) });
      return undefined;
    }),
  ];
}
