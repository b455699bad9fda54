import { join } from 'node:path';
import { drain } from '../support/drain.ts';
import type { Bench, Figure, Line } from '../support/figure.ts';
import { credentials } from '../support/insites.ts';
import { inTurn, median, ratioOf } from '../support/measure.ts';
import { memoryOf, watchMemory } from '../support/memory.ts';
import { runOther } from '../support/other.ts';

const mebibyte = 1024 * 1024;

/** What the bare engine is told; Arrow it cannot write by itself. */
const formats = {
  csv: 'FORMAT csv',
  ndjson: 'FORMAT json',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  arrow: null,
} as const;

/** The whole set as it leaves, in rows a second. */
export const streams: Figure = async (bench) => {
  const lines: Line[] = [];
  for (const format of ['csv', 'ndjson', 'parquet', 'arrow'] as const)
    lines.push(...(await stream(format, bench)));
  return lines;
};

async function stream(format: keyof typeof formats, bench: Bench): Promise<readonly Line[]> {
  const { server, name, parquet, rows } = await bench.city();
  const address = `${server.url}/api/v1/datasets/${name}/data?format=${format}`;
  const bytes: number[] = [];
  const first: number[] = [];
  const ours = async () => {
    const answer = await drain(address, credentials);
    if (answer.status !== 200) throw new Error(`${format}: status ${answer.status}`);
    bytes.push(answer.bytes);
    first.push(answer.first);
    return rows / (answer.milliseconds / 1000);
  };
  const options = formats[format];
  const other = async (round: number) => {
    if (options === null) return Number.NaN;
    const pipe = join(bench.folder, `pipe-${format}-${round}`);
    const bare = await runOther<{ milliseconds: number }>('duckdb-stream', parquet, options, pipe);
    return rows / (bare.milliseconds / 1000);
  };
  await ours();
  const before = memoryOf(server.pid);
  const watch = watchMemory(server.pid);
  const pairs = await inTurn(bench.rounds, ours, other);
  watch.stop();
  return [
    {
      figure: `stream of the whole set as ${format}`,
      unit: 'rows/s',
      ours: median(pairs.ours),
      other: options === null ? null : median(pairs.other),
      ratio: options === null ? null : ratioOf(pairs),
      bar: format === 'csv' ? { of: 'ratio', atLeast: 0.8 } : null,
      details: { pairs, bytes, firstByteMilliseconds: median(first) },
    },
    {
      figure: '  growth of the server process meanwhile',
      unit: 'MiB',
      ours: (watch.peak().server - before.server) / mebibyte,
      other: null,
      ratio: null,
      bar: { of: 'ours', atMost: 64 },
    },
  ];
}
