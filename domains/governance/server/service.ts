import { type Actor, errors, type InsitesError } from '@insites/kernel';
import { policies } from './policies.ts';
import {
  type Action,
  permissionFor,
  principalOf,
  type Resource,
  type ResourceKind,
  resourceOf,
} from './policy.ts';
import type { PolicyEngine } from './policy-engine.ts';
import type { Readable } from './readable.ts';

export interface Decision {
  readonly allowed: boolean;
  /** Ids of the policies that decided; none when nothing permits. */
  readonly reasons: readonly string[];
  /** Which text of the policies decided. Kept with the audit entry where a decision matters. */
  readonly policyVersion: string;
}

const verbs = { read: 'read', create: 'add', update: 'change', remove: 'delete' } as const;

/** The decision on one thing. In memory, some hundredths of a millisecond. */
export function decide(
  engine: PolicyEngine,
  actor: Actor,
  action: Action,
  resource: Resource,
): Decision {
  const answer = engine.ask({
    principal: principalOf(actor),
    action,
    resource: resourceOf(resource),
    permission: permissionFor(action, resource.kind),
  });
  return { ...answer, policyVersion: engine.version };
}

/**
 * The decision, or the error that it calls for: a thing that may not be read is `unknown`, so that
 * nothing tells whether it exists; one that may be read but not changed is governance.refused.
 */
export function require(
  engine: PolicyEngine,
  actor: Actor,
  action: Action,
  resource: Resource,
  unknown: () => InsitesError,
): Decision {
  const decision = decide(engine, actor, action, resource);
  if (decision.allowed) return decision;
  const hidden = action !== 'create' && !decide(engine, actor, 'read', resource).allowed;
  throw hidden ? unknown() : refused(action, resource.kind);
}

function refused(action: Action, kind: ResourceKind): InsitesError {
  const hints = {
    read: 'Ask its owner or a steward.',
    create: 'Ask an administrator for the role of contributor.',
    update: 'Its owner, the stewards and the administrators may.',
    remove: 'Its owner and the administrators may.',
  } as const;
  const thing = action === 'create' ? `${kind}s here` : `this ${kind}`;
  return errors.notAllowed('governance.refused', `You may not ${verbs[action]} ${thing}.`, {
    hint: hints[action],
  });
}

/**
 * What the actor may read of a kind, found by asking the policies about four things that stand for
 * all: somebody's private one, a shared one and an own one of the actor's organisation, and a public
 * one of elsewhere. A test compares it with `decide` on random things.
 */
export function readable(engine: PolicyEngine, actor: Actor, kind: ResourceKind): Readable {
  const { organisationId, personId } = actor;
  const mayRead = (resource: Partial<Resource>) =>
    decide(engine, actor, 'read', {
      kind,
      id: 'a thing',
      organisationId: organisationId ?? 'elsewhere',
      ownerId: null,
      visibility: 'private',
      ...resource,
    }).allowed;
  const home = organisationId !== null;
  return {
    organisationId,
    all: home && mayRead({}),
    shared: home && mayRead({ visibility: 'organisation' }),
    ownerId: home && personId !== null && mayRead({ ownerId: personId }) ? personId : null,
    publicToo: mayRead({ organisationId: 'elsewhere', visibility: 'public' }),
  };
}

/** The rules as people may read them. */
export function listPolicies(engine: PolicyEngine): {
  readonly version: string;
  readonly items: { id: string; effect: 'permit' | 'forbid'; sentence: string; cedar: string }[];
} {
  return { version: engine.version, items: policies.map((policy) => ({ ...policy })) };
}
