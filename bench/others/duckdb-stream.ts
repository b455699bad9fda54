import { execFileSync } from 'node:child_process';
import { createReadStream, rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

// The bare engine writes a bare file into a named pipe; Node reads it to nowhere.
const [parquet = '', options = '', pipe = ''] = process.argv.slice(2);
execFileSync('mkfifo', [pipe]);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run('SELECT 1');
const began = performance.now();
let bytes = 0;
const copying = connection.run(
  `COPY (SELECT * FROM read_parquet('${parquet}')) TO '${pipe}' (${options}, USE_TMP_FILE false)`,
);
for await (const chunk of createReadStream(pipe, { highWaterMark: 1 << 18 })) bytes += chunk.length;
await copying;
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - began, bytes }));
rmSync(pipe);
