import { errors } from '@insites/kernel';

type Task = 'double' | 'refuse' | 'throw' | 'crash' | 'fill' | 'wait';

/** What the tests run in a child. */
export async function run(
  { task, number }: { readonly task: Task; readonly number: bigint },
  { progress }: { progress(state: unknown): void },
): Promise<unknown> {
  switch (task) {
    case 'double':
      progress({ done: 1 });
      return { doubled: number * 2n, bytes: new Uint8Array([1, 2]) };
    case 'refuse':
      throw errors.invalid('platform.inputInvalid', 'Line 3 is broken.', { hint: 'Mend it.' });
    case 'throw':
      throw new Error('unforeseen');
    case 'crash':
      return process.kill(process.pid, 'SIGSEGV');
    case 'fill': {
      const kept: unknown[] = [];
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
    }
    case 'wait':
      return new Promise(() => setInterval(() => {}, 1000));
  }
}
