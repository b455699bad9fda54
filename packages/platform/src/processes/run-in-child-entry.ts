import './drizzle-modules.ts';
import { keepCode } from './code-cache.ts';
import { serve } from './serve.ts';

type Run = (input: unknown, context: { progress(state: unknown): void }) => unknown;

serve({
  run: async ({ module, input }: { module: string; input: unknown }, progress) => {
    const { run } = (await import(module)) as { run: Run };
    keepCode();
    return run(input, { progress });
  },
});
