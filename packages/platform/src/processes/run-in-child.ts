import { type ErrorKind, errorKinds, errors, InsitesError } from '@insites/kernel';
import { Child, ChildEnded, ChildFailure } from './child.ts';
import type { Failure } from './messages.ts';
import type { Begun } from './spare.ts';

export interface RunInChildOptions {
  /** Aborting it kills the process. */
  readonly signal?: AbortSignal;
  /** Heap of its JavaScript, MiB. Default 256. */
  readonly memoryMb?: number;
  /** Where the process comes from. Default: it is begun now, with `memoryMb`. */
  readonly begin?: () => Runner;
  /** What the function passes to its `progress`. */
  readonly onProgress?: (progress: never) => void;
}

/** What the function of the module gets beside its input. */
export interface ChildRun {
  progress(state: unknown): void;
}

const entry = new URL('./run-in-child-entry.ts', import.meta.url);
const usualMemoryMb = 256;

/** A process that runs one function of a module. */
export class Runner implements Begun {
  readonly child: Child;

  constructor(memoryMb = usualMemoryMb, waiting = false) {
    this.child = new Child(entry, { heapMb: memoryMb, serialization: 'advanced', waiting });
  }

  get alive(): boolean {
    return this.child.alive;
  }

  get over(): Promise<unknown> {
    return this.child.ended;
  }

  end(): Promise<unknown> {
    return this.child.kill();
  }
}

/**
 * Runs the exported function `run(input, { progress })` of a `.ts` module in a process that ends with
 * it: for work on bytes of strangers, which may crash or eat all memory. Input, progress and output are
 * copied (structured clone). InsitesErrors that it throws arrive as such; a crash is
 * platform.engineCrashed, a full heap platform.queryOutOfMemory, an abort platform.queryCancelled.
 */
export async function runInChild<I, O>(
  module: URL,
  input: I,
  options: RunInChildOptions = {},
): Promise<O> {
  const { signal, memoryMb, onProgress, begin = () => new Runner(memoryMb) } = options;
  if (signal?.aborted) throw cancelled();
  const { child } = begin();
  const stop = () => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await child.call<O>(
      'run',
      { module: module.href, input },
      onProgress as ((news: unknown) => void) | undefined,
    );
  } catch (thrown) {
    throw signal?.aborted ? cancelled() : explain(thrown);
  } finally {
    signal?.removeEventListener('abort', stop);
    await child.kill();
  }
}

function cancelled(): InsitesError {
  return errors.cancelled('platform.queryCancelled', 'The work was stopped before it was done.');
}

function explain(thrown: unknown): unknown {
  if (thrown instanceof ChildFailure) return asThrown(thrown.failure) ?? thrown;
  if (!(thrown instanceof ChildEnded)) return thrown;
  if (thrown.end.lastWords.includes('heap out of memory'))
    return errors.tooLarge(
      'platform.queryOutOfMemory',
      'The work needs more memory than it may use.',
      { hint: 'Try a smaller file.', cause: thrown },
    );
  return errors.unavailable(
    'platform.engineCrashed',
    'The process that did the work ended unexpectedly.',
    { hint: 'Try again; if it stays, the file may be damaged.', cause: thrown },
  );
}

function asThrown({ kind, code, message, hint, fields }: Failure): InsitesError | null {
  if (kind === undefined || code === undefined || !(kind in errorKinds)) return null;
  return new InsitesError(kind as ErrorKind, code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(fields === undefined ? {} : { fields }),
  });
}
