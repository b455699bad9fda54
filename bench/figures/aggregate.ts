import { query } from '@insites/datasets/contract';
import { clientOf } from '../support/bring-in.ts';
import type { Figure } from '../support/figure.ts';
import { median, quantile, timed } from '../support/measure.ts';
import { runOther } from '../support/other.ts';

const sql =
  'SELECT department, count(*) AS cases, sum(amount) AS total, avg(amount) AS mean FROM city GROUP BY 1 ORDER BY 1';
const blocks = 4;
const queriesOfBlock = 50;

/** One aggregate over all rows through the gate, the policies and the log, beside the bare engine. */
export const aggregate: Figure = async ({ city }) => {
  const { server, parquet } = await city();
  const client = clientOf(server.url);
  const ask = () => client.call(query, { sql, limit: 100 });
  const ours: number[] = [];
  const other: number[] = [];
  const engine: number[] = [];
  for (let warm = 0; warm < 5; warm += 1) await ask();
  for (let block = 0; block < blocks; block += 1) {
    const bare = await runOther<{ milliseconds: number[] }>(
      'duckdb-query',
      parquet,
      sql,
      String(queriesOfBlock),
    );
    other.push(...bare.milliseconds);
    for (let each = 0; each < queriesOfBlock; each += 1)
      ours.push(await timed(async () => engine.push((await ask()).milliseconds)));
  }
  const line = (share: number, name: string) => ({
    figure: `governed aggregate over 3 M rows, ${name}`,
    unit: 'ms',
    ours: quantile(ours, share),
    other: quantile(other, share),
    ratio: quantile(ours, share) / quantile(other, share),
  });
  return [
    {
      ...line(0.5, 'p50'),
      bar: { of: 'difference', atMost: 15 },
      details: { ours, other, inTheEngine: median(engine) },
    },
    { ...line(0.99, 'p99'), bar: null },
    {
      figure: '  of it in the engine, p50',
      unit: 'ms',
      ours: median(engine),
      other: median(other),
      ratio: median(engine) / median(other),
      bar: null,
    },
  ];
};
