import { type RunInChildOptions, Runner, runInChild } from './run-in-child.ts';
import { Spare } from './spare.ts';

/** Processes for work on bytes of strangers, one of which waits for it. */
export interface Children {
  /** As runInChild, at once where a process waits. */
  run<I, O>(
    module: URL,
    input: I,
    options?: Omit<RunInChildOptions, 'memoryMb' | 'begin'>,
  ): Promise<O>;
  /** From now on one waits; the first is begun after so many milliseconds. */
  keepReady(after: number): void;
  close(): Promise<void>;
}

/** What a child has done is often the beginning of more work. */
const quiet = 1_000;

export function openChildren(): Children {
  const spare = new Spare((waiting) => new Runner(undefined, waiting), quiet);
  return {
    run: (module, input, options = {}) =>
      runInChild(module, input, {
        ...options,
        begin: () => {
          const runner = spare.take();
          runner.child.works();
          return runner;
        },
      }),
    keepReady: (after) => spare.keep(after),
    close: () => spare.close(),
  };
}
