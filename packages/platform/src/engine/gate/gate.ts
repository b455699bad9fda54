import type { InsitesError } from '@insites/kernel';
import { errors } from '@insites/kernel';
import { Child, ChildEnded } from '../../processes/child.ts';
import type { ProcessUser } from '../../processes/unprivileged.ts';
import type { Clauses } from '../engine.ts';
import { queryError } from '../failures.ts';
import type { Checked } from './gate-worker.ts';

const worker = new URL('./gate-worker.ts', import.meta.url);
const patience = 5_000;
const remembered = 500;
const rememberedLength = 20_000;

/**
 * The gate: an engine process with nothing in it that reads statements, walks them and writes the text
 * that may run. Kept warm, begun anew when it dies.
 */
export class Gate {
  readonly #user: ProcessUser | null;
  /** Verdicts depend on the text alone. */
  readonly #known = new Map<string, Checked>();
  #child: Child | null = null;
  #closed = false;

  constructor(user: ProcessUser | null) {
    this.#user = user;
  }

  /** The text to run and the tables it reads; throws platform.queryRefused or platform.queryInvalid. */
  async check(sql: string): Promise<Checked> {
    const known = this.#known.get(sql);
    if (known) return known;
    const checked = await this.#ask<Checked>('check', { sql });
    if (sql.length <= rememberedLength) this.#remember(sql, checked);
    return checked;
  }

  async build(clauses: Clauses): Promise<Checked> {
    const key = `\0${JSON.stringify(clauses)}`;
    const known = this.#known.get(key);
    if (known) return known;
    const checked = await this.#ask<Checked>('build', clauses);
    if (key.length <= rememberedLength) this.#remember(key, checked);
    return checked;
  }

  /** Names of the functions that may be called. */
  functions(): Promise<readonly string[]> {
    return this.#ask('functions', {});
  }

  warm(): void {
    if (!this.#closed && !this.#child?.alive)
      this.#child = new Child(worker, { heapMb: 256, user: this.#user });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.kill();
  }

  async #ask<O>(verb: string, input: unknown): Promise<O> {
    try {
      return await this.#askOnce<O>(verb, input);
    } catch (thrown) {
      if (!(thrown instanceof ChildEnded)) throw queryError(thrown, null);
    }
    // It may have died of the statement of somebody else.
    try {
      return await this.#askOnce<O>(verb, input);
    } catch (thrown) {
      throw thrown instanceof ChildEnded && !this.#closed ? tooHard() : queryError(thrown, null);
    }
  }

  async #askOnce<O>(verb: string, input: unknown): Promise<O> {
    if (this.#closed)
      throw errors.unavailable('platform.shuttingDown', 'The server is about to stop.');
    this.warm();
    const child = this.#child as Child;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void child.kill();
    }, patience);
    try {
      return await child.call<O>(verb, input);
    } catch (thrown) {
      throw late ? tooHard() : thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  #remember(key: string, checked: Checked): void {
    const oldest = this.#known.size >= remembered ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, checked);
  }
}

function tooHard(): InsitesError {
  return errors.notAllowed(
    'platform.queryRefused',
    'The query was refused: it is too complicated to be checked.',
    { hint: 'Write it in a simpler way, or try again.' },
  );
}
