import { runInChild, type TrustedSession } from '@insites/platform';
import type { SemanticType } from '../../contract/index.ts';
import { gatherFacts } from '../semantics/detect/gather.ts';
import type { UnderstandInput, Understood } from '../semantics/understand.ts';
import type { ColumnRow } from '../versions/store.ts';

const module = new URL('../semantics/understand.ts', import.meta.url);
/** Telephone numbers without a country are taken to be of this one. */
const country = 'US';

/**
 * Looks at what columns of a Parquet file mean, all or those named `only`: facts by the engine, the reading in a process of
 * its own.
 */
export async function understand(
  session: TrustedSession,
  parquet: string,
  columns: readonly Pick<ColumnRow, 'name' | 'type'>[],
  chosen: Readonly<Record<string, SemanticType>>,
  signal: AbortSignal,
  only: readonly string[] | null = null,
): Promise<Understood> {
  const wanted = only ? columns.filter(({ name }) => only.includes(name)) : columns;
  const facts = await gatherFacts(session, parquet, wanted);
  const settings = { year: new Date().getFullYear(), country };
  return await runInChild<UnderstandInput, Understood>(
    module,
    { facts, columns: columns.map(({ name, type }) => ({ name, type })), chosen, settings },
    { signal, memoryMb: 768 },
  );
}
