import type { Actor, InsitesError } from '@insites/kernel';
import type { Binding, OwnedSchema, Platform } from '@insites/platform';
import { schema as cedarSchema, policies } from './policies.ts';
import type { Action, Resource, ResourceKind } from './policy.ts';
import { openPolicyEngine } from './policy-engine.ts';
import type { Readable } from './readable.ts';
import { bindings } from './routes.ts';
import { type Decision, decide, readable, require } from './service.ts';
import { keepPolicySet } from './store.ts';

export type { Action, Resource, ResourceKind } from './policy.ts';
export type { Readable } from './readable.ts';
export type { Decision } from './service.ts';
export { type GovernedColumns, whereReadable } from './store.ts';

interface Request {
  readonly actor: Actor;
  readonly action: Action;
  readonly resource: Resource;
}

/** This domain's tables and their migrations; what `openPlatform` needs before anything is opened. */
export const schema: OwnedSchema = {
  name: 'governance',
  migrations: new URL('./migrations/', import.meta.url),
};

/** Who may do what with which thing, decided in one place. */
export interface Governance {
  readonly bindings: readonly Binding[];
  readonly schema: OwnedSchema;
  /** Version of the policies in force. */
  readonly policyVersion: string;
  /** The decision on one thing. In memory, about 0.1 ms. */
  decide(request: Request): Decision;
  /** The decision, or its error: `unknown()` for what may not even be read, else governance.refused. */
  require(request: Request, unknown: () => InsitesError): Decision;
  /** What of a kind the actor may read, for `whereReadable` in a store's lists. */
  readable(actor: Actor, kind: ResourceKind): Readable;
  /** Keeps the text of the policies in force. Once at the start, after the migrations. */
  start(): Promise<void>;
}

/** Opens governance. Throws when a policy does not fit the schema. */
export function governanceServer(platform: Pick<Platform, 'database'>): Governance {
  const engine = openPolicyEngine();
  return {
    bindings: bindings(engine),
    schema,
    policyVersion: engine.version,
    decide: ({ actor, action, resource }) => decide(engine, actor, action, resource),
    require: ({ actor, action, resource }, unknown) =>
      require(engine, actor, action, resource, unknown),
    readable: (actor, kind) => readable(engine, actor, kind),
    start: () => {
      const kept = policies.map(({ id, cedar }) => ({ id, cedar }));
      return keepPolicySet(platform.database, {
        version: engine.version,
        cedarSchema,
        policies: kept,
      });
    },
  };
}
