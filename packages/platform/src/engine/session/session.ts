import { Child } from '../../processes/child.ts';
import type { ProcessUser } from '../../processes/unprivileged.ts';
import { type EngineFolder, wipe } from '../places.ts';
import type { GrantedTable, Limits, Places } from './settings.ts';

const entry = new URL('./session-worker.ts', import.meta.url);
const heapMb = 192;
const interruptPatience = 2_000;

/** An engine process that belongs to nobody yet: instance made, not locked. */
export class SessionProcess {
  readonly child: Child;
  readonly places: Places & { readonly folder: string };
  readonly user: ProcessUser | null;
  readonly #freePipes: string[];

  private constructor(child: Child, places: SessionProcess['places'], user: ProcessUser | null) {
    this.child = child;
    this.places = places;
    this.user = user;
    this.#freePipes = [...places.pipes];
  }

  static async start(
    folder: EngineFolder,
    limits: Limits,
    user: ProcessUser | null,
  ): Promise<SessionProcess> {
    const child = new Child(entry, { heapMb, user });
    const places = folder.make(user);
    try {
      await Promise.all([child.call('warm', limits), places]);
      return new SessionProcess(child, await places, user);
    } catch (thrown) {
      await child.kill();
      await places.then(({ folder: made }) => wipe(made)).catch(() => {});
      throw thrown;
    }
  }

  /** Gives it its tables and locks it. Once. */
  async open(grants: readonly GrantedTable[]): Promise<void> {
    const { pipes, spill } = this.places;
    await this.child.call('open', { grants, places: { pipes, spill } });
  }

  takePipe(): string | undefined {
    return this.#freePipes.pop();
  }

  /** Only when the worker no longer writes to it. */
  givePipe(pipe: string): void {
    this.#freePipes.push(pipe);
  }

  /** Stops a query. A worker that does not listen is ended. */
  async interrupt(id: string, settled: Promise<unknown>): Promise<void> {
    this.child.call('interrupt', { id }).catch(() => {});
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), interruptPatience);
    });
    const first = await Promise.race([settled.catch(() => {}), late]);
    clearTimeout(timer);
    if (first === 'late') await this.child.kill();
  }

  async end(): Promise<void> {
    await this.child.kill();
    await wipe(this.places.folder);
  }
}
