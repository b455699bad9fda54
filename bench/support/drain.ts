import { createHash, type Hash } from 'node:crypto';
import { get, type RequestOptions } from 'node:http';

export interface Drained {
  readonly status: number;
  readonly bytes: number;
  /** Milliseconds to the first byte and to the last. */
  readonly first: number;
  readonly milliseconds: number;
  readonly sha256: string | null;
}

/** Reads an answer to its end and keeps nothing of it. */
export function drain(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly hashed?: boolean } = {},
): Promise<Drained> {
  const hash: Hash | null = options.hashed ? createHash('sha256') : null;
  const began = performance.now();
  const request: RequestOptions = { headers: { ...headers }, agent: false };
  return new Promise((resolve, reject) => {
    get(url, request, (response) => {
      let bytes = 0;
      let first = 0;
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) first = performance.now() - began;
        bytes += chunk.length;
        hash?.update(chunk);
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          bytes,
          first,
          milliseconds: performance.now() - began,
          sha256: hash?.digest('hex') ?? null,
        }),
      );
    }).once('error', reject);
  });
}
