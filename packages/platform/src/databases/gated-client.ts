import pg from 'pg';
import { type Epochs, generationHere } from './epochs.ts';
import { FencedQuery, isTransactionControl, ScopeStatement } from './fence/fenced-query.ts';
import { type FenceScope, scopeHere } from './fence/scope.ts';
import { isStale, Preparations } from './preparations.ts';

type Callback = (error: Error | undefined, result: unknown) => void;

declare module 'pg' {
  interface ClientBase {
    /** Idle, in a transaction, in a failed one; null before the first answer. */
    getTransactionStatus(): 'I' | 'T' | 'E' | null;
  }
}

/** For whom the connections of a pool speak; null until the role of the application stands. */
export interface Fence {
  role: string | null;
}

/**
 * A connection whose statements wait at the gate of a re-creation, go to their own generation and see
 * what their scope may see.
 */
export class GatedClient extends pg.Client {
  readonly #epochs: Epochs | undefined;
  readonly #fence: Fence;
  readonly #statement = new ScopeStatement();
  readonly #preparations = new Preparations();
  /** The transaction under way: it ends in the generation it began in. */
  #transaction: { readonly generation: number; leave(): void } | null = null;

  constructor(config: pg.ClientConfig & { readonly epochs?: Epochs; readonly fence?: Fence }) {
    const { fence = { role: null }, epochs } = config;
    // What is sent without a scope (COPY, for one) has the rights of the application at most.
    super(
      fence.role === null ? config : { ...config, options: asRole(config.options, fence.role) },
    );
    this.#epochs = epochs;
    this.#fence = fence;
  }

  // pg declares a dozen overloads for the same three arguments.
  override query(...args: never[]): never {
    return this.#query(...(args as unknown as [unknown, unknown?, unknown?])) as never;
  }

  #query(config: unknown, values?: unknown, callback?: unknown): unknown {
    const epochs = this.#epochs;
    // Something with a `submit` of its own (a stream of rows) is sent as it is.
    if (!epochs || (isObject(config) && 'submit' in config))
      return this.#send(config, values, callback);
    const done = callback ?? (typeof values === 'function' ? values : undefined);
    const parameters = typeof values === 'function' ? undefined : values;
    const here = generationHere(epochs);
    const scope = scopeHere();
    // Of a statement that failed we hear before its transaction's end.
    if (this.#transaction) this.#follow(epochs, here);
    const begun = this.#transaction?.generation ?? null;
    const answer = this.#gated({ epochs, begun, scope }, config, parameters);
    if (typeof done !== 'function') return answer;
    answer.then(
      (result) => (done as Callback)(undefined, result),
      (error: Error) => (done as Callback)(error, undefined),
    );
    return undefined;
  }

  async #gated(
    { epochs, begun, scope }: { epochs: Epochs; begun: number | null; scope: FenceScope },
    config: unknown,
    values: unknown,
  ): Promise<unknown> {
    while (epochs.opening) await epochs.opening;
    // What belongs to nothing that began earlier is of the present, also when it had to wait for that.
    const generation = begun ?? generationHere(epochs);
    const text = isObject(config) ? String(config.text) : String(config);
    const spelled = epochs.spell(text, generation);
    const end = epochs.begin();
    try {
      const sent =
        spelled === text ? config : isObject(config) ? { ...config, text: spelled } : spelled;
      const result = await this.#sendFenced(sent, values, scope);
      this.#follow(epochs, generation);
      return result;
    } finally {
      end();
    }
  }

  /** Whether a transaction is under way is what PostgreSQL says: a text may hold several statements. */
  #follow(epochs: Epochs, generation: number): void {
    const status = this.getTransactionStatus();
    const within = status === 'T' || status === 'E';
    if (within && !this.#transaction) {
      this.#transaction = epochs.enter(generation);
      this.once('end', this.#transaction.leave);
    } else if (!within && this.#transaction) {
      this.off('end', this.#transaction.leave);
      this.#transaction.leave();
      this.#transaction = null;
    }
  }

  #sendFenced(config: unknown, values: unknown, scope: FenceScope): Promise<unknown> {
    const { role } = this.#fence;
    const text = isObject(config) ? String(config.text) : String(config);
    if (role === null || isTransactionControl(text))
      return this.#send(config, values) as Promise<unknown>;
    const fence = {
      scope,
      role,
      statement: this.#statement,
      preparations: this.#preparations,
    };
    const once = () =>
      new Promise((resolve, reject) => {
        const done: Callback = (error, result) => (error ? reject(error) : resolve(result));
        this.#send(new FencedQuery(config, values, done, fence));
      });
    return once().catch((error: Error) => {
      // It was refused before it began, because a table has changed since it was read.
      if (isStale(error) && this.getTransactionStatus() === 'I') return once();
      throw error;
    });
  }

  #send(config: unknown, values?: unknown, callback?: unknown): unknown {
    return (super.query as (...all: unknown[]) => unknown).call(this, config, values, callback);
  }
}

function asRole(options: string | undefined, role: string): string {
  return `${options ?? ''} -c role=${role.replace(/[\\\s]/g, '\\$&')}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
