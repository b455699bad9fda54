import { type Binding, bind } from '@insites/platform';
import * as routes from '../contract/routes.ts';
import * as service from './service.ts';

/** Joins the routes to the service. */
export function bindings(context: service.Context): readonly Binding[] {
  return [bind(routes.readPlan, ({ actor }) => service.readPlan(actor, context))];
}
