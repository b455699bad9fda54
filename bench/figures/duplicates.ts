import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { duplicates, findDuplicates, read } from '@insites/datasets/contract';
import { watchJob } from '@insites/platform/contract';
import { bringIn, clientOf } from '../support/bring-in.ts';
import type { Figure } from '../support/figure.ts';
import { startInsites } from '../support/insites.ts';
import { timed } from '../support/measure.ts';
import { watchMemory } from '../support/memory.ts';
import { writePeopleFile } from '../support/people-file.ts';

const run = promisify(execFile);
const wanted = Number(process.env.BENCH_PEOPLE ?? '1000000');
const mebibyte = 1024 * 1024;

/**
 * A register with duplicates searched by a job, nothing told, beside splink on the same file, told the columns and
 * the rules. `BENCH_PYTHON` names a Python that has splink; without one there is nothing beside it. What bounds it is
 * the comparing: a dozen pairs a row, each of ten columns, most of them Jaro-Winkler at about 0.1 µs of a processor.
 */
export const foundDuplicates: Figure = async ({ folder, say }) => {
  const csv = join(folder, 'people.csv');
  const { rows, persons } = await writePeopleFile(csv, wanted);
  const server = await startInsites(join(folder, 'people-home'));
  const watch = watchMemory(server.pid);
  try {
    const client = clientOf(server.url);
    await bringIn(server.url, csv, 'people');
    const { id } = await client.call(read, { id: 'people' });
    const steps: [string, number][] = [];
    const ours = await timed(async () => {
      const { jobId } = await client.call(findDuplicates, { id });
      for await (const job of client.call(watchJob, { id: jobId }, {})) {
        if (job.step && job.step !== steps.at(-1)?.[0]) steps.push([job.step, performance.now()]);
        if (job.state === 'failed') throw new Error(job.error?.message);
      }
    });
    watch.stop();
    const { summary } = await client.call(duplicates, { id, show: 'log' });
    const things = rows - (summary?.rowsInGroups ?? 0) + (summary?.groups ?? 0);
    say(
      `${rows} rows of ${persons} persons: ${things} things, ${summary?.toReview} pairs in doubt`,
    );
    const other = await bySplink(csv, say);
    return [
      {
        figure: `duplicates in ${rows.toLocaleString('en')} rows`,
        unit: 's',
        ours: ours / 1_000,
        other: other === null ? null : other / 1_000,
        ratio: other === null ? null : ours / other,
        bar: { of: 'ours', atMost: 180 },
        details: {
          rows,
          persons,
          things,
          steps,
          coverage: summary?.coverage,
          rules: summary?.rules,
        },
      },
      {
        figure: '  peak memory, with engine and PostgreSQL',
        unit: 'MiB',
        ours: watch.peak().all / mebibyte,
        other: null,
        ratio: null,
        bar: null,
      },
    ];
  } finally {
    watch.stop();
    await server.stop();
  }
};

async function bySplink(csv: string, say: (line: string) => void): Promise<number | null> {
  const script = fileURLToPath(new URL('../others/splink-dedupe.py', import.meta.url));
  try {
    const { stdout } = await run(process.env.BENCH_PYTHON ?? 'python3', [script, csv], {
      maxBuffer: 1 << 26,
    });
    const last = stdout.trim().split('\n').at(-1) ?? '{}';
    return (JSON.parse(last) as { milliseconds: number }).milliseconds;
  } catch (thrown) {
    say(`splink was not measured: ${String(thrown).split('\n').at(-2) ?? thrown}`);
    return null;
  }
}
