import { type Binding, bind, type Database } from '@insites/platform';
import * as routes from '../contract/routes.ts';
import * as service from './service.ts';

/** Joins the routes to the service. */
export function bindings(database: Database): readonly Binding[] {
  return [
    bind(routes.list, ({ actor, input }) => service.list(database, actor, input)),
    bind(routes.listMine, ({ actor, input }) => service.listMine(database, actor, input)),
  ];
}
