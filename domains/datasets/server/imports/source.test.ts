import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as handled } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { sourceOf } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'insites-source-'));
const unhandled: unknown[] = [];
const note = (thrown: unknown) => unhandled.push(thrown);

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an import that fails before it asks for the beginning leaves no rejection behind', async () => {
  const stop = new AbortController();
  async function* pieces() {
    yield Buffer.from('city,people\n');
  }
  const objects = { takeCopy: () => null, open: async () => pieces() };
  const version = { sourceObjectId: 'object', sourceBytes: 12 };
  process.on('unhandledRejection', note);
  try {
    const source = sourceOf(
      { progress: () => undefined },
      version as never,
      join(folder, 'source'),
      stop.signal,
      { platform: { objects } } as never,
    );
    stop.abort();
    await expect(source.complete).rejects.toThrow(/abort/i);
    await handled();
  } finally {
    process.off('unhandledRejection', note);
  }
  expect(unhandled).toEqual([]);
});
