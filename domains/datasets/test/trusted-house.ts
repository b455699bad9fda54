import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type TrustedSession } from '@insites/platform';

/** An engine session for tests, and a folder for the Parquet files that they make. */
export interface TrustedHouse {
  readonly session: TrustedSession;
  readonly folder: string;
  /** Writes what a SELECT answers and says where. */
  parquet(select: string): Promise<string>;
  close(): Promise<void>;
}

export async function trustedHouse(): Promise<TrustedHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'insites-quality-'));
  chmodSync(folder, 0o711);
  const engine = openEngine({
    config: { engine: { workers: 1, threads: 1, memoryMb: 512, timeout: 20_000 } },
    log: { info: () => {}, warn: () => {} },
    home: folder,
    rules: {},
  });
  const session = await engine.trusted();
  let made = 0;
  return {
    session,
    folder,
    parquet: async (select) => {
      made += 1;
      const path = join(folder, `${made}.parquet`);
      await session.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
      return path;
    },
    close: async () => {
      await session.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
