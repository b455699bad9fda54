import { type Binding, bind } from '@insites/platform';
import * as routes from '../../contract/structure-routes.ts';
import type { Context } from '../context.ts';
import * as units from './service.ts';

/** Joins the routes of units to their service. */
export function unitBindings(context: Context): readonly Binding[] {
  const about = (id: string) => ({ objectKind: 'unit', objectId: id });
  return [
    bind(routes.listUnits, ({ actor }) => units.listUnits(actor, context)),
    bind(routes.createUnit, async ({ actor, input, note }) => {
      const unit = await units.createUnit(actor, input, context);
      note({ ...about(unit.id), objectName: unit.name, details: { in: unit.parentId } });
      return unit;
    }),
    bind(routes.updateUnit, async ({ actor, input, note }) => {
      note(about(input.id));
      const unit = await units.updateUnit(actor, input, context);
      note({ objectName: unit.name, details: { in: unit.parentId } });
      return unit;
    }),
    bind(routes.removeUnit, async ({ actor, input, note }) => {
      note(about(input.id));
      note({ objectName: await units.removeUnit(actor, input.id, context) });
      return undefined;
    }),
    bind(routes.listUnitPeople, ({ actor, input }) => units.listPeople(actor, input, context)),
    bind(routes.putInUnit, async ({ actor, input, note }) => {
      note({ ...about(input.id), details: { person: input.personId, role: input.role } });
      note({ objectName: await units.putPerson(actor, input, context) });
      return undefined;
    }),
    bind(routes.takeFromUnit, async ({ actor, input, note }) => {
      note({ ...about(input.id), details: { person: input.personId } });
      note({ objectName: await units.takePerson(actor, input, context) });
      return undefined;
    }),
  ];
}
