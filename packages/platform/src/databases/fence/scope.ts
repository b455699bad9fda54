import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom statements are sent: PostgreSQL shows them that much and nothing else. */
export type FenceScope =
  /** Nobody has said. Sees what is public, and no tenant's rows. */
  | { readonly kind: 'nobody' }
  /** Somebody who wears the hat of an organisation, or none. */
  | {
      readonly kind: 'tenant';
      readonly organisationId: string | null;
      readonly personId: string | null;
    }
  /** The program itself, at work for all of them. */
  | { readonly kind: 'system'; readonly why: string };

/** What a request may see: nothing of any tenant until it is known who asks. */
interface Holder {
  scope: FenceScope;
  /** Of a request: set once, when it is known who asks. */
  readonly open: boolean;
}

const nobody: FenceScope = { kind: 'nobody' };
const current = new AsyncLocalStorage<Holder>();

/** The scope of whoever asks. What is in none sees nothing of any tenant. */
export function scopeHere(): FenceScope {
  return current.getStore()?.scope ?? nobody;
}

/**
 * Runs something that belongs to no tenant, or to all: the start, a sweep, signing in. `why` is for
 * the reader; a statement inside passes the fence.
 */
export function asSystem<T>(why: string, work: () => T): T {
  return current.run({ scope: { kind: 'system', why }, open: false }, () => begun(work()));
}

/** Runs something for an organisation and a person: a job, for one. */
export function asTenant<T>(
  who: { readonly organisationId: string | null; readonly personId: string | null },
  work: () => T,
): T {
  const { organisationId, personId } = who;
  const scope = { kind: 'tenant', organisationId, personId } as const;
  return current.run({ scope, open: false }, () => begun(work()));
}

/** A query of Drizzle's is sent when it is waited for, which may be outside: it is begun here. */
function begun<T>(value: T): T {
  const lazy = typeof value === 'object' && value !== null && !(value instanceof Promise);
  if (!lazy || !('then' in value) || typeof value.then !== 'function') return value;
  return value.then((result: unknown) => result) as T;
}

/** Runs something that sees no tenant's rows, whatever it was begun from: what listens for requests. */
export function asNobody<T>(work: () => T): T {
  return current.run({ scope: nobody, open: false }, () => begun(work()));
}

/** Runs a request, of which nobody knows yet who asks. */
export function asRequest<T>(work: () => T): T {
  return current.run({ scope: nobody, open: true }, work);
}

/** Says for the rest of the request who asks. */
export function requestIsOf(who: {
  readonly organisationId: string | null;
  readonly personId: string | null;
}): void {
  const holder = current.getStore();
  if (!holder?.open || holder.scope.kind !== 'nobody') return;
  const { organisationId, personId } = who;
  holder.scope = { kind: 'tenant', organisationId, personId };
}

/**
 * The same pieces, each made in the scope of whoever began. A stream is asked for its next piece by
 * the connection it flows into, which belongs to nobody.
 */
export function inThisScope<T>(pieces: AsyncGenerator<T>): AsyncGenerator<T> {
  const within = AsyncLocalStorage.snapshot();
  return {
    next: () => within(() => pieces.next()),
    return: (value) => within(() => pieces.return(value)),
    throw: (thrown) => within(() => pieces.throw(thrown)),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: () => within(() => pieces[Symbol.asyncDispose]()),
  };
}
