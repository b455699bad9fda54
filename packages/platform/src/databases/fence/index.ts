export {
  fence,
  isHere,
  ofOrganisation,
  ofPerson,
  organisationHere,
  personHere,
  reachable,
  readable,
} from './policies.ts';
export { applicationRole, ensureApplicationRole, grantToApplication, isFenced } from './roles.ts';
export {
  asNobody,
  asRequest,
  asSystem,
  asTenant,
  type FenceScope,
  inThisScope,
  requestIsOf,
  scopeHere,
} from './scope.ts';
