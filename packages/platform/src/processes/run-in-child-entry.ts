import './drizzle-modules.ts';
import { serve } from './serve.ts';

type Run = (input: unknown, context: { progress(state: unknown): void }) => unknown;

serve({
  run: async ({ module, input }: { module: string; input: unknown }, progress) => {
    const { run } = (await import(module)) as { run: Run };
    return run(input, { progress });
  },
});
