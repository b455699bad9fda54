import { expect } from 'vitest';
import type { Conservation, Recipe, VersionView } from '../contract/index.ts';
import { read } from '../contract/routes.ts';
import type { Content, ImportMore, Row } from './city.ts';
import type { House } from './house.ts';

/** What came of a file that was imported. */
export interface Outcome {
  readonly datasetId: string;
  /** Those that are not zero; `records` and `loaded` always. */
  readonly counts: Readonly<Partial<Record<keyof Conservation, number>>>;
  readonly columns: Readonly<Record<string, string>>;
  readonly first: readonly Row[];
  readonly recipe: Recipe | null;
  readonly detail: Conservation['detail'];
}

/** Imports a file, and holds its account: nothing may be unaccounted for. */
export async function accountOf(
  { city }: House,
  name: string,
  content: Content,
  more: ImportMore = {},
): Promise<Outcome> {
  const { job, datasetId } = await city.import(name, content, more);
  expect(job.error).toBeNull();
  const { latest } = await city.client.call(read, { id: datasetId });
  const { conservation, recipe, rows } = latest as VersionView;
  const { holds, sentence, detail, ...counts } = conservation as Conservation;
  expect(holds, sentence).toBe(true);
  const { records, loaded, rejected, header, preamble, blank, footer } = counts;
  expect(loaded + rejected + header + preamble + blank + footer).toBe(records);
  expect(await city.rows(datasetId, { select: 'count(*) AS n' })).toEqual([{ n: rows }]);
  expect(loaded).toBe(rows);
  return {
    datasetId,
    recipe,
    detail,
    counts: Object.fromEntries(
      Object.entries(counts).filter(([key, count = 0]) => count > 0 || key === 'loaded'),
    ),
    columns: Object.fromEntries(
      (recipe?.columns ?? []).map(({ name: column, type }) => [column, type]),
    ),
    first: await city.rows(datasetId, { limit: '5' }),
  };
}
