import { type Client, createClient } from '@insites/client';
import { newId } from '@insites/kernel';
import { type JobView, watchJob } from '@insites/platform/contract';
import { importFile } from '../contract/routes.ts';

/** What may be uploaded; a stream needs its length said. */
export type Content = Buffer | string | AsyncIterable<Uint8Array>;

export interface Upload {
  readonly fileId: string;
  readonly versionId: string;
}

export interface Imported {
  readonly datasetId: string;
  readonly name: string;
  readonly job: JobView;
}

export interface City {
  readonly url: string;
  readonly client: Client;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** One request of tus (creation-with-upload). */
  upload(fileName: string, content: Content, length?: number): Promise<Upload>;
  /** Uploads, begins the import and answers at once. */
  begin(fileName: string, content: Content, more?: ImportMore): Promise<Begun>;
  /** Uploads, imports and waits for the end. */
  import(fileName: string, content: Content, more?: ImportMore): Promise<Imported>;
  ended(jobId: string, patience?: number): Promise<JobView>;
  /** Rows as `data?format=json` gives them. */
  rows(dataset: string, query?: Readonly<Record<string, string>>): Promise<readonly Row[]>;
}

export type Row = Readonly<Record<string, unknown>>;

export interface ImportMore {
  readonly datasetId?: string;
  readonly name?: string;
  readonly visibility?: 'private' | 'organisation' | 'public';
  readonly length?: number;
  readonly sheet?: string;
  readonly table?: string;
  readonly member?: string;
  readonly dialect?: number;
  readonly delimiter?: string;
  readonly skipLines?: number;
  readonly headerRows?: number;
  readonly standardiseFrom?: number;
}

export interface Begun {
  readonly datasetId: string;
  readonly name: string;
  readonly versionId: string;
  readonly jobId: string;
}

/** A server seen by one person, through HTTP alone. */
export function cityAt(url: string, token: string): City {
  const client = createClient({ baseUrl: url, token });
  const authorised = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });

  async function upload(fileName: string, content: Content, length?: number): Promise<Upload> {
    const whole = typeof content === 'string' ? Buffer.from(content) : content;
    const body = Buffer.isBuffer(whole) ? new Uint8Array(whole) : ReadableStream.from(whole);
    const bytes = Buffer.isBuffer(whole) ? whole.length : length;
    const answer = await authorised('/api/v1/files/uploads', {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes),
        'upload-metadata': `filename ${Buffer.from(fileName).toString('base64')}`,
        'content-type': 'application/offset+octet-stream',
      },
      body,
      ...(Buffer.isBuffer(whole) ? {} : { duplex: 'half' }),
    } as RequestInit);
    const fileId = answer.headers.get('insites-file');
    const versionId = answer.headers.get('insites-version');
    if (!fileId || !versionId)
      throw new Error(`Upload answered ${answer.status}: ${await answer.text()}`);
    return { fileId, versionId };
  }

  async function begin(fileName: string, content: Content, more: ImportMore = {}): Promise<Begun> {
    const { length, ...rest } = more;
    const unique = `${newId().slice(-12)}-${fileName}`;
    const { fileId } = await upload(unique, content, length);
    const named = rest.datasetId ? {} : { name: `t_${newId().replaceAll('-', '')}` };
    return await client.call(importFile, { fileId, ...named, ...rest });
  }

  async function ended(jobId: string, patience = 60_000): Promise<JobView> {
    let last: JobView | null = null;
    const signal = AbortSignal.timeout(patience);
    for await (const job of client.call(watchJob, { id: jobId }, { signal })) last = job;
    if (last && !['waiting', 'running'].includes(last.state)) return last;
    throw new Error(`Still going on: ${JSON.stringify(last)}`);
  }

  return {
    url,
    client,
    fetch: authorised,
    upload,
    begin,
    ended,
    async import(fileName, content, more) {
      const begun = await begin(fileName, content, more);
      return { ...begun, job: await ended(begun.jobId) };
    },
    async rows(dataset, query = {}) {
      const search = new URLSearchParams({ format: 'json', ...query });
      const answer = await authorised(`/api/v1/datasets/${dataset}/data?${search}`);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      const document = (await answer.json()) as readonly Row[];
      return document;
    },
  };
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
