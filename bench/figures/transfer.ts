import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBigFile } from '../support/big-file.ts';
import { type Drained, drain } from '../support/drain.ts';
import type { Figure, Line } from '../support/figure.ts';
import { credentials, startInsites } from '../support/insites.ts';
import { inTurn, median, type Pairs, pause, quantile, ratioOf, timed } from '../support/measure.ts';
import { memoryOf, watchMemory } from '../support/memory.ts';
import { runOther } from '../support/other.ts';
import { startPlainServer } from '../support/plain-server.ts';

const mebibyte = 1024 * 1024;
const bytes = Number(process.env.BENCH_UPLOAD_MB ?? 2048) * mebibyte;
const roundsAtMost = 3;
const ranges = 64;

interface Uploaded {
  readonly milliseconds: number;
  readonly retries: number;
  readonly file: string;
}

/** 2 GiB in by tus and out again, beside the same HTTP stack on plain files. */
export const transfer: Figure = async ({ folder, rounds: wanted, say }) => {
  const rounds = Math.min(wanted, roundsAtMost);
  const path = join(folder, 'big.bin');
  const sha256 = await writeBigFile(path, bytes);
  const server = await startInsites(join(folder, 'transfer-home'));
  const plainFolder = join(folder, 'transfer-plain');
  const plain = await startPlainServer(plainFolder);
  const { authorization } = credentials;
  const contentOf = (file: string) => `${server.url}/api/v1/files/${file}/content`;
  const remove = (file: string) =>
    fetch(`${server.url}/api/v1/files/${file}`, { method: 'DELETE', headers: credentials });
  let ours = '';
  let theirs = '';
  try {
    const before = memoryOf(server.pid);
    const watch = watchMemory(server.pid);
    const up = await inTurn(
      rounds,
      async () => {
        // The disk must hold few copies, and each upload must find the same.
        if (ours) await remove(ours);
        const endpoint = `${server.url}/api/v1/files/uploads`;
        const done = await runOther<Uploaded>('tus-upload', endpoint, path, authorization);
        ours = done.file;
        return done.milliseconds;
      },
      async () => {
        if (theirs) await rm(join(plainFolder, theirs));
        const done = await runOther<Uploaded>('tus-upload', `${plain.url}/files`, path);
        theirs = done.file;
        return done.milliseconds;
      },
    );
    const read = (url: string, ...more: string[]) => runOther<Drained>('download', url, ...more);
    const down = await inTurn(
      rounds,
      async () => (await read(contentOf(ours), authorization)).milliseconds,
      async () => (await read(`${plain.url}/content/${theirs}`)).milliseconds,
    );
    const back = await read(contentOf(ours), authorization, 'hashed');
    if (back.sha256 !== sha256) throw new Error('The bytes that came back are others.');
    const ranged = await inTurn(
      ranges,
      (round) => timed(() => drain(contentOf(ours), { ...credentials, ...rangeOf(round) })),
      (round) => timed(() => drain(`${plain.url}/content/${theirs}`, rangeOf(round))),
    );
    watch.stop();
    say(`whole file came back with SHA-256 ${sha256.slice(0, 16)}…, as it was sent`);
    return [
      line(`upload of ${bytes / mebibyte} MiB by tus`, up, { of: 'ratio', atMost: 1.5 }),
      line(`download of ${bytes / mebibyte} MiB`, down, { of: 'ratio', atMost: 1.5 }),
      {
        figure: '  a range of 1 MiB out of it, p50',
        unit: 'ms',
        ours: median(ranged.ours),
        other: median(ranged.other),
        ratio: ratioOf(ranged),
        bar: null,
        details: { p99: quantile(ranged.ours, 0.99) },
      },
      {
        figure: '  growth of the server process meanwhile',
        unit: 'MiB',
        ours: (watch.peak().server - before.server) / mebibyte,
        other: null,
        ratio: null,
        bar: { of: 'ours', atMost: 200 },
      },
    ];
  } finally {
    await plain.stop();
    await server.stop();
    await Promise.all(
      [server.home, plainFolder, path].map((each) => rm(each, { recursive: true, force: true })),
    );
  }
};

/** The same upload with a power cut in the middle. */
export const resumed: Figure = async ({ folder, say }) => {
  const path = join(folder, 'resumed.bin');
  const home = join(folder, 'resumed-home');
  const sha256 = await writeBigFile(path, bytes);
  const first = await startInsites(home);
  const { authorization } = credentials;
  const began = performance.now();
  const uploading = runOther<Uploaded>(
    'tus-upload',
    `${first.url}/api/v1/files/uploads`,
    path,
    authorization,
  );
  await pause((bytes / mebibyte) * resumeAfter);
  const cutAt = performance.now() - began;
  await first.kill();
  const port = new URL(first.url).port;
  const again = await startInsites(home, { port });
  try {
    const { retries, file, milliseconds } = await uploading;
    const content = `${again.url}/api/v1/files/${file}/content`;
    const back = await runOther<Drained>('download', content, authorization, 'hashed');
    const same = back.sha256 === sha256;
    say(
      `killed after ${Math.round(cutAt)} ms, ${retries} tries later whole: ${same ? 'the same bytes' : 'OTHER BYTES'}`,
    );
    if (retries === 0) throw new Error('The upload was over before the server was killed.');
    return [
      {
        figure: 'upload with kill -9 in the middle: bytes that differ',
        unit: 'files',
        ours: same ? 0 : 1,
        other: null,
        ratio: null,
        bar: { of: 'ours', atMost: 0 },
        details: { cutAt, retries, milliseconds, sha256, back: back.sha256 },
      },
    ];
  } finally {
    await again.stop();
    await Promise.all([home, path].map((each) => rm(each, { recursive: true, force: true })));
  }
};

/** Milliseconds a MiB until the cut: before half of it can have arrived. */
const resumeAfter = 1;

function line(figure: string, pairs: Pairs, bar: Line['bar']): Line {
  const ratio = ratioOf(pairs);
  return {
    figure,
    unit: 'ms',
    ours: median(pairs.ours),
    other: median(pairs.other),
    ratio,
    bar,
    details: { pairs, bytes },
  };
}

function rangeOf(round: number): { range: string } {
  const start = Math.floor(((round * 0.618_033_988_7) % 1) * (bytes - mebibyte));
  return { range: `bytes=${start}-${start + mebibyte - 1}` };
}
