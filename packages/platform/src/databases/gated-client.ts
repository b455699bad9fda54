import pg from 'pg';
import { type Epochs, generationHere } from './epochs.ts';

type Callback = (error: Error | undefined, result: unknown) => void;

declare module 'pg' {
  interface ClientBase {
    /** Idle, in a transaction, in a failed one; null before the first answer. */
    getTransactionStatus(): 'I' | 'T' | 'E' | null;
  }
}

/** A connection whose statements wait at the gate of a re-creation and go to their own generation. */
export class GatedClient extends pg.Client {
  readonly #epochs: Epochs | undefined;
  /** The transaction under way: it ends in the generation it began in. */
  #transaction: { readonly generation: number; leave(): void } | null = null;

  constructor(config: pg.ClientConfig & { readonly epochs?: Epochs }) {
    super(config);
    this.#epochs = config.epochs;
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
    // Of a statement that failed we hear before its transaction's end.
    if (this.#transaction) this.#follow(epochs, here);
    const generation = this.#transaction?.generation ?? here;
    const answer = this.#gated(epochs, generation, config, parameters);
    if (typeof done !== 'function') return answer;
    answer.then(
      (result) => (done as Callback)(undefined, result),
      (error: Error) => (done as Callback)(error, undefined),
    );
    return undefined;
  }

  async #gated(
    epochs: Epochs,
    generation: number,
    config: unknown,
    values: unknown,
  ): Promise<unknown> {
    while (epochs.opening) await epochs.opening;
    const text = isObject(config) ? String(config.text) : String(config);
    const spelled = epochs.spell(text, generation);
    const end = epochs.begin();
    try {
      const sent =
        spelled === text ? config : isObject(config) ? { ...config, text: spelled } : spelled;
      const result = await (this.#send(sent, values) as Promise<unknown>);
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

  #send(config: unknown, values?: unknown, callback?: unknown): unknown {
    return (super.query as (...all: unknown[]) => unknown).call(this, config, values, callback);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
