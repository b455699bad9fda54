import { createHash, randomBytes } from 'node:crypto';
import { Upload, type UploadOptions } from 'tus-js-client';
import { createUpload } from '../contract/index.ts';

/** What an upload became, as its last answer says. */
export interface Became {
  readonly fileId: string;
  readonly versionId: string;
  readonly url: string;
}

/** Sends bytes as tus-js-client does. */
export function send(
  base: string,
  token: string,
  content: Buffer,
  { filename = 'file.bin', ...rest }: Record<string, string> = {},
  options: UploadOptions = {},
): Promise<Became> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint: `${base}${createUpload.path}`,
      headers: { authorization: `Bearer ${token}` },
      metadata: { filename, ...rest },
      retryDelays: null,
      storeFingerprintForResuming: false,
      onError: reject,
      onSuccess: ({ lastResponse }) =>
        resolve({
          fileId: lastResponse.getHeader('Insites-File') ?? '',
          versionId: lastResponse.getHeader('Insites-Version') ?? '',
          url: upload.url ?? '',
        }),
      ...options,
    });
    upload.start();
  });
}

const encoded = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** The protocol by hand, for what a well-behaved client never does. */
export function byHand(base: string, token: string | null) {
  const headers = {
    'tus-resumable': '1.0.0',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const at = (path: string) => new URL(path, base);
  return {
    async create(length: number, metadata: Record<string, string> = { filename: 'by hand.bin' }) {
      const response = await fetch(at(createUpload.path), {
        method: 'POST',
        headers: {
          ...headers,
          'upload-length': String(length),
          'upload-metadata': encoded(metadata),
        },
      });
      return { response, url: response.headers.get('location') ?? '' };
    },
    head: (url: string) => fetch(at(url), { method: 'HEAD', headers }),
    patch: (url: string, offset: number, body: RequestInit['body'], more: RequestInit = {}) =>
      fetch(at(url), {
        method: 'PATCH',
        headers: {
          ...headers,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        ...(body === undefined ? {} : { body }),
        ...more,
      }),
    remove: (url: string) => fetch(at(url), { method: 'DELETE', headers }),
    options: () => fetch(at(createUpload.path), { method: 'OPTIONS' }),
  };
}

export const random = (bytes: number) => randomBytes(bytes);
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The code of a problem answer. */
export async function problemOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { code?: unknown }).code;
}
