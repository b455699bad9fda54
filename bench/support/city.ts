import { join } from 'node:path';
import { bringIn } from './bring-in.ts';
import { cityRows, writeCityFile } from './city-file.ts';
import { type Insites, startInsites } from './insites.ts';
import { pause } from './measure.ts';
import { type Memory, memoryOf } from './memory.ts';
import { runOther } from './other.ts';

/** A running server with the large set in it, and the same set as bare files. */
export interface City {
  readonly server: Insites;
  /** The server's memory before anything came in. */
  readonly atRest: Memory;
  readonly csv: string;
  readonly csvBytes: number;
  readonly rows: number;
  /** As the bare engine writes it. */
  readonly parquet: string;
  /** The name of the set in the server. */
  readonly name: string;
}

export async function openCity(folder: string): Promise<City> {
  const csv = join(folder, 'city.csv');
  const parquet = join(folder, 'city.parquet');
  const csvBytes = await writeCityFile(csv, cityRows);
  const server = await startInsites(join(folder, 'city-home'));
  try {
    const name = 'city';
    // Its spare processes start a moment after it.
    await pause(5_000);
    const atRest = memoryOf(server.pid);
    await bringIn(server.url, csv, name);
    await runOther('duckdb-import', csv, parquet);
    return { server, atRest, csv, csvBytes, rows: cityRows, parquet, name };
  } catch (thrown) {
    await server.kill();
    throw thrown;
  }
}
