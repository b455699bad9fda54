import { DuckDBInstance } from '@duckdb/node-api';

// What people would use instead: the bare engine in a process of its own, with its own guesses.
const [source = '', target = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const began = performance.now();
await connection.run(
  `COPY (SELECT * FROM read_csv('${source}')) TO '${target}' (FORMAT parquet, COMPRESSION zstd)`,
);
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - began }));
