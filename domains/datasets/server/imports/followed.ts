import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const pieceBytes = 256 * 1024;
/** Between two looks at a file that grows, milliseconds. */
const lookEvery = 10;

/**
 * The bytes of a file that is only ever written at its end, while it is written. Ends at the end of the file
 * when `whole` resolves; fails as `whole` does. A piece is valid until the next is asked for.
 */
export async function* followed(path: string, whole: Promise<unknown>): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafe(pieceBytes);
  const writing = watch(whole);
  let file: FileHandle | null = null;
  try {
    for (let position = 0; ; ) {
      // Asked before the file is looked at: what is written in between is seen by the next look.
      const over = writing.over();
      file ??= await openIfThere(path, over);
      const { bytesRead = 0 } = (await file?.read(piece, 0, pieceBytes, position)) ?? {};
      position += bytesRead;
      if (bytesRead > 0) yield piece.subarray(0, bytesRead);
      else if (over) return;
      else await sleep(lookEvery, undefined, writing).catch(() => undefined);
    }
  } finally {
    await file?.close();
  }
}

/** `over` throws what the promise rejected with; `signal` is given when it has settled. */
function watch(whole: Promise<unknown>): { over(): boolean; readonly signal: AbortSignal } {
  const control = new AbortController();
  let failure: { readonly thrown: unknown } | null = null;
  whole.then(
    () => control.abort(),
    (thrown: unknown) => {
      failure = { thrown };
      control.abort();
    },
  );
  const over = () => {
    if (failure) throw failure.thrown;
    return control.signal.aborted;
  };
  return { over, signal: control.signal };
}

async function openIfThere(path: string, must: boolean): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (thrown) {
    if (must || !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'))
      throw thrown;
    return null;
  }
}
