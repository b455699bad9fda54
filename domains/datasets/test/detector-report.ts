import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { weights } from '../server/parsing/detection/choose-marks.ts';
import { examples, fit, judge } from '../server/parsing/labelled/fit.ts';
import { type PollutedFile, pollutedFiles } from '../server/parsing/labelled/pollutions.ts';
import { type FoundTable, readOurs, scoreOf } from '../server/parsing/labelled/score.ts';

// node domains/datasets/test/detector-report.ts [fit]: how good the detector of delimited text is, kind by kind,
// beside the engine's own; with `fit`, the weights that a new fit would give.

async function engineReads(connection: DuckDBConnection, path: string): Promise<FoundTable | null> {
  try {
    const read = `SELECT * FROM read_csv('${path}', all_varchar = true, ignore_errors = true)`;
    const answer = await connection.runAndReadAll(read);
    const rows = answer.getRows().map((row) => row.map((cell) => String(cell ?? '')));
    return { names: answer.columnNames(), rows };
  } catch {
    return null;
  }
}

async function scores(files: readonly PollutedFile[]) {
  const folder = await mkdtemp(join(tmpdir(), 'insites-detector-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const kinds = new Map<string, { files: number; ours: number; engine: number }>();
  try {
    const path = join(folder, 'file.csv');
    for (const file of files) {
      await writeFile(path, file.content);
      const engine = scoreOf(file, await engineReads(connection, path));
      const ours = scoreOf(file, readOurs(file.content));
      const before = kinds.get(file.kind) ?? { files: 0, ours: 0, engine: 0 };
      kinds.set(file.kind, {
        files: before.files + 1,
        ours: before.ours + ours,
        engine: before.engine + engine,
      });
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
  return kinds;
}

const kinds = await scores(pollutedFiles(1));
const all = { files: 0, ours: 0, engine: 0 };
for (const [kind, { files, ours, engine }] of kinds) {
  all.files += files;
  all.ours += ours;
  all.engine += engine;
  console.log(kind.padEnd(30), files, (ours / files).toFixed(3), (engine / files).toFixed(3));
}
console.log(
  'all'.padEnd(30),
  all.files,
  (all.ours / all.files).toFixed(3),
  (all.engine / all.files).toFixed(3),
);

const held = examples(1_000_001, 800);
const { share, bins } = judge(held, weights);
console.log(
  `dialect right on ${(share * 100).toFixed(2)} % of ${held.length} files it was not fitted on`,
);
for (const [from, { files, right }] of [...bins].sort(([left], [right]) => left - right))
  console.log(`  probability from ${from}: ${right} of ${files} right`);

if (process.argv.includes('fit')) {
  const right = examples(1, 2_500).filter((example) => example.right >= 0);
  console.log(fit(right, 400));
}
