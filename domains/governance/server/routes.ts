import { type Binding, bind } from '@insites/platform';
import * as routes from '../contract/routes.ts';
import type { PolicyEngine } from './policy-engine.ts';
import * as service from './service.ts';

/** Joins the routes to the service. */
export function bindings(engine: PolicyEngine): readonly Binding[] {
  return [bind(routes.listPolicies, async () => service.listPolicies(engine))];
}
