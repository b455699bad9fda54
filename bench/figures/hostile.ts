import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { importFile, list } from '@insites/datasets/contract';
import { watchJob } from '@insites/platform/contract';
import { clientOf, upload } from '../support/bring-in.ts';
import type { Figure } from '../support/figure.ts';
import { type HostileFile, hostileFiles } from '../support/hostile-files.ts';
import { type Insites, startInsites } from '../support/insites.ts';
import { pause } from '../support/measure.ts';
import { memoryOf, watchMemory } from '../support/memory.ts';

const mebibyte = 1024 * 1024;

interface Refusal {
  readonly what: string;
  readonly seconds: number;
  /** MiB over rest, server, engine and PostgreSQL together. */
  readonly memory: number;
}

/** Files that mean harm: how long they keep a server busy after they arrived, and what memory they get. */
export const refusedFiles: Figure = async ({ folder, say }) => {
  const server = await startInsites(join(folder, 'hostile-home'));
  try {
    await pause(5_000);
    const refusals: Refusal[] = [];
    for (const file of hostileFiles) {
      const refusal = await refuse(server, file, join(folder, file.name));
      say(`${file.what}: ${refusal.seconds.toFixed(2)} s, ${Math.round(refusal.memory)} MiB`);
      refusals.push(refusal);
    }
    const { total } = await clientOf(server.url).call(list, {});
    if (total !== 0) throw new Error(`${total} datasets came of files that were refused.`);
    const line = { other: null, ratio: null };
    return [
      {
        ...line,
        figure: `hostile files (${refusals.length}) until they are refused, the longest`,
        unit: 's',
        ours: Math.max(...refusals.map(({ seconds }) => seconds)),
        bar: { of: 'ours', atMost: 5 },
        details: { refusals },
      },
      {
        ...line,
        figure: '  peak memory over rest, with engine and PostgreSQL',
        unit: 'MiB',
        ours: Math.max(...refusals.map(({ memory }) => memory)),
        bar: { of: 'ours', atMost: 300 },
      },
    ];
  } finally {
    await server.stop();
  }
};

async function refuse(server: Insites, file: HostileFile, path: string): Promise<Refusal> {
  const client = clientOf(server.url);
  await file.write(path);
  try {
    const fileId = await upload(server.url, path, file.name);
    // What the upload took has to be given back first.
    await pause(2_000);
    const { server: own, workers, database } = memoryOf(server.pid);
    const watch = watchMemory(server.pid);
    const began = performance.now();
    let code: string | undefined;
    try {
      const { jobId } = await client.call(importFile, { fileId, name: 'hostile' });
      for await (const job of client.call(watchJob, { id: jobId })) code = job.error?.code;
    } finally {
      watch.stop();
    }
    const seconds = (performance.now() - began) / 1000;
    if (code !== file.code) throw new Error(`${file.what}: ${code} in place of ${file.code}.`);
    const memory = (watch.peak().all - own - workers - database) / mebibyte;
    return { what: file.what, seconds, memory };
  } finally {
    await rm(path, { force: true });
  }
}
