import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Client } from '@insites/client';
import type { Visibility } from '@insites/governance/contract';
import {
  asInsitesError,
  errors,
  fromProblem,
  type InsitesError,
  problemSchema,
} from '@insites/kernel';
import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { createUpload } from '../contract/index.ts';
import { uploadNotes } from './upload-notes.ts';

export interface UploadFile {
  readonly client: Pick<Client, 'baseUrl' | 'credentials'>;
  /** The file on this machine. */
  readonly path: string;
  /** Its name there; default: the name it has here. */
  readonly name?: string | undefined;
  readonly folderId?: string | undefined;
  /** Makes the next version of this file. */
  readonly fileId?: string | undefined;
  readonly visibility?: Visibility | undefined;
  /** Stops it; what was sent stays on the server, and the next call goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes that arrived, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What an upload became. */
export interface UploadedFile {
  readonly fileId: string;
  readonly versionId: string;
  readonly bytes: number;
}

/**
 * Sends a file by tus 1.0. Tries again for two minutes when the connection or the server goes away; an
 * upload that was cut off, by Ctrl-C too, is gone on with when the same file is sent again.
 */
export async function uploadFile(upload: UploadFile): Promise<UploadedFile> {
  const { client, path, name = basename(path) } = upload;
  const about = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw errors.invalid('files.nameInvalid', `There is no file ${path} to read.`, {
      cause: error,
    });
  });
  if (!about.isFile()) throw errors.invalid('files.nameInvalid', `${path} is not a file.`);
  const { folderId, fileId, visibility } = upload;
  const metadata = present({ filename: name, folderId, fileId, visibility });
  // Another server, another person, a file that was changed: another upload.
  const fingerprint = [
    client.baseUrl,
    client.credentials.authorization ?? '',
    resolve(path),
    about.size,
    about.mtimeMs,
    JSON.stringify(metadata),
  ].join('\n');
  const options: UploadOptions = {
    endpoint: `${client.baseUrl}${createUpload.path}`,
    headers: { ...client.credentials },
    metadata,
    uploadSize: about.size,
    chunkSize: Number.POSITIVE_INFINITY,
    retryDelays: [200, 500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000],
    fingerprint: () => Promise.resolve(fingerprint),
    urlStorage: uploadNotes(),
    removeFingerprintOnSuccess: true,
  };
  const content = createReadStream(path);
  try {
    return { ...(await send(content, options, upload)), bytes: about.size };
  } finally {
    content.destroy();
  }
}

async function send(
  content: ReadStream,
  options: UploadOptions,
  { signal, onProgress }: Pick<UploadFile, 'signal' | 'onProgress'>,
): Promise<Omit<UploadedFile, 'bytes'>> {
  const { promise, resolve: done, reject } = Promise.withResolvers<Omit<UploadedFile, 'bytes'>>();
  const upload = new Upload(content as unknown as Buffer, {
    ...options,
    onProgress: (sent, total) => onProgress?.(sent, total),
    onSuccess: ({ lastResponse }) => {
      const fileId = lastResponse.getHeader('Insites-File');
      const versionId = lastResponse.getHeader('Insites-Version');
      if (fileId && versionId) done({ fileId, versionId });
      else reject(errors.internal('client.unexpectedAnswer', 'The server did not name the file.'));
    },
    onError: (error) => reject(asOurs(error, options)),
  });
  const stop = () => {
    void upload.abort().catch(() => undefined);
    reject(
      errors.cancelled('client.cancelled', 'The upload was stopped.', {
        hint: 'Send the same file again to go on where it stopped.',
      }),
    );
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const [previous] = await upload.findPreviousUploads();
    if (previous) upload.resumeFromPreviousUpload(previous);
    if (signal?.aborted) stop();
    else upload.start();
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** The server's problem, when it told one, else that it could not be reached. */
function asOurs(error: Error, { endpoint }: UploadOptions): InsitesError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response) {
    const problem = problemSchema.safeParse(parsed(response.getBody()));
    if (problem.success) return fromProblem(problem.data);
    return errors.internal(
      'client.unexpectedAnswer',
      `The server answered with status ${response.getStatus()}.`,
    );
  }
  if (!(error instanceof DetailedError)) return asInsitesError(error);
  return errors.unavailable('client.unreachable', `${endpoint} does not answer.`, {
    hint: 'Send the same file again to go on where it stopped.',
    cause: error,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function present(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
