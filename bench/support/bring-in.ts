import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Client, createClient } from '@insites/client';
import { importFile, profile, read } from '@insites/datasets/contract';
import { createUpload } from '@insites/files/contract';
import { watchJob } from '@insites/platform/contract';
import { Upload } from 'tus-js-client';
import { token } from './insites.ts';

export function clientOf(url: string): Client {
  return createClient({ baseUrl: url, token });
}

/** Sends a file by tus. Answers with the id of the file it became. */
export async function upload(url: string, path: string, name: string): Promise<string> {
  const { size } = await stat(path);
  const content = createReadStream(path, { highWaterMark: 1 << 20 });
  return await new Promise((resolve, reject) => {
    new Upload(content as unknown as Buffer, {
      endpoint: `${url}${createUpload.path}`,
      headers: { ...clientOf(url).credentials },
      metadata: { filename: name },
      uploadSize: size,
      chunkSize: Number.POSITIVE_INFINITY,
      retryDelays: [],
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Insites-File') ?? ''),
      onError: reject,
    }).start();
  });
}

/** Milliseconds since the upload began. */
export interface ImportTimes {
  readonly uploaded: number;
  /** The version answers. */
  readonly ready: number;
  /** Its columns are described too. */
  readonly profiled: number;
  /** When the job said that it began something. */
  readonly steps: readonly (readonly [string, number])[];
  readonly rows: number;
  readonly name: string;
}

/** Uploads a file, has it imported and waits, as a person's program does. */
export async function bringIn(url: string, path: string, name: string): Promise<ImportTimes> {
  const client = clientOf(url);
  const began = performance.now();
  const since = () => performance.now() - began;
  const fileId = await upload(url, path, `${name}.csv`);
  const uploaded = since();
  const { datasetId, jobId } = await client.call(importFile, { fileId, name });
  const steps: [string, number][] = [['asked', since()]];
  let dataset = await client.call(read, { id: datasetId });
  let ready = 0;
  for await (const job of client.call(watchJob, { id: jobId })) {
    if (job.state === 'failed') throw new Error(`The import failed: ${job.error?.message}`);
    const step = job.step ?? job.state;
    if (step !== steps.at(-1)?.[0]) steps.push([step, since()]);
    if (dataset.latest) continue;
    dataset = await client.call(read, { id: datasetId });
    ready = since();
  }
  const profiled = since();
  if (!dataset.latest) throw new Error('The import ended without a version.');
  const { columns } = await client.call(profile, { id: datasetId });
  if (columns.every(({ histogram, top }) => histogram.length + top.length === 0))
    throw new Error('The import ended without a profile.');
  return { uploaded, ready, profiled, steps, rows: dataset.latest.rows, name };
}
