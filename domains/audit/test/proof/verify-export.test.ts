import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOfRanges, type StoredEntry, type Verdict, verifyExport } from '../../proof/index.ts';
import { entryOf, fileOf, hiddenLeaf, logKey, makeExport, mendChains } from './exports.ts';

const many = Array.from({ length: 200 }, (_, at) => entryOf(at + 1));
const made = makeExport(many);
const last = made.checkpoints.get(200) ?? '';
const early = made.checkpoints.get(100) ?? '';

function check(lines: readonly string[], ...kept: string[]): Promise<Verdict> {
  return verifyExport(fileOf(lines), kept);
}

/** The index of the line of an entry. */
function lineOf(position: number, lines: readonly string[] = made.lines): number {
  return lines.findIndex((line) => line.startsWith(`{"position":${position},`));
}

function changed(at: number, change: (line: string) => string): string[] {
  return made.lines.map((line, here) => (here === at ? change(line) : line));
}

describe('an export that nobody touched', () => {
  it('holds, alone and against each checkpoint that was kept', async () => {
    const all = [...made.checkpoints.values()];
    const verdict = await check(made.lines, ...all);
    expect(verdict).toMatchObject({ fault: null, size: 200, entries: 200, checkpoints: 4 });
    expect(verdict.kept).toEqual([50, 100, 150, 200]);
    expect((await check(made.lines)).fault).toBeNull();
  });

  it('holds however it comes in pieces', async () => {
    const [whole = new Uint8Array()] = fileOf(made.lines);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3_000 }), async (size) => {
        const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        );
        expect((await verifyExport(pieces, [last])).fault).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it('holds with entries of others between, at any place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 90 }),
        fc.integer({ min: 1, max: 40 }),
        async (hidden, every) => {
          const mixed = hidden.map((hide, at) =>
            hide ? ({ kind: 'hidden', leaf: hiddenLeaf(String(at)) } as const) : entryOf(at + 1),
          );
          const { lines, checkpoints } = makeExport(mixed, { every });
          const verdict = await check(lines, ...checkpoints.values());
          expect(verdict).toMatchObject({ fault: null, hidden: hidden.filter(Boolean).length });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('an export that was changed', () => {
  it('is found out at each flipped bit of it, and the entry is named', async () => {
    const { lines } = makeExport(many.slice(0, 20), { every: 8 });
    const [whole = new Uint8Array()] = fileOf(lines);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const copy = Uint8Array.from(whole);
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        const { fault } = await verifyExport([copy], []);
        expect(fault).not.toBeNull();
        const line = Buffer.from(whole.subarray(0, at)).toString('latin1').split('\n').length - 1;
        const position = /^\{"position":(\d+)/.exec(lines[line] ?? '')?.[1];
        if (position && whole[at] !== 10) expect(fault?.from).toBe(Number(position));
      }),
      { numRuns: 400 },
    );
  });

  it('names the entry whose content was changed', async () => {
    const at = lineOf(57);
    const { fault } = await check(changed(at, (line) => line.replace('Ada Clerk', 'Ada Clark')));
    expect(fault).toMatchObject({ from: 57, to: 57 });
    expect(fault?.sentence).toContain('Entry 57');
  });

  it('names the entry that is missing', async () => {
    const { fault } = await check(made.lines.toSpliced(lineOf(57), 1));
    expect(fault).toMatchObject({ kind: 'order', from: 57, to: 57 });
    expect(fault?.sentence).toBe('Entry 57 is missing; what stands in its place is 58.');
  });

  it('names the first of two that changed places', async () => {
    const at = lineOf(57);
    const [one = '', two = ''] = made.lines.slice(at, at + 2);
    const { fault } = await check(made.lines.toSpliced(at, 2, two, one));
    expect(fault).toMatchObject({ kind: 'order', from: 57, to: 57 });
  });

  it('names the first entry of a tail that is missing', async () => {
    const { fault } = await check(made.lines.slice(0, lineOf(150)));
    expect(fault).toMatchObject({ kind: 'order', from: 150 });
    expect((await check(made.lines.slice(0, -1))).fault).toMatchObject({ from: 201 });
  });
});

/** A thief who writes all anew that needs no key. */
describe('an export that was changed with care', () => {
  it.each([
    ['a changed entry', changed(lineOf(57), (line) => line.replace('Ada Clerk', 'Ada Clark'))],
    ['a changed time', changed(lineOf(57), (line) => line.replace('"2025-', '"2024-'))],
    [
      'two entries that changed places',
      made.lines
        .with(lineOf(57), (made.lines[lineOf(60)] ?? '').replace('"position":60', '"position":57'))
        .with(lineOf(60), (made.lines[lineOf(57)] ?? '').replace('"position":57', '"position":60')),
    ],
    [
      'an entry passed off as somebody else’s',
      changed(
        lineOf(57),
        () =>
          `{"position":57,"hidden":[[0,"${hiddenLeaf('other').toString('hex')}"]],"chain":"${'0'.repeat(64)}"}`,
      ),
    ],
  ])('%s is found between two checkpoints', async (_, lines) => {
    const { fault } = await check(mendChains(lines));
    expect(fault).toMatchObject({ kind: 'tree', from: 51, to: 100 });
    expect(fault?.sentence).toContain('One of the entries 51 to 100 is bad');
  });

  it('a removed entry with the rest numbered anew', async () => {
    const fewer = made.lines
      .toSpliced(lineOf(57), 1)
      .map((line) =>
        line.replace(/^\{"position":(\d+)/, (_, number) =>
          Number(number) > 57 ? `{"position":${Number(number) - 1}` : `{"position":${number}`,
        ),
      );
    const { fault } = await check(mendChains(fewer));
    expect(fault).toMatchObject({ kind: 'order', from: 51, to: 100 });
    expect(fault?.sentence).toContain('1 of the entries 51 to 100 are missing');
  });

  it('a checkpoint with another signature', async () => {
    const at = made.lines.findIndex((line) => line.includes('"checkpoint"'));
    const forged = changed(at, (line) => line.replace(/(.{8})=\\n/, 'AAAAAAAA=\\n'));
    expect((await check(mendChains(forged))).fault).toMatchObject({ kind: 'signature', from: 50 });
  });

  it('a dropped tail, shown as if the log had been that short', async () => {
    const { lines } = makeExport(many.slice(0, 150));
    expect((await check(lines, early)).fault).toBeNull();
    const { fault } = await check(lines, last);
    expect(fault).toMatchObject({ kind: 'kept', from: 151, to: 200 });
    expect(fault?.sentence).toContain('entries 151 to 200 are missing');
  });
});

describe('a log that its own server rewrote', () => {
  const rewritten = many.with(56, { ...entryOf(57), actorName: 'Somebody else' });

  it('is found out by a checkpoint that was kept: a fork', async () => {
    const fork = makeExport(rewritten);
    expect((await check(fork.lines)).fault).toBeNull();
    expect((await check(fork.lines, made.checkpoints.get(50) ?? '')).fault).toBeNull();
    const { fault } = await check(fork.lines, early);
    expect(fault).toMatchObject({ kind: 'kept', from: 51, to: 100 });
    expect(fault?.sentence).toContain('rewritten');
  });

  it('is found out when it hides where the checkpoint was', async () => {
    const fork = makeExport(
      rewritten.map((_, at) => ({ kind: 'hidden', leaf: hiddenLeaf(String(at)) }) as const),
      { every: 128 },
    );
    expect((await check(fork.lines, early)).fault).toMatchObject({ kind: 'kept' });
  });

  it('is found out when it was signed anew with another key', async () => {
    const thief = makeExport(rewritten, { key: logKey('thief') });
    expect((await check(thief.lines)).fault).toBeNull();
    const { fault } = await check(thief.lines, early);
    expect(fault).toMatchObject({ kind: 'kept', from: null });
    expect(fault?.sentence).toContain('another key');
  });

  it('is found out when the other key takes the name of the first', async () => {
    const thief = { ...logKey('thief'), name: made.key.name };
    const { fault } = await check(makeExport(rewritten, { key: thief }).lines, early);
    expect(fault).toMatchObject({ kind: 'signature' });
  });

  it('is found out when an old checkpoint stands where the last one belongs', async () => {
    const replayed = made.lines.map((line) =>
      line.includes('\\n200\\n')
        ? (made.lines.find((other) => other.includes('\\n150\\n')) ?? '')
        : line,
    );
    const { fault } = await check(mendChains(replayed));
    expect(fault).toMatchObject({ kind: 'order', from: 151, to: 200 });
    expect(fault?.sentence).toContain('old checkpoint');
  });

  it.each([
    ['no checkpoint', 'hello'],
    ['unsigned', early.slice(0, early.indexOf('\n\n') + 1)],
    ['another size', early.replace('\n100\n', '\n99\n')],
  ])('a kept file that is %s is not taken', async (_, kept) => {
    expect((await check(made.lines, kept)).fault).toMatchObject({ kind: 'kept' });
  });
});

describe('entries that the rules removed', () => {
  const ranges = [
    { first: 3, last: 5 },
    { first: 9, last: 9 },
  ];
  const gone = [3, 4, 5, 9];
  const statement = (digest: string): StoredEntry =>
    entryOf(12, {
      verb: 'audit.retain',
      objectKind: 'retention',
      objectId: 'run-1',
      details: { count: 4, digest },
    });
  const withGone = (stated: StoredEntry, removed = gone) =>
    makeExport([
      ...many
        .slice(0, 11)
        .map((entry, at) =>
          removed.includes(at + 1)
            ? ({ kind: 'removed', run: 'run-1', leaf: hiddenLeaf(`gone ${at}`) } as const)
            : entry,
        ),
      stated,
    ]);

  it('leave their leaves, and the log says that they went', async () => {
    const { lines } = withGone(statement(digestOfRanges(ranges)));
    expect(await check(lines)).toMatchObject({ fault: null, removed: 4, entries: 8 });
  });

  it('are found out when no run says so', async () => {
    const { fault } = await check(withGone(entryOf(12)).lines);
    expect(fault).toMatchObject({ kind: 'removal', from: 3 });
  });

  it('are found out when the run named others', async () => {
    const { lines } = withGone(statement(digestOfRanges(ranges)), [3, 4, 5, 10]);
    expect((await check(lines)).fault).toMatchObject({ kind: 'removal', from: 3 });
    const fewer = withGone(statement(digestOfRanges(ranges)), [3, 4, 5]);
    expect((await check(fewer.lines)).fault).toMatchObject({ kind: 'removal' });
  });
});

describe('entries of others', () => {
  const stated = (entries: number) =>
    entryOf(30, { verb: 'audit.exportLog', details: { size: 25, entries } });
  const withHidden = (hidden: readonly number[], statement: StoredEntry) =>
    makeExport([
      ...many
        .slice(0, 29)
        .map((entry, at) =>
          hidden.includes(at + 1)
            ? ({ kind: 'hidden', leaf: hiddenLeaf(`other ${at}`) } as const)
            : entry,
        ),
      statement,
    ]);

  it('stay hidden, and are counted', async () => {
    const { lines } = withHidden([4, 5, 6, 7, 24, 25, 26, 27], stated(19));
    expect(await check(lines)).toMatchObject({ fault: null, hidden: 8 });
    expect(lines.join()).not.toContain('request-5');
  });

  it('are found out when an entry of one’s own is among them', async () => {
    const { lines } = withHidden([4, 5, 6, 7, 24, 25, 26, 27], stated(20));
    const { fault } = await check(lines);
    expect(fault).toMatchObject({ kind: 'count', from: 30 });
    expect(fault?.sentence).toContain('20 of the first 25');
  });
});
