import { type FileHandle, open } from 'node:fs/promises';
import { type JobRun, letGo } from '@insites/platform';
import type { Deps } from '../deps.ts';
import type { VersionRow } from '../versions/store.ts';
import { headBytes } from './format.ts';
import { readHead } from './scans-ahead.ts';

/** While one piece is written, so many more are deciphered. */
const writesAhead = 4;

export interface Source {
  readonly path: string;
  /** The first bytes, as soon as they are there. */
  readonly head: Promise<Buffer>;
  /** The whole file is there. */
  readonly complete: Promise<void>;
  release(): void;
}

/** The raw bytes as a file: the copy that was kept while they arrived, else fetched to `path`. */
export function sourceOf(
  run: Pick<JobRun<never>, 'progress'>,
  version: VersionRow,
  path: string,
  signal: AbortSignal,
  deps: Deps,
): Source {
  const copy = deps.platform.objects.takeCopy(version.sourceObjectId ?? '');
  if (!copy)
    return { path, ...fetchSource(run, version, path, signal, deps), release: () => undefined };
  const head = readHead(copy.path);
  head.catch(() => undefined);
  return { ...copy, head, complete: Promise.resolve() };
}

/** The raw bytes as a file in the private folder. */
function fetchSource(
  run: Pick<JobRun<never>, 'progress'>,
  version: VersionRow,
  path: string,
  signal: AbortSignal,
  deps: Deps,
): Pick<Source, 'head' | 'complete'> {
  const head = Promise.withResolvers<Buffer>();
  const total = version.sourceBytes;
  run.progress({ step: 'Fetching the file', done: 0, total, unit: 'bytes' });
  const fetch = async () => {
    const content = await deps.platform.objects.open(version.sourceObjectId ?? '');
    await using file = await open(path, 'w', 0o644);
    let done = 0;
    let first = Buffer.alloc(0);
    const writing: Promise<void>[] = [];
    try {
      for await (const piece of content) {
        signal.throwIfAborted();
        if (done < headBytes) first = Buffer.concat([first, piece]);
        writing.push(writeNext(file, piece, done, writing.at(-1)));
        done += piece.length;
        if (writing.length > writesAhead) await writing.shift();
        if (done >= headBytes) head.resolve(first.subarray(0, headBytes));
        run.progress({ done });
      }
    } finally {
      await Promise.all(writing);
    }
    head.resolve(first.subarray(0, headBytes));
  };
  const complete = fetch();
  complete.catch((thrown: unknown) => head.reject(thrown));
  // The import may have failed before it asks for the beginning.
  head.promise.catch(() => undefined);
  return { head: head.promise, complete };
}

/** Writes a piece after the one before it (the scanner follows the file, and must meet no hole), and gives its memory back. */
function writeNext(
  file: FileHandle,
  piece: Uint8Array,
  position: number,
  before: Promise<void> | undefined,
): Promise<void> {
  const write = async () => {
    await before;
    for (let written = 0; written < piece.length; )
      written += (await file.write(piece, written, piece.length - written, position + written))
        .bytesWritten;
    letGo(piece);
  };
  const writing = write();
  // It may fail before anybody waits for it.
  writing.catch(() => undefined);
  return writing;
}
