import { fileURLToPath } from 'node:url';
import { askOnTerminal, type GenerateResult, generate } from '@insites/platform';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Writes the migrations of this checkout from its tables.ts files, or with `check` only tells what is missing. */
export async function generateMigrations(options: {
  readonly check?: boolean;
  readonly title?: string | undefined;
  readonly renames?: readonly string[];
  readonly allowLoss?: readonly string[];
  readonly only?: readonly string[];
  /** Ask the person at the terminal what was renamed. */
  readonly ask?: boolean;
}): Promise<GenerateResult> {
  const { ask = false, ...rest } = options;
  return await generate({ root, ...rest, ask: ask ? askOnTerminal() : null });
}
