import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWeb, firstPageBytes } from './build-web.ts';

const dist = join(resolve(import.meta.dirname, '..'), 'apps/web/dist');
const lines: string[] = [];

beforeAll(async () => {
  await buildWeb(() => undefined);
  await buildWeb((line) => lines.push(line));
});

describe('the built web app', () => {
  it('is not built again while nothing changed', () => {
    expect(lines).toEqual(['web: as it was']);
  });
  it('keeps the JavaScript of the first page small', async () => {
    expect(await firstPageBytes()).toBeLessThan(250_000);
  });
  it('has no inline script or event handler, which the content policy would stop', async () => {
    const page = await readFile(join(dist, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/\son\w+=/);
  });
  it('can be installed: every icon the manifest names is there', async () => {
    const manifest = JSON.parse(await readFile(join(dist, 'manifest.webmanifest'), 'utf8')) as {
      icons: { src: string }[];
    };
    expect(manifest.icons.length).toBeGreaterThan(0);
    for (const { src } of manifest.icons) expect(existsSync(join(dist, src))).toBe(true);
  });
});
