import { importFile, read } from '@insites/datasets/contract';
import { tabNames } from '@insites/datasets/ui';
import { createUpload } from '@insites/files/contract';
import { adminToken, type House } from './house.ts';
import { type MessyFile, messyCsv } from './messy.ts';

/** What the pages show: ids of a file, a dataset and a job that are there. */
export interface Things {
  readonly fileId: string;
  readonly datasetId: string;
  readonly jobId: string;
}

/** Makes a dataset of a messy file and waits until it is there. */
export async function furnish(house: House, rows = 60): Promise<Things> {
  const { client } = house;
  const fileId = await upload(house, messyCsv(rows));
  const { datasetId, jobId } = await client.call(importFile, {
    fileId,
    name: 'trees',
    title: 'Trees of the city, as the department of parks counted them',
    description: 'Every tree that stands on public ground.',
    attribution: 'Department of parks, CC BY 4.0',
    visibility: 'organisation',
  });
  while ((await client.call(read, { id: datasetId })).latest === null)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return { fileId, datasetId, jobId };
}

async function upload({ url }: House, { content, name }: MessyFile): Promise<string> {
  const response = await fetch(`${url}${createUpload.path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${adminToken}`,
      'tus-resumable': '1.0.0',
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(content),
  });
  const fileId = response.headers.get('insites-file');
  if (!fileId) throw new Error(`The upload failed: ${await response.text()}`);
  return fileId;
}

/** The addresses a page has, with `$id` for the thing it shows: one for each of its tabs. */
export function addressesOf(path: string): readonly string[] {
  if (!path.includes('{-$tab}')) return [path];
  return tabNames.map((tab) => path.replace('{-$tab}', tab));
}

/** An address with the id of a thing. Throws for a page of other things, so that none is left out. */
export function fill(address: string, things: Things): string {
  const ids: Readonly<Record<string, string>> = {
    '/files/$id': things.fileId,
    '/jobs/$id': things.jobId,
    '/datasets/$id': things.datasetId,
    // Nobody asks this: the page says so.
    '/connect/$request': 'no-such-request',
  };
  if (!address.includes('$')) return address;
  const [start = ''] = /^\/\w+\/\$\w+/.exec(address) ?? [];
  const id = ids[start];
  if (id === undefined) throw new Error(`No thing is known for the page ${address}.`);
  return address.replace(/\$\w+/, id);
}
