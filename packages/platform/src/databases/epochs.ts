import { AsyncLocalStorage } from 'node:async_hooks';

/** Name of a schema that a re-creation has put aside. */
export function asideName(schema: string, generation: number): string {
  return `${schema}_before_${generation}`;
}

/** A schema that was put aside: `name_before_7`. */
export const asidePattern = /^(\w+)_before_(\d+)$/;

/**
 * The generations of one database as this process sees them. A re-creation closes the gate for a
 * moment; afterwards what began earlier goes on under the old names, and the rest sees the new.
 */
export class Epochs {
  #generation = 0;
  #named: RegExp | null = null;
  #open: Promise<void> | null = null;
  #reopen: () => void = () => undefined;
  #running = 0;
  readonly #scopes = new Map<number, number>();
  #ended: (generation: number) => void = () => undefined;

  get generation(): number {
    return this.#generation;
  }

  /** Statements that run at this moment. */
  get running(): number {
    return this.#running;
  }

  /** What the schemas hold: `schema.name` of every relation, function and type. */
  know(names: readonly { readonly schema: string; readonly name: string }[]): void {
    const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const each = names.map(({ schema, name }) => `${escaped(schema)}"\\."${escaped(name)}`);
    this.#named = each.length > 0 ? new RegExp(`"((?:${each.join('|')}))"`, 'g') : null;
  }

  /** Holds statements back from now on. */
  close(): void {
    if (this.#open) return;
    this.#open = new Promise((resolve) => {
      this.#reopen = resolve;
    });
  }

  /** Lets statements through again, in what is now the present. */
  open(generation: number): void {
    this.#generation = generation;
    this.#open = null;
    this.#reopen();
  }

  /** Resolves when the gate is open; null when it is. */
  get opening(): Promise<void> | null {
    return this.#open;
  }

  /** Counts a statement; the answer ends the count. */
  begin(): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
    };
  }

  /** The statement as the generation it belongs to spells it. */
  spell(text: string, generation: number): string {
    if (generation >= this.#generation || !this.#named) return text;
    return text.replace(this.#named, (_, found: string) => {
      const [schema = '', name = ''] = found.split('"."');
      return `"${asideName(schema, generation + 1)}"."${name}"`;
    });
  }

  /** Counts something that belongs to a generation; the answer ends it. */
  enter(generation = this.#generation): { readonly generation: number; leave(): void } {
    this.#scopes.set(generation, (this.#scopes.get(generation) ?? 0) + 1);
    let left = false;
    return {
      generation,
      leave: () => {
        if (left) return;
        left = true;
        const rest = (this.#scopes.get(generation) ?? 1) - 1;
        if (rest > 0) return void this.#scopes.set(generation, rest);
        this.#scopes.delete(generation);
        this.#ended(generation);
      },
    };
  }

  /** How many that began in a generation still run. */
  inScope(generation: number): number {
    return this.#scopes.get(generation) ?? 0;
  }

  /** Told whenever the last of a generation has ended. */
  onEnded(listener: (generation: number) => void): void {
    this.#ended = listener;
  }
}

/** Something that begins in one generation and ends in it: a request, a run of a job. */
export class Scope {
  readonly #entered: ReadonlyMap<Epochs, { readonly generation: number; leave(): void }>;
  #left = false;

  constructor(all: readonly Epochs[]) {
    this.#entered = new Map(all.map((epochs) => [epochs, epochs.enter()]));
  }

  /** Runs something inside. */
  run<T>(work: () => T): T {
    return current.run(this, work);
  }

  /** Ends it; what still runs in it sees the present. */
  leave(): void {
    this.#left = true;
    for (const entered of this.#entered.values()) entered.leave();
  }

  generationOf(epochs: Epochs): number {
    return (this.#left ? undefined : this.#entered.get(epochs)?.generation) ?? epochs.generation;
  }
}

const current = new AsyncLocalStorage<Scope | undefined>();

/** The generation of whoever asks. */
export function generationHere(epochs: Epochs): number {
  return current.getStore()?.generationOf(epochs) ?? epochs.generation;
}

/** Runs something in the present, whatever it was begun from: the audit log, for one. */
export function outsideScope<T>(work: () => T): T {
  return current.run(undefined, work);
}
