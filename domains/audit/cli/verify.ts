import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cliVerb } from '@insites/client';
import { errors } from '@insites/kernel';
import { z } from 'zod';
import { noteIn, type Verdict, verifyExport } from '../proof/index.ts';

const options = z.object({
  file: z.string().describe('What `insites audit export` wrote'),
  checkpoint: z
    .array(z.string())
    .default([])
    .describe(
      'A checkpoint that was kept elsewhere, as `insites audit checkpoint` wrote it, or a saved mail',
    ),
});

/**
 * `insites audit verify EXPORT --checkpoint FILE`: needs no server. Names the first bad entry and exits
 * with 6 when something is wrong.
 */
export const verifyVerb = cliVerb({
  words: ['audit', 'verify'],
  summary: 'Check an export of the audit log against checkpoints that were kept, without a server',
  options,
  positional: ['file'],
  run: async ({ input, print, signal }) => {
    const kept = (await Promise.all(input.checkpoint.map(readText))).map(noteIn);
    const verdict = await verifyExport(bytesOf(input.file, signal), kept);
    if (verdict.fault) throw bad(verdict);
    print.answer(answerOf(verdict));
    print.say(sentenceOf(verdict));
  },
});

function answerOf({ fault: _, kept, ...verdict }: Verdict) {
  return { holds: true, ...verdict, heldAgainst: kept };
}

function sentenceOf({ kept, size }: Verdict): string {
  const last = Math.max(0, ...kept);
  if (kept.length === 0)
    return 'The export holds together and the log signed it. Whether the log was rewritten as a whole only a checkpoint can tell that was kept elsewhere: --checkpoint FILE.';
  if (last < size)
    return `Nothing was changed. What came after entry ${last}, the last one of the kept checkpoint, is vouched for by the log’s signature alone.`;
  return 'Nothing was changed.';
}

function bad({ fault, size, origin, kept }: Verdict) {
  const { from = null, to = null, kind = 'file', sentence = '' } = fault ?? {};
  return errors.conflict('audit.exportBad', sentence, {
    hint: 'Keep both files as they are, and compare them with another export and other checkpoints.',
    fields: [
      { path: 'kind', message: kind },
      ...(from === null ? [] : [{ path: 'firstBadEntry', message: String(from) }]),
      ...(to === null || to === from ? [] : [{ path: 'atTheLatest', message: String(to) }]),
      { path: 'checkedUpTo', message: String(size) },
      { path: 'origin', message: origin ?? 'unknown' },
      { path: 'heldAgainst', message: kept.join(', ') || 'nothing' },
    ],
  });
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: Error) => {
    throw unreadable(path, cause);
  });
}

async function* bytesOf(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { signal, highWaterMark: 1024 * 1024 });
  } catch (thrown) {
    throw unreadable(path, thrown as Error);
  }
}

function unreadable(path: string, cause: Error) {
  return errors.notFound('audit.fileUnreadable', `${path} cannot be read: ${cause.message}`, {
    cause,
  });
}
