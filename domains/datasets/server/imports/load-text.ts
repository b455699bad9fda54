import type { TrustedSession } from '@insites/platform';
import type { ColumnType, TypeDecision } from '../parsing/column-type.ts';
import { misfits, parquetRows, type ReadColumn, textToParquet } from '../queries.ts';
import type { LoadWork } from './work.ts';

/** A regular text file: every record well-formed, UTF-8, of one width. */
export interface RegularText {
  readonly path: string;
  readonly delimiter: string;
  readonly header: boolean;
  readonly names: readonly string[];
  /** Roughly how many rows, for the progress shown. */
  readonly expectedRows: number;
  /** Bytes of its longest record; 0 while unknown. */
  readonly longest: number;
}

/** Names with the types decided for them. */
export function withTypes(
  names: readonly string[],
  decisions: readonly TypeDecision[],
): readonly ReadColumn[] {
  return names.map((name, index) => ({ name, type: decisions[index]?.type ?? 'VARCHAR' }));
}

/** Writes the Parquet file with these types and answers with its rows, by its own footer. */
export async function writeParquet(
  session: TrustedSession,
  file: RegularText,
  decisions: readonly TypeDecision[],
  parquet: string,
  work: LoadWork,
): Promise<number> {
  const following = follow(session, file.expectedRows, work);
  try {
    const columns = withTypes(file.names, decisions);
    await session.run(textToParquet({ ...file, columns }, parquet).text);
    const [footer] = await session.run(parquetRows(parquet).text);
    return Number(footer?.rows ?? 0);
  } finally {
    clearInterval(following);
  }
}

/**
 * The decisions with text wherever some value does not fit its type after all: `2023-02-30` looks like a
 * date and is none. Null when all fit.
 */
export async function withoutMisfits(
  session: TrustedSession,
  file: RegularText,
  decisions: readonly TypeDecision[],
): Promise<readonly TypeDecision[] | null> {
  const columns = withTypes(file.names, decisions);
  const [row] = await session.run(misfits({ ...file, columns }).text);
  const counts = decisions.map((_, index) => Number(row?.[`c${index}`] ?? 0));
  if (counts.every((count) => count === 0)) return null;
  return decisions.map((decision, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return decision;
    return {
      type: 'VARCHAR',
      why: `Kept as text: ${count.toLocaleString('en')} ${count === 1 ? 'value looks' : 'values look'} like ${looksLike(decision.type)} and ${count === 1 ? 'is' : 'are'} none.`,
    };
  });
}

function looksLike(type: ColumnType): string {
  return type === 'DATE' || type === 'TIMESTAMP' ? 'a date' : 'a number';
}

function follow(session: TrustedSession, total: number, work: LoadWork): NodeJS.Timeout {
  return setInterval(async () => {
    const share = await session.progress().catch(() => null);
    if (share !== null && share > 0)
      work.progress({ done: Math.round(share * total), total, unit: 'rows' });
  }, 250);
}
