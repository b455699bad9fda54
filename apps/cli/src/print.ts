import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CliPrint } from '@insites/client';
import { errors } from '@insites/kernel';
import { createProgress } from './progress.ts';
import type { Terminal } from './run.ts';
import { remainder, toText } from './table.ts';

/** What a verb prints with, and two things only routes and the runner need. */
export interface Print extends CliPrint {
  /** One event of a feed: a line of JSON, a step of the progress bar, or a line. */
  event(value: unknown): void;
  /** Leaves the terminal clean. */
  end(): void;
}

/** Prints to a terminal, for people or as JSON. */
export function createPrint(terminal: Terminal, json: boolean): Print {
  const { stdout, stderr } = terminal;
  const width = stdout.isTTY ? (stdout.columns ?? 80) : null;
  const bar = createProgress(stderr);
  const print: Print = {
    json,
    answer(value, columns) {
      bar.end();
      if (json) {
        stdout.write(`${JSON.stringify(value)}\n`);
        return;
      }
      stdout.write(toText(value, columns, width));
      const more = remainder(value);
      if (more) stderr.write(`${more}\n`);
    },
    say(text) {
      if (json) return;
      bar.end();
      stderr.write(`${text}\n`);
    },
    progress(state) {
      if (!json) bar.show(state);
    },
    event(value) {
      const step = json ? null : asStep(value);
      if (step) bar.show(step);
      else if (json) stdout.write(`${JSON.stringify(value)}\n`);
      else stdout.write(toText(value, undefined, width));
    },
    bytes: (response, file) => writeBytes(response, file, terminal),
    end: () => bar.end(),
  };
  return print;
}

type Step = Parameters<CliPrint['progress']>[0];

function asStep(value: unknown): Step | null {
  if (typeof value !== 'object' || value === null) return null;
  const { step, state, done, total, unit } = value as Record<string, unknown>;
  if (typeof done !== 'number' || typeof unit !== 'string') return null;
  const name = typeof step === 'string' ? step : typeof state === 'string' ? state : '';
  return { step: name, done, total: typeof total === 'number' ? total : null, unit };
}

async function writeBytes(
  response: Response,
  file: string | undefined,
  { stdout, signal }: Terminal,
): Promise<number> {
  const toFile = file !== undefined && file !== '-';
  let count = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of response.body ?? []) {
      count += chunk.length;
      yield chunk;
    }
  }
  try {
    const source = Readable.from(counted(), { objectMode: false, highWaterMark: 1024 * 1024 });
    if (toFile) await pipeline(source, createWriteStream(file), { signal });
    else for await (const chunk of source) if (!stdout.write(chunk)) await once(stdout, 'drain');
  } catch (thrown) {
    throw toFile ? notWritten(file, thrown, signal) : thrown;
  }
  return count;
}

function notWritten(file: string, thrown: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return errors.cancelled('client.cancelled', 'Stopped.', { cause: thrown });
  const isFile = thrown instanceof Error && 'syscall' in thrown;
  const reason = isFile ? thrown.message : 'the connection broke off before the end';
  const details = { hint: `${file} is not complete.`, cause: thrown };
  return isFile
    ? errors.invalid('cli.fileNotWritten', `${file} could not be written: ${reason}.`, details)
    : errors.unavailable('cli.downloadBroken', `The download stopped: ${reason}.`, details);
}
