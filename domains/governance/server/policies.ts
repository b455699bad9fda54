/** A rule: the sentence people read and the Cedar text that is enforced. */
export interface Policy {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly sentence: string;
  readonly cedar: string;
}

/**
 * Every rule of the house. What no rule permits is refused; a forbid wins over every permit.
 * Roles are numbers here because Cedar compares numbers: 1 viewer, 2 contributor, 3 steward, 4 admin.
 */
export const policies: readonly Policy[] = [
  {
    id: 'public-read',
    effect: 'permit',
    sentence: 'Everybody, signed in or not, may read what is public.',
    cedar: `permit (principal, action == Action::"read", resource)
when { resource has visibility && resource.visibility == "public" };`,
  },
  {
    id: 'members-read',
    effect: 'permit',
    sentence: 'Members of an organisation may read what is shown to the organisation.',
    cedar: `permit (principal is Person, action == Action::"read", resource)
when { principal.role >= 1 && resource has visibility && resource.visibility == "organisation" };`,
  },
  {
    id: 'owners-read',
    effect: 'permit',
    sentence: 'Owners may read what is theirs.',
    cedar: `permit (principal is Person, action == Action::"read", resource)
when { principal.role >= 1 && resource has owner && resource.owner == principal };`,
  },
  {
    id: 'stewards-read',
    effect: 'permit',
    sentence: 'Stewards and administrators may read everything of their organisation.',
    cedar: `permit (principal is Person, action == Action::"read", resource)
when { principal.role >= 3 };`,
  },
  {
    id: 'contributors-create',
    effect: 'permit',
    sentence: 'Contributors, stewards and administrators may add things to their organisation.',
    cedar: `permit (principal is Person, action == Action::"create", resource)
when { principal.role >= 2 && !(resource is Organisation) };`,
  },
  {
    id: 'owners-change',
    effect: 'permit',
    sentence: 'Owners who are at least contributors may change and delete what is theirs.',
    cedar: `permit (principal is Person, action in [Action::"update", Action::"remove"], resource)
when { principal.role >= 2 && resource has owner && resource.owner == principal };`,
  },
  {
    id: 'stewards-change',
    effect: 'permit',
    sentence: 'Stewards may change everything of their organisation.',
    cedar: `permit (principal is Person, action == Action::"update", resource)
when { principal.role >= 3 && !(resource is Organisation) };`,
  },
  {
    id: 'administrators-change',
    effect: 'permit',
    sentence: 'Administrators may change and delete everything of their organisation.',
    cedar: `permit (principal is Person, action in [Action::"update", Action::"remove"], resource)
when { principal.role >= 4 && !(resource is Organisation && action == Action::"remove") };`,
  },
  {
    id: 'members-read-organisation',
    effect: 'permit',
    sentence: 'Members may read what their organisation says of itself.',
    cedar: `permit (principal is Person, action == Action::"read", resource is Organisation)
when { principal.role >= 1 };`,
  },
  {
    id: 'operators-run-organisations',
    effect: 'permit',
    sentence: 'Operators of the platform may create and see organisations, not what is in them.',
    cedar: `permit (principal is Person, action in [Action::"create", Action::"read"], resource is Organisation)
when { principal.operator };`,
  },
  {
    id: 'program-works',
    effect: 'permit',
    sentence: 'The program itself (imports, clean-up) acts within the organisation it works for.',
    cedar: `permit (principal is System, action, resource);`,
  },
  {
    id: 'no-crossing',
    effect: 'forbid',
    sentence: 'Nobody touches what belongs to another organisation, except to read what is public.',
    cedar: `forbid (principal, action, resource)
unless {
  (principal has organisation && principal.organisation == resource.organisation) ||
  (action == Action::"read" && resource has visibility && resource.visibility == "public") ||
  (principal is Person && principal.operator && resource is Organisation)
};`,
  },
  {
    id: 'token-scope',
    effect: 'forbid',
    sentence: 'An API token does only what it was made for.',
    cedar: `forbid (principal is Person, action, resource)
when { principal has scopes && !(principal.scopes.contains(context.permission)) };`,
  },
];

/** What principals, resources and actions look like. The policies are checked against it at the start. */
export const schema = `
entity Visitor;
entity System = { organisation?: Organisation };
entity Person = { organisation?: Organisation, role: Long, operator: Bool, scopes?: Set<String> };
entity Organisation = { organisation: Organisation };
entity Dataset, File, Folder = { organisation: Organisation, owner?: Person, visibility: String };
action read, create, update, remove appliesTo {
  principal: [Visitor, System, Person],
  resource: [Dataset, File, Folder, Organisation],
  context: { permission: String },
};
`;
