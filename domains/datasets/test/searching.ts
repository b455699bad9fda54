import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, openEngine } from '@insites/platform';
import { chooseComparisons } from '../server/links/comparing/choose.ts';
import { type Resolved, resolve } from '../server/links/resolve.ts';
import { detect } from '../server/semantics/detect/detect.ts';
import { gatherFacts } from '../server/semantics/detect/gather.ts';

/** A table of text. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a search found, and the group of each row. */
export interface Searched {
  readonly found: Resolved;
  readonly groups: readonly number[];
  readonly kinds: readonly string[];
}

/** An engine of its own and a search over tables with nothing set, for tests and measurements. */
export function startSearching() {
  const home = mkdtempSync(join(tmpdir(), 'insites-links-'));
  const engine = openEngine({
    config: { engine: { workers: 1, threads: 2, memoryMb: 512, timeout: 20_000 } },
    log: { info: () => {}, warn: () => {} },
    home,
  });
  return {
    engine,
    search: (table: Table, options: { readonly source?: string } = {}) =>
      searchTable(table, options, { engine, home }),
    close: async () => {
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Searches a table with nothing set, and answers with the group of each row. */
async function searchTable(
  { columns, rows }: Table,
  options: { readonly source?: string },
  { engine, home }: { readonly engine: Engine; readonly home: string },
): Promise<Searched> {
  const folder = mkdtempSync(join(home, 'search-'));
  const [csv, parquet] = [join(folder, 'in.csv'), join(folder, 'in.parquet')];
  writeFileSync(
    csv,
    `${[columns, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`,
  );
  const session = await engine.trusted();
  try {
    await session.run(
      `COPY (SELECT * FROM read_csv('${csv}', all_varchar = true, header = true)) TO '${parquet}' (FORMAT parquet)`,
    );
    const compared = columns.filter((name) => name !== options.source);
    const facts = await gatherFacts(
      session,
      parquet,
      compared.map((name) => ({ name, type: 'VARCHAR' })),
    );
    const comparisons = chooseComparisons(
      facts.map((each) => ({ facts: each, meaning: detect(each) })),
    );
    const found = await resolve({
      session,
      parquet,
      comparisons,
      folder,
      progress: () => {},
      ...options,
    });
    const members = await session.run('SELECT "group" FROM members ORDER BY "row"');
    return {
      found,
      groups: members.map(({ group }) => Number(group)),
      kinds: comparisons.map(({ column, kind }) => `${column}: ${kind}`),
    };
  } finally {
    await session.close();
  }
}

/** Precision and recall of pairs: pairs of rows in one group against pairs of rows of one thing. */
export function measured(
  groups: readonly unknown[],
  truth: readonly unknown[],
): { precision: number; recall: number; f1: number } {
  const pairs = (keys: readonly unknown[]) => {
    const counts = new Map<unknown, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const [both, found, there] = [
    pairs(groups.map((group, row) => `${group} ${truth[row]}`)),
    pairs(groups),
    pairs(truth),
  ];
  const [precision, recall] = [found === 0 ? 1 : both / found, there === 0 ? 1 : both / there];
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}
