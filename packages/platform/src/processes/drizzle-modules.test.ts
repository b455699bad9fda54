import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Addresses of all modules that a process loads for this source. */
async function loadedFor(source: string, ...flags: readonly string[]): Promise<readonly string[]> {
  const listing = `import { registerHooks } from 'node:module';
    const all = [];
    registerHooks({ load: (url, context, next) => (all.push(url), next(url, context)) });
    await import('data:text/javascript,');
    ${source};
    console.log(JSON.stringify(all.filter((url) => url.includes('/drizzle-orm/'))));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, '--input-type=module', '--eval', listing],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout) as string[];
}

it('finds the same modules of drizzle-orm that Node finds, in the same order', async () => {
  const source = `for (const name of ['drizzle-orm/pg-core', 'drizzle-orm', 'drizzle-orm/node-postgres']) await import(name);
    process.getBuiltinModule('node:module').createRequire(process.cwd() + '/')('drizzle-orm')`;
  const flags = ['--import', new URL('drizzle-modules.ts', import.meta.url).href];
  const [plain, short] = await Promise.all([loadedFor(source), loadedFor(source, ...flags)]);
  expect(plain.length).toBeGreaterThan(100);
  expect(plain.some((url) => url.endsWith('.cjs'))).toBe(true);
  expect(short).toEqual(plain);
}, 60_000);
