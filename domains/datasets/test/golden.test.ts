import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conservation, VersionView } from '../contract/index.ts';
import { rejected } from '../contract/repair-routes.ts';
import { read } from '../contract/routes.ts';
import { type House, startHouse } from './house.ts';
import { parquetCases } from './parquet-files.ts';

const folder = fileURLToPath(new URL('./golden/', import.meta.url));

type Counts = Omit<Conservation, 'holds' | 'sentence'>;

/** What a file is to become; `first`: its first rows as `data?format=json` gives them. */
export type Expected =
  | { readonly refused: string }
  | {
      readonly refused?: undefined;
      readonly counts: Counts;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      readonly first: readonly Readonly<Record<string, unknown>>[];
      readonly encoding?: string;
      readonly rejected?: readonly { readonly line: number; readonly text: string }[];
    };

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

async function check(fileName: string, content: Buffer, expected: Expected): Promise<void> {
  const { city } = house;
  const { job, datasetId } = await city.import(fileName, content);
  if (expected.refused !== undefined) {
    expect(job).toMatchObject({ state: 'failed', error: { code: expected.refused } });
    return;
  }
  expect(job.error).toBeNull();
  const { latest } = await city.client.call(read, { id: datasetId });
  const { conservation, recipe } = latest as VersionView;
  const { holds, sentence, ...counts } = conservation as Conservation;
  expect({ counts, columns: recipe?.columns.map(({ name, type }) => ({ name, type })) }).toEqual({
    counts: expected.counts,
    columns: expected.columns,
  });
  expect(holds, sentence).toBe(true);
  expect(counts.loaded).toBe(latest?.rows);
  const { rejected: gone, header, preamble, blank, footer } = counts;
  expect(counts.loaded + gone + header + preamble + blank + footer).toBe(counts.records);
  if (expected.encoding) expect(recipe?.encoding).toMatch(new RegExp(`^${expected.encoding}\\b`));
  const answer = await city.fetch(
    `/api/v1/datasets/${datasetId}/data?format=json&limit=${expected.first.length}`,
  );
  expect(exactly(await answer.text())).toEqual(expected.first);
  const all = await city.rows(datasetId, { select: 'count(*) AS n' });
  expect(all).toEqual([{ n: counts.loaded }]);
  const kept = await city.client.call(rejected, { id: datasetId });
  expect(kept.total).toBe(counts.rejected);
  if (expected.rejected)
    expect(kept.items.map(({ line, text }) => ({ line, text }))).toEqual(expected.rejected);
  for (const { reason } of kept.items) expect(reason).toMatch(/^[A-Z].*\.?$/);
}

/** JSON.parse with whole numbers that a double cannot hold as text. */
function exactly(text: string): unknown {
  const keep = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? context?.source
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

describe('a file of the wild becomes the table that a person would make of it', () => {
  it.for(readdirSync(folder))('%s', async (name) => {
    const files = readdirSync(`${folder}${name}`);
    const input = files.find((file) => file.startsWith('input.')) ?? '';
    const expected: Expected = JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8'));
    await check(input, readFileSync(`${folder}${name}/${input}`), expected);
  });

  it('codes with zeros that begin at row 30,000', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `${index + 10},${index % 7}`);
    const file = `tag,n\n${rows.join('\n')}\n0071,5\n`;
    await check('late.csv', Buffer.from(file), {
      counts: {
        records: 30_002,
        loaded: 30_001,
        rejected: 0,
        header: 1,
        preamble: 0,
        blank: 0,
        footer: 0,
      },
      columns: [
        { name: 'tag', type: 'VARCHAR' },
        { name: 'n', type: 'BIGINT' },
      ],
      first: [{ tag: '10', n: 0 }],
    });
  });
});

describe('Parquet', () => {
  it.for(parquetCases)('$name', async ({ write, expected }) => {
    await check('input.parquet', await write(), expected);
  });
});
