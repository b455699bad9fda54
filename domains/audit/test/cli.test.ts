import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@insites/client';
import { type TemporaryHome, temporaryHome } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verbs } from '../cli/index.ts';
import { entryOf, makeExport } from './proof/exports.ts';

const made = makeExport(Array.from({ length: 120 }, (_, at) => entryOf(at + 1)));
const text = made.lines.map((line) => `${line}\n`).join('');
let home: TemporaryHome;

beforeAll(async () => {
  home = await temporaryHome();
});
afterAll(() => home?.remove());

async function put(name: string, content: string): Promise<string> {
  const path = join(home.path, name);
  await writeFile(path, content);
  return path;
}

/** Runs the verb as the command line does; its client leads nowhere. */
async function verify(file: string, checkpoint: readonly string[]) {
  const [verb] = verbs;
  const said: string[] = [];
  let answer: unknown;
  await verb?.run({
    input: { file, checkpoint: [...checkpoint] },
    client: createClient({ baseUrl: 'http://127.0.0.1:1' }),
    signal: new AbortController().signal,
    print: {
      json: false,
      answer: (value) => {
        answer = value;
      },
      say: (sentence) => void said.push(sentence),
      progress: () => undefined,
      bytes: async () => 0,
    },
  });
  return { answer, said: said.join(' ') };
}

describe('insites audit verify', () => {
  it('holds without a server, and says what a kept checkpoint vouches for', async () => {
    const file = await put('whole.jsonl', text);
    const [early, last] = await Promise.all(
      [50, 120].map((size) => put(`${size}.txt`, made.checkpoints.get(size) ?? '')),
    );
    const whole = await verify(file, [last ?? '']);
    expect(whole.answer).toMatchObject({
      holds: true,
      size: 120,
      entries: 120,
      heldAgainst: [120],
    });
    expect(whole.said).toBe('Nothing was changed.');
    expect((await verify(file, [early ?? ''])).said).toContain('after entry 50');
    expect((await verify(file, [])).said).toContain('--checkpoint FILE');
  });

  it('fails as a conflict that names the first bad entry', async () => {
    const file = await put('bad.jsonl', text.replace('"request-77"', '"request-78"'));
    await expect(verify(file, [])).rejects.toMatchObject({
      kind: 'conflict',
      code: 'audit.exportBad',
      message: expect.stringContaining('Entry 77'),
      details: { fields: expect.arrayContaining([{ path: 'firstBadEntry', message: '77' }]) },
    });
  });

  it('says which file cannot be read', async () => {
    const file = await put('whole.jsonl', text);
    const nowhere = join(home.path, 'nowhere');
    for (const [one, kept] of [
      [nowhere, []],
      [file, [nowhere]],
    ] as const)
      await expect(verify(one, kept)).rejects.toMatchObject({ code: 'audit.fileUnreadable' });
  });
});
