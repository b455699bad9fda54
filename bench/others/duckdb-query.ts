import { DuckDBInstance } from '@duckdb/node-api';

// A warm bare engine on a bare file: the same question again and again, its rows read by JavaScript.
const [parquet = '', sql = '', times = '50'] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(`CREATE VIEW city AS SELECT * FROM read_parquet('${parquet}')`);
const milliseconds: number[] = [];
const warm = 5;
for (let time = -warm; time < Number(times); time += 1) {
  const began = performance.now();
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  if (rows.length === 0) throw new Error('No answer.');
  if (time >= 0) milliseconds.push(performance.now() - began);
}
process.stdout.write(JSON.stringify({ milliseconds }));
