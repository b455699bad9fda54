import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Figure, Line } from '../support/figure.ts';
import { startInsites } from '../support/insites.ts';
import { pause } from '../support/measure.ts';
import { memoryOf } from '../support/memory.ts';

const mebibyte = 1024 * 1024;
const idle = Number(process.env.BENCH_IDLE_SECONDS ?? 20) * 1000;

/** Memory when nobody asks anything, and the JavaScript of the first page. */
export const rest: Figure = async ({ folder }) => {
  const server = await startInsites(join(folder, 'rest-home'), { sampleCity: true });
  try {
    const page = await firstPage(server.url);
    await pause(idle);
    const memory = memoryOf(server.pid);
    const line = (figure: string, bytes: number, bar: Line['bar']): Line => ({
      figure,
      unit: 'MiB',
      ours: bytes / mebibyte,
      other: null,
      ratio: null,
      bar,
    });
    return [
      line('memory at rest with the sample city, server process', memory.server, {
        of: 'ours',
        atMost: 350,
      }),
      line('  engine processes', memory.workers, null),
      line('  PostgreSQL (shared pages counted in each process)', memory.database, null),
      {
        figure: 'JavaScript of the first page, gzip',
        unit: 'kB',
        ours: page.bytes / 1000,
        other: null,
        ratio: null,
        bar: { of: 'ours', atMost: 250 },
        details: { files: page.files },
      },
    ];
  } finally {
    await server.stop();
  }
};

/** Everything the page asks for as a script, and what those import at once, all the way down. */
async function firstPage(url: string): Promise<{ bytes: number; files: Record<string, number> }> {
  const html = await (await fetch(url)).text();
  const files: Record<string, number> = {};
  const waiting = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (path in files) continue;
    const script = await (await fetch(new URL(path, url))).text();
    files[path] = gzipSync(script).length;
    for (const [, name = ''] of script.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g))
      waiting.push(new URL(name, new URL(path, url)).pathname);
  }
  return { bytes: Object.values(files).reduce((sum, size) => sum + size, 0), files };
}
