import { open } from 'node:fs/promises';
import type { ArrivingCopy, Engine } from '@insites/platform';
import { detectDialect } from '../parsing/dialect.ts';
import { detect } from '../parsing/formats/detect.ts';
import type { ScanInput, ScanResult } from '../parsing/scan-result.ts';
import { detectFormat, headBytes } from './format.ts';
import { scanInputOf, scanModule } from './scan-input.ts';

interface Scan {
  readonly input: ScanInput;
  readonly result: Promise<ScanResult>;
  readonly stop: AbortController;
}

/** Scans at the same time; more would take the processor from what was asked for. */
const atMost = 1;

/**
 * Scans of tables that are still arriving, follow-up of the copy that is kept of them: an upload waits for
 * network and disk, and the scanner works meanwhile. What is found stays here until an import of that very
 * copy asks; nobody sees it before, and it goes with the copy.
 */
export class ScansAhead {
  readonly #engine: Pick<Engine, 'children'>;
  /** By the path of the copy, which cannot be guessed. */
  readonly #scans = new Map<string, Scan>();
  #working = 0;

  constructor(engine: Pick<Engine, 'children'>) {
    this.#engine = engine;
  }

  /** Begins when the copy holds its first bytes. Never rejects. */
  async begin({ path, bytes, gone }: ArrivingCopy): Promise<void> {
    if (this.#working >= atMost || bytes <= headBytes) return;
    this.#working += 1;
    try {
      const input = await inputOf(path, bytes);
      if (!input || gone.aborted) return;
      const stop = new AbortController();
      const signal = AbortSignal.any([gone, stop.signal]);
      const result = this.#engine.children.run<ScanInput, ScanResult>(scanModule, input, {
        signal,
      });
      this.#scans.set(path, { input, result, stop });
      gone.addEventListener('abort', () => this.#scans.delete(path), { once: true });
      await result;
    } catch {
      // The import scans by itself then.
      this.#scans.delete(path);
    } finally {
      this.#working -= 1;
    }
  }

  /** The result of such a scan, when it is exactly the one that is wanted. Aborting ends the scan. */
  take(wanted: ScanInput, signal: AbortSignal): Promise<ScanResult> | null {
    const scan = this.#scans.get(wanted.path);
    if (!scan || !isSame(scan.input, wanted)) return null;
    const end = () => scan.stop.abort();
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return scan.result.finally(() => signal.removeEventListener('abort', end));
  }
}

async function inputOf(path: string, bytes: number): Promise<ScanInput | null> {
  const head = await readHead(path);
  // Formats with a reader of their own are no delimited text, whatever they look like.
  if (detect(head)) return null;
  const format = detectFormat(head, path);
  if (format.kind !== 'csv') return null;
  return scanInputOf({ path, bytes }, format.encoding, detectDialect(format.sample, false));
}

/** The first bytes of a file. */
export async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await file.read(head, 0, headBytes, 0);
  return head.subarray(0, bytesRead);
}

function isSame(left: ScanInput, right: ScanInput): boolean {
  return (
    left.bytes === right.bytes &&
    left.markBytes === right.markBytes &&
    left.delimiter === right.delimiter &&
    left.header === right.header &&
    left.width === right.width
  );
}
