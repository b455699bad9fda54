import { join } from 'node:path';
import { bringIn, type ImportTimes } from '../support/bring-in.ts';
import { stampCityFile } from '../support/city-file.ts';
import type { Figure } from '../support/figure.ts';
import { inTurn, median, ratioOf } from '../support/measure.ts';
import { processorSeconds, watchMemory } from '../support/memory.ts';
import { runOther } from '../support/other.ts';

const mebibyte = 1024 * 1024;

/** The large file through the whole program, beside the bare engine that only writes Parquet of it. */
export const imports: Figure = async ({ city, folder, rounds, say }) => {
  const { server, atRest: before, csv, csvBytes, rows } = await city();
  const watch = watchMemory(server.pid);
  const times: ImportTimes[] = [];
  const processor: number[] = [];
  const pairs = await inTurn(
    rounds,
    async (round) => {
      // A content that is stored already would be thrown away again: that is another figure.
      await stampCityFile(csv, round);
      const used = processorSeconds(server.pid);
      const time = await bringIn(server.url, csv, `import_${round}`);
      if (time.rows !== rows) throw new Error(`${time.rows} of ${rows} rows came in.`);
      processor.push(processorSeconds(server.pid) - used);
      times.push(time);
      return time.ready;
    },
    async () =>
      (
        await runOther<{ milliseconds: number }>(
          'duckdb-import',
          csv,
          join(folder, 'other.parquet'),
        )
      ).milliseconds,
  );
  watch.stop();
  const peak = watch.peak();
  const rest = before.server + before.workers + before.database;
  say(`the last import: ${stepsOf(times.at(-1))}`);
  const [ours, other] = [median(pairs.ours), median(pairs.other)];
  const profiled = median(times.map((time) => time.profiled));
  const details = { pairs, times, csvBytes, rows, serverProcessorSeconds: processor, before, peak };
  return [
    {
      figure: 'import of 3 M rows until the version answers',
      unit: 'ms',
      ours,
      other,
      ratio: ratioOf(pairs),
      bar: { of: 'ratio', atMost: 2 },
      details,
    },
    {
      figure: '  of it the upload',
      unit: 'ms',
      ours: median(times.map((time) => time.uploaded)),
      other: null,
      ratio: null,
      bar: null,
    },
    {
      figure: '  until the columns are described too',
      unit: 'ms',
      ours: profiled,
      other,
      ratio: profiled / other,
      bar: null,
    },
    {
      figure: '  peak memory over rest, server process',
      unit: 'MiB',
      ours: (peak.server - before.server) / mebibyte,
      other: null,
      ratio: null,
      bar: { of: 'ours', atMost: 700 },
    },
    {
      figure: '  peak memory over rest, with engine and PostgreSQL',
      unit: 'MiB',
      ours: (peak.all - rest) / mebibyte,
      other: null,
      ratio: null,
      bar: { of: 'ours', atMost: 700 },
    },
  ];
};

function stepsOf(times: ImportTimes | undefined): string {
  if (!times) return '';
  const steps = times.steps.map(([step, at]) => `${step} from ${Math.round(at)}`);
  const { uploaded, ready, profiled } = times;
  return [`uploaded ${Math.round(uploaded)}`, ...steps]
    .concat(`version ready ${Math.round(ready)}`, `profiled ${Math.round(profiled)} ms`)
    .join(', ');
}
